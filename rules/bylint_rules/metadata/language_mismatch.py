"""The page says it is in another language than the story is written in.

Screen readers pronounce the story by `lang`, browsers offer to translate it, hyphenate and spell by
it; social networks and search engines sort it by `og:locale` and `inLanguage`. A copied template, or
a machine translation put into the same page, keeps the old one. It is told only where the letters or
the small words of enough text leave no doubt.

Sources: https://html.spec.whatwg.org/multipage/dom.html#the-lang-and-xml:lang-attributes,
https://www.w3.org/WAI/WCAG22/Understanding/language-of-page, https://ogp.me/#optional, https://schema.org/inLanguage
"""

import re
from collections.abc import Iterator

from bylint import Page, Problem, Related, quote, rule
from bylint.pattern import lazy
from bylint.views.claims import Claim, claims
from bylint.views.story import story
from bylint_rules.views.spoken import contradiction

GERMAN = (
    "Die Fähre zu den Inseln fährt ab Montag wieder, wie das Hafenamt am Freitag mitteilte. Nach einer Reparatur von drei Wochen ist das "
    "Schiff nun wieder im Wasser, und die Menschen auf den Inseln sind erleichtert, weil sie in dieser Zeit nur mit dem kleinen Boot "
    "der Post an das Festland kamen. "
)
STORY = f"<title>Fähre</title></head><body><article><h1>Fähre</h1>{3 * f'<p>{GERMAN}</p>'}</article></body></html>"
PAGE = "<!doctype html><html lang={}><head>" + STORY
TAG = lazy(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.I)
MOST = 10


@rule(
    "metadata/language-mismatch",
    severity="warning",
    whole_page=True,
    bad=(PAGE.format("fr"), PAGE.format("ru")),
    good=(PAGE.format("de-AT"), PAGE.format("x-default")),
)
def language_mismatch(page: Page) -> Iterator[Problem]:
    wrong: dict[str, list[Claim]] = {}
    known: dict[str, str | None] = {}
    for claim in page.view(claims).language:
        # “de, en”: it is enough if one of them is right.
        tags = [tag for tag in map(str.strip, claim.value.split(",")) if TAG.fullmatch(tag)]
        told = [known[tag] if tag in known else known.setdefault(tag, contradiction(page, tag)) for tag in tags[:MOST]]
        if told and (spoken := told[0]) and all(told) and not (claim.name == "lang" and _marked_inside(page)):
            wrong.setdefault(spoken, []).append(claim)
    for spoken, (first, *others) in wrong.items():
        yield Problem(
            page.span_of(first),
            f"{first.name} says {quote(first.value)}, and the story is written {spoken}, so it is read aloud, translated and found as "
            "what it is not. Correct the language.",
            related=tuple(Related(page.span_of(other), "the same here") for other in others),
        )


def _marked_inside(page: Page) -> bool:
    """Whether the story has a language of its own, so that the page's may be another."""
    found = page.view(story)
    element = found.prose[0].element if found.prose else None
    while element is not None and element is not page.root:
        if element.get("lang") is not None:
            return True
        element = element.getparent()
    return False
