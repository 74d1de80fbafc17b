"""Metadata stands where browsers and search engines no longer look for it.

A browser leaves the head at the first thing that cannot stand in one: a `div`, an `img`, a stray
word, even an invisible byte-order mark that a template brought along. All below it is body, and
there search engines ignore canonical links and robots rules, since any reader's comment could hold
one. The page looks right and reads wrong.

Sources: https://developers.google.com/search/docs/crawling-indexing/valid-page-metadata,
https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead
"""

from collections.abc import Iterator

from bylint import Element, Page, Problem, Related, StartTag, quote, rule
from bylint.pattern import lazy
from bylint.views.head import head, meta_names, rels

# What matters enough to be spoken of where it stands in the body by itself.
WEIGHTY = lazy(r"og:|article:|twitter:|fb:|robots|googlebot|bingbot|description|author|refresh|content-security-policy")
NAMED = 3


@rule(
    "metadata/head-broken",
    severity="error",
    whole_page=True,
    bad=(
        "<!doctype html><html><head><title>Ferry back in service</title><div id=ad></div>"
        "<link rel=canonical href=https://gazette.example/ferry></head><body><h1>Ferry back in service</h1></body></html>",
        "<!doctype html><html><head>\ufeff<meta name=robots content=noindex><title>Ferry</title></head><body></body></html>",
    ),
    good=(
        "<!doctype html><html><head><title>Ferry back in service</title><noscript><img src=pixel.gif></noscript>"
        "<link rel=canonical href=https://gazette.example/ferry></head><body><meta itemprop=name content=Ferry></body></html>",
    ),
)
def head_broken(page: Page) -> Iterator[Problem]:
    told = page.view(head)
    fallen = [element for element in told.fallen if _weighty(element)]
    if not fallen:
        return
    names = list(dict.fromkeys(map(_name, fallen)))
    what = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    span = page.span_of(StartTag(fallen[0]))
    if told.culprit is None:
        yield Problem(
            span, f"In the body search engines and social networks overlook the page's metadata, here {what}. Move it up into the head."
        )
        return
    text = page.source.text[told.culprit.start : told.culprit.end]
    culprit = "an invisible byte-order mark" if not text.strip("\ufeff\u200b\u2060") else quote(text, 40)
    yield Problem(
        span,
        f"Browsers end the head above at {culprit}, so what follows ({what}) counts as body, where it is overlooked. "
        "Move the intruder into the body, or delete it.",
        related=(Related(told.culprit, "the head ends here"),),
    )


def _weighty(element: Element) -> bool:
    if element.tag == "link":
        return "canonical" in rels(element)
    return element.tag != "meta" or any(WEIGHTY.match(name) for name in meta_names(element))


def _name(element: Element) -> str:
    if element.tag == "link":
        return "the canonical link"
    return next((name for name in meta_names(element) if WEIGHTY.match(name)), f"<{element.tag}>")[:40]
