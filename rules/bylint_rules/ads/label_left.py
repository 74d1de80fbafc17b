"""A label announces an advertisement that is no longer there.

The label came along when the story was copied, the advertisement did not. Readers take the
paragraph under a stray “ADVERTISEMENT” for paid copy, and most republishing terms forbid
advertising inside the story. Only a block whose whole text is such a label counts: a sentence about
an advertisement is prose, a heading “Advertising” over a paragraph is a subheading, and “Promoted” in
a table of teams is a term.

Phrases of your own partners go into the config: under `[phrases]`, as `ad-label`.

Source: https://support.google.com/adsense/answer/1346295 (what a label may say, and where).
"""

from collections.abc import Iterator
from itertools import pairwise

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.lexicon import Phrases
from bylint.pattern import lazy
from bylint.views.blocks import Block, blocks, within
from bylint.views.language import hints, words
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.ad_names import grade_of
from bylint_rules.views.leftovers import end

# How many blocks behind the last that is attached to the story a label may stand.
BEHIND = 2
# No label is longer, in letters of an alphabet.
LONGEST = 90
# Between two labels on one line: “Advertisement · Scroll to continue”.
BETWEEN = lazy(r"\s*[·•|/:–—]\s*|\s+-\s+|[.。]\s+")
# One of several terms is no label: “Promoted” in a league table, “Advertising” in a list of trades.
ITEMS = frozenset(("td", "th", "li", "dt", "dd"))
MARK = lazy("[·•|/:–—.。-]")


@rule(
    "ads/label-left",
    severity="error",
    bad=(
        "<article><h1>Ferry back in service</h1><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<div class='x'><p>ADVERTISEMENT</p></div><p>It had been laid up for repairs since the storm in March of this year.</p></article>",
        "<html lang=de><p>Die Fähre fährt ab Montag wieder, teilte das Hafenamt am Freitag in der Stadt mit.</p><p>- Anzeige -</p>",
    ),
    good=(
        "<article><h1>Ferry back in service</h1><p>The harbour office placed an advertisement in the paper to announce it.</p></article>",
        "<article><h1>How the ferry earns its money</h1><h2>Advertising</h2>"
        "<p>A third of the income comes from posters on deck, and the harbour office wants to sell more of them.</p></article>",
    ),
)
def label_left(page: Page) -> Iterator[Problem]:
    found = page.view(story)
    begin = found.blocks[0].index if found.blocks else 0
    reach = page.view(end) + BEHIND
    labels, may = page.view(words)["ad-label"], page.view(hints)
    for block, after in pairwise((*page.view(blocks)[begin:], None)):
        if block is None or block.index > reach:
            break
        if block.weight > LONGEST or "ad-label" not in may.of(block):
            continue
        if block is found.headline or not is_label(labels, block.text):
            continue
        if after is not None and block.element.tag in HEADINGS and _is_text(labels, after) and not is_named(block):
            continue
        if block.element.tag in ITEMS and any(not is_label(labels, other.text) for other in _beside(page, block)):
            continue
        reach = max(reach, block.index + 1)  # labels stand in rows
        yield Problem(
            block.locate(page),
            f"{quote(block.text)} announces an advertisement that is not part of the story, and readers take what follows for one. "
            "Delete the label.",
            remove_block(page, block),
        )


def _is_text(labels: Phrases, block: Block) -> bool:
    """Whether a block behind a heading may be what the heading is about."""
    return is_prose(block) or (block.element.tag in ("li", "p") and not block.linked and not is_label(labels, block.text))


def _beside(page: Page, block: Block) -> tuple[Block, ...]:
    """The items of the row or list that a block is one of."""
    around = block.element.getparent()
    return () if around is None else within(page, around)


def is_label(labels: Phrases, text: str) -> bool:
    """Whether a text is a label, or labels side by side."""
    if labels.whole(text):
        return True
    words = text.split()
    if len(words) % 2 == 0 and (half := words[: len(words) // 2]) * 2 == words and labels.whole(" ".join(half)):
        return True
    parts = [part for part in BETWEEN.split(text) if part] if MARK.search(text) else ()
    return len(parts) > 1 and all(map(labels.whole, parts))


def is_named(block: Block) -> bool:
    """Whether the markup of a block, or what is right around it, calls it an advertisement."""
    around = (block.element, block.element.getparent())
    return any(grade_of(element, data=False) == "sure" for element in around if element is not None)
