"""The same story stands on another page of the site too, word for word or nearly so.

A feed that is read twice, a story that comes from a partner and from an agency, a second import after
a correction: readers meet the story twice, and search engines choose one of the two pages themselves.
Delete one, or let the canonical link of one name the other. Two copies that both name the originator's page
are still two; that it is another's is known by `og:url`, or by `url` under `[site]`.

`similarity` is the share of text in common: of the pairs of neighbouring words in both stories (in
scripts without spaces, pairs of characters), those that both have. Of long stories it is estimated
from a sample, to within some 4 %. Twins are found surely, of pairs with 80 % in common at least nineteen
in twenty, and fewer of those with less. Reports that are made from a form, such as those of markets and
weather, have most words in common and the numbers not: they stay quiet, as do print and mobile versions,
parts and editions, which name each other as canonical or alternate.

Sources: https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls,
https://en.wikipedia.org/wiki/MinHash (how copies are found among many pages)
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Group, Note, Noted, Page, Verdict, option, quote, rule
from bylint.lexicon import fold
from bylint.views.parts import parts
from bylint.views.story import story
from bylint_rules.views.identity import Identity, identity, related
from bylint_rules.views.leftovers import leftovers
from bylint_rules.views.single import single
from bylint_rules.views.sketch import Sketch, sketch

# With so many stories each is compared, of those that have a key in common: most are one story, and others are there by chance.
COMPARED = 16
PAGE = "<!doctype html><html><head><title>{0}</title>{1}</head><body><article><h1>{0}</h1>{2}</article></body></html>"
HEADS = ("Ferry back in service", "Islands: ferry sails again")
SAYS = "The harbour office said on Friday that the ferry to the islands will sail again from {}, after {} weeks of repairs in the yard."
MORE = "Tickets cost the same as before, and the small boats that had taken its place go back to fishing, said the harbour master."
LAST = "He had hired them in the autumn, when a storm threw the ferry against the pier and nobody knew how long the yard would need."
TEXT = f"<p>{SAYS.format('Monday', 'six')}</p><p>{MORE}</p><p>{LAST}</p>"
OTHER = TEXT.replace("Friday", "Saturday")
MARKET = "<p>Wheat closed at {} a tonne in Northisle on Friday, and rye at {}. Some {} tonnes were sold, and {} of oats, at {}.</p>"
CANONICAL = "<link rel=canonical href=https://wire.example/ferry><meta property=og:url content=https://wire.example/{}>"


@dataclass(frozen=True)
class Options:
    """What makes two stories one."""

    similarity: float = option(0.7, "The share of text that two stories have in common, from which they are one.", minimum=0.5, maximum=1)
    words: int = option(60, "Shorter stories are not compared. In scripts without spaces two characters count as a word.", minimum=10)


def judge(group: Group, options: Options) -> Iterator[Verdict]:
    kept: deque[tuple[Noted, Identity, Sketch]] = deque(maxlen=COMPARED)
    for note in group:
        assert isinstance(note.evidence, bytes)
        told = Identity.unpack(note.evidence)
        drawn = Sketch.unpack(told.rest)
        alone = True
        for first, known, other in kept:
            if first.path == note.path or drawn.at_most(other) < options.similarity:
                continue
            same = told.text == known.text
            similarity = 1.0 if same else min(drawn.similarity(other), 0.99)
            if similarity < options.similarity or not (same or told.counts_alike(known)):
                continue
            alone = False
            if related(told, note.path, known, first.path):
                continue
            for one, twin in ((first, note), (note, first)):
                yield Verdict(one, _message(twin.path, similarity), first.path, similarity)
            break
        if alone:
            kept.append((note, told, drawn))


@rule(
    "boilerplate/duplicate-story",
    severity="warning",
    options=Options,
    bad=(
        (PAGE.format(HEADS[0], "", TEXT), PAGE.format(HEADS[1], "", TEXT)),
        (PAGE.format(HEADS[0], "", TEXT), PAGE.format(HEADS[1], "", OTHER)),
    ),
    good=(
        (PAGE.format(HEADS[0], CANONICAL.format("ferry"), TEXT), PAGE.format(HEADS[1], CANONICAL.format("print/ferry"), TEXT)),
        (PAGE.format("Markets", "", 3 * MARKET.format(3, 4, 17, 9, 1)), PAGE.format("Markets", "", 3 * MARKET.format(5, 6, 28, 2, 7))),
    ),
    judge=judge,
)
def duplicate_story(page: Page, options: Options) -> Iterator[Note]:
    found, left = page.view(story), page.view(leftovers)
    text = " ".join([fold(block.text) for block in found.prose if block not in left])
    if len(text) < options.words or not single(page):
        return
    words, count = parts(text)
    if count < options.words:
        return
    drawn, keys = sketch(words)
    told = identity(page, text)
    place = found.headline or found.prose[0]
    yield Note(place.locate(page), (told.text.hex(), *(key.hex() for key in keys)), told._replace(rest=drawn.pack()).pack())


def _message(path: str, similarity: float) -> str:
    share = "All" if similarity == 1 else f"About {100 * similarity:.0f} %"
    return (
        f"{share} of this story's text stands on {quote(path, 120)} too, so readers and search engines find one story twice. "
        "Delete one of the two, or let the canonical link of one name the other."
    )
