"""The metadata carry the headline of another story.

Templates that are copied with a story keep the old `og:title` or JSON-LD headline, and every share
then shows the wrong story. Headlines for search, for readers and for shares are often worded
differently; only one counts that has nothing in common with what the others agree on, nor with the
text of the story.

Source: https://developers.google.com/search/docs/appearance/title-link
"""

import re
from collections.abc import Iterator

from bylint import Page, Problem, Related, quote, rule
from bylint.lexicon import fold
from bylint.pattern import lazy
from bylint.views.blocks import blocks
from bylint.views.claims import Claim, claims

WORD = re.compile(r"[^\W_]+")
# Scripts without spaces between words: pairs of letters do for them.
UNSPACED = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]+")
# Beginnings of words, so that “sail” and “sails” are one; short words are mostly grammar.
STEM, SHORTEST, ENOUGH, COMMON = 5, 4, 3, 0.1
# The share of a title that the story's own text has to know for the title to be about it.
IN_STORY = 0.4
SPOKEN = frozenset(("headline", "og:title", "twitter:title", "<title>"))
PAGE = '<!doctype html><html><head><title>{}</title><meta property="og:title" content="{}"></head><body><h1>{}</h1></body></html>'
# More titles than any page has, and few enough to compare them all.
MOST = 30
# How much of the text is asked whether it knows a title, in characters.
READ = 8000


@rule(
    "metadata/headline-mismatch",
    severity="warning",
    whole_page=True,
    bad=(
        PAGE.format("Island ferry sails again - Harbour Gazette", "Council approves record budget", "Island ferry sails again on Monday"),
        PAGE.format("島へのフェリー運航再開 - 港新聞", "市議会が過去最大の予算案を可決", "島へのフェリー、月曜日に運航再開"),
    ),
    good=(
        PAGE.format("Island ferry sails again - Harbour Gazette", "Ferries are back! Islanders cheer", "Islanders cheer as ferry sails"),
        PAGE.format("Harbour Gazette", "Ferry to the islands sails again", "Ferry to the islands sails again"),
    ),
)
def headline_mismatch(page: Page) -> Iterator[Problem]:
    said = page.view(claims).title[:MOST]
    # Most of them are the same.
    known = {value: _parts(value) for value in {claim.value for claim in said}}
    titles = [(claim, parts) for claim in said if len(parts := known[claim.value]) >= ENOUGH]
    story = _agreed(titles)
    if not story:
        return
    shown = next(claim for claim, parts in titles if claim.by == "visible" and parts in story)
    told: set[str] = set()
    for claim, parts in titles:
        if claim.name in SPOKEN and claim.value not in told and not any(_alike(parts, others) for others in story):
            if len(parts & page.view(_prose)) > IN_STORY * len(parts):
                continue  # another wording, told in the words of the story
            told.add(claim.value)
            yield Problem(
                page.span_of(claim),
                f"{claim.name} is {quote(claim.value)}, which has nothing in common with the headline {quote(shown.value)}, so shares and "
                "search results may show another story's headline. Correct it.",
                related=(Related(page.span_of(shown), "the headline readers see"),),
            )


def _agreed(titles: list[tuple[Claim, frozenset[str]]]) -> frozenset[frozenset[str]]:
    """The parts of the titles that agree with a visible headline which another kind of title confirms."""
    told = {parts for _, parts in titles}
    for shown in (parts for claim, parts in titles if claim.by == "visible"):
        same = {parts for parts in told if _alike(shown, parts)}
        if any(claim.by != "visible" and parts in same for claim, parts in titles):
            # What agrees with one that agrees is a wording of the same.
            return frozenset(parts for parts in told if any(_alike(parts, others) for others in same))
    return frozenset()


def _prose(page: Page) -> frozenset[str]:
    return _parts(" ".join(block.text for block in page.view(blocks) if block.element.tag == "p")[:READ])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > COMMON * min(len(one), len(other))


def _parts(title: str) -> frozenset[str]:
    """What a title is told by: the stems of its longer words and numbers, or its pairs of letters."""
    text = fold(title)
    if text.isascii() or not UNSPACED.search(text):
        return frozenset(word[:STEM] for word in WORD.findall(text) if len(word) >= SHORTEST or word.isdigit())
    parts: set[str] = set()
    for word in WORD.findall(text):
        for run in UNSPACED.findall(word):
            parts.update(run[at : at + 2] for at in range(len(run) - 1))
        rest = UNSPACED.sub("", word)
        if len(rest) >= SHORTEST or rest.isdigit():
            parts.add(rest[:STEM])
    return frozenset(parts)
