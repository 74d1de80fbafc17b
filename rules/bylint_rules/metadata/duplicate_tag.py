"""A tag stands twice in the head, and browsers, search engines and social networks use one of the two.

Two plugins, or a template and a copied head, each write a title, a description, an `og:url`. Where
they differ, nobody knows which one counts: a browser takes the first title, Facebook the first
`og:title`, Google any description. Where they are the same, the second is ballast that somebody will
one day forget to change. What may repeat, such as `og:image` and `article:tag`, may repeat.

Sources: https://html.spec.whatwg.org/multipage/semantics.html#the-title-element (and the other metadata elements there),
https://ogp.me/#array, https://developers.google.com/search/docs/crawling-indexing/special-tags
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from bylint import Edit, Element, Fix, Page, Problem, Related, StartTag, option, quote, rule
from bylint.fix import remove
from bylint.views.head import Head, head, meta_names, rels

PAGE = "<!doctype html><html><head><title>Ferry back in service</title>{}</head></html>"
SINGLE = frozenset(
    """
    description content-type og:title og:url og:type og:description og:site_name og:locale twitter:card twitter:title
    twitter:description twitter:url twitter:site article:published_time article:modified_time news_keywords fb:app_id application-name
    """.split()
)
# These are added up where they differ, and metadata/robots-conflict looks at what comes out.
SUMMED = frozenset(("robots", "googlebot", "bingbot"))
SHOWN, MOST = 4, 20


@dataclass(frozen=True)
class Options:
    equal: bool = option(True, "Also report a tag that is repeated with the same content.")


@rule(
    "metadata/duplicate-tag",
    severity="warning",
    options=Options,
    whole_page=True,
    bad=(
        PAGE.format('<meta property="og:title" content="Ferry back in service"><meta property="og:title" content="Island Wire">'),
        PAGE.format("<link rel=canonical href=https://gazette.example/a><link rel=canonical href=https://gazette.example/a>"),
    ),
    good=(
        PAGE.format('<meta property="og:image" content="https://g.example/a"><meta property="og:image" content="https://g.example/b">'),
        PAGE.format('<meta property="og:title" content="Ferry"><meta name="twitter:title" content="Ferry"><svg><title>x</title></svg>'),
    ),
)
def duplicate_tag(page: Page, options: Options) -> Iterator[Problem]:
    repeated: list[tuple[str, Element, Element]] = []
    for name, elements in _singles(page.view(head)):
        first, *others = elements
        same = [_content(other) == _content(first) for other in others]
        different = [other for other, is_same in zip(others, same, strict=True) if not is_same]
        repeated += [(name, first, other) for other, is_same in zip(others, same, strict=True) if is_same and _says_no_more(other, first)]
        if different and name not in SUMMED and name != "canonical":  # metadata/canonical-conflict speaks of those
            one, two = _telling(_content(first), _content(different[0]))
            yield Problem(
                page.span_of(StartTag(different[0])),
                f"{name} stands {len(elements)} times in the head, first {one} and here {two}, so nobody knows which one counts. "
                "Keep the right one.",
                related=(Related(page.span_of(StartTag(first)), "the first"),),
            )
    if repeated and options.equal:
        names = list(dict.fromkeys(name for name, _, _ in repeated))
        what = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
        edits = dict.fromkeys(edit for _, _, other in repeated[:MOST] for edit in remove(page, other).edits)
        yield Problem(
            page.span_of(StartTag(repeated[0][2])),
            f"The head says the same twice ({what}), and sooner or later only one of the two is changed. Delete the second.",
            Fix(tuple(_apart(edits))),
            tuple(Related(page.span_of(StartTag(first)), f"the first {name}") for name, first, _ in repeated[:MOST]),
        )


def _singles(told: Head) -> Iterator[tuple[str, list[Element]]]:
    """What may stand once and stands several times in the head, by its name."""
    charsets = tuple(meta for meta in told.metas if meta.get("charset") is not None)
    groups = [("<title>", told.titles), ("canonical", told.canonicals()), ("<base>", told.bases), ("charset", charsets)]
    groups += [(name, metas) for name, metas in told.named.items() if name in SINGLE or name in SUMMED]
    fallen = frozenset(told.fallen)
    for name, found in groups:
        if len(inside := [one for one in found if one not in fallen and one.get("itemprop") is None and _read(one)]) > 1:
            yield name, inside


def _read(element: Element) -> bool:
    parent = element.getparent()
    return parent is None or parent.tag not in ("noscript", "template")


def _telling(one: str, other: str) -> tuple[str, str]:
    """The two as a message quotes them, from a little before they differ."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    begin = same - 12 if same > 24 else 0
    first, second = (quote("…" * bool(begin) + text[begin:], 50) if text else "empty" for text in (one, other))
    return first, second


def _content(element: Element) -> str:
    value = element.text if element.tag == "title" else next(filter(None, map(element.get, ("content", "href", "charset"))), "")
    return " ".join((value or "").split())


def _says_no_more(other: Element, first: Element) -> bool:
    """Whether nothing is lost with `other`: it has no further name, relation or attribute of weight."""
    if other.tag == "link":
        return rels(other) <= rels(first) and set(other.keys()) <= set(first.keys())
    return set(meta_names(other)) <= set(meta_names(first)) and other.get("media") == first.get("media")


def _apart(edits: dict[Edit, None]) -> Iterator[Edit]:
    """The edits in the order of the page, without those that overlap one before."""
    end = -1
    for edit in sorted(edits):
        if edit.span.start >= end:
            end = edit.span.end
            yield edit
