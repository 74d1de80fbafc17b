"""A credit has nothing behind it.

“Source link” without a link, “Source:” without a name, “来源： 作者：” with neither: that is what remains
when an importer drops the address or fills a template from empty fields. It looks like a credit and
gives none, so it fails the originator and puzzles readers who would like to read on.

Put the source's name and address where the words promise them, or take the words away and write a
credit line. “Source: internet” is no placeholder and names nobody all the same: attribution/source-missing
tells of that.
"""

from collections.abc import Iterator
from itertools import zip_longest

from bylint import Element, Page, Problem, quote, rule
from bylint.fix import remove, remove_block
from bylint.lexicon import Words, bare
from bylint.problem import Fix
from bylint.views.blocks import Block, outline
from bylint.views.language import hints, words
from bylint.views.links import text_of
from bylint.views.story import story
from bylint_rules.views.bylines import goes_on
from bylint_rules.views.home import leads_somewhere

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
# The longest line that may be a placeholder, in letters of an alphabet.
SHORT = 90
LABELS = ("source-label", "byline", "stamp")
# What a line with a placeholder has a phrase of.
EMPTY = frozenset(("source-placeholder", "source-label"))


@rule(
    "attribution/source-placeholder",
    severity="error",
    republished=True,
    bad=(
        f"<article>{PROSE}<p><a>Source link</a></p></article>",
        f"<article>{PROSE}<p><a href='#'>Read the original article</a></p></article>",
        f"<article>{PROSE}<p><a>Source link</a> <a href='/harbour'>Harbour</a></p></article>",
    ),
    good=(
        f"<article>{PROSE}<p><a href='https://gazette.example/ferry'>Source link</a></p></article>",
        f"<article>{PROSE}<div><span>Source:</span><div>The Harbour Gazette</div></div></article>",
        f"<article>{PROSE}<h3>Originally published by:</h3>"
        "<a href='https://gazette.example/'><img src=g.png alt='The Harbour Gazette'></a></article>",
    ),
)
def source_placeholder(page: Page) -> Iterator[Problem]:
    said, may, run = page.view(words), page.view(hints), page.view(story).blocks
    for block, after in zip_longest(run, run[1:]):
        if block.weight > SHORT or EMPTY.isdisjoint(may.of(block)):
            continue
        dead = [link for link in block.links if not leads_somewhere(link)]
        if len(dead) == len(block.links) and _is_empty(said, block.text) and not (goes_on(block, after) or _shows(page, block)):
            yield _problem(page, block, block.text, _cut(page, block))
        elif len(dead) < len(block.links):
            # Beside others: a link that says it leads to the source, and does not.
            for link in dead:
                if said["source-placeholder"].whole(text := text_of(link)):
                    yield _problem(page, link, text, remove(page, link) if _stands_apart(link) else None)


def _problem(page: Page, place: Block | Element, text: str, fix: Fix | None) -> Problem:
    return Problem(
        page.span_of(place),
        f"{quote(text)} promises a source and leads nowhere, so the story has no credit. Put the source's name and address here.",
        fix._replace(leaves=("attribution/source-missing",)) if fix else None,
    )


def _is_empty(said: Words, text: str) -> bool:
    """Whether a line is a label of the source, alone or before other labels as empty: “来源： 作者：”."""
    if said["source-placeholder"].whole(text):
        return True
    begun = said["source-label"].begins(text) if text.endswith((":", "：")) else None
    while begun is not None:
        text = text[begun.end :].lstrip(" :：|/")
        if not bare(text):
            return True
        begun = next((found for label in LABELS if (found := said[label].begins(text))), None)
    return False


def _shows(page: Page, block: Block) -> bool:
    """Whether a linked picture, such as an outlet's logo, follows a label before any other text does."""
    held = page.view(outline)
    found: list[Element] = block.element.xpath("following::a[@href][.//img][1]")
    return any(held.extents.get(link, (0, 0))[0] == block.index + 1 and leads_somewhere(link) for link in found)


def _stands_apart(link: Element) -> bool:
    """Whether no text is joined to a link."""
    before = link.getprevious()
    left = (link.getparent().text if before is None else before.tail) or ""  # a link has a parent
    return not left.strip() and not (link.tail or "").strip()


def _cut(page: Page, block: Block) -> Fix | None:
    """The removal of a block: with its element, or, where that holds more, with the link that is all its text."""
    if (fix := remove_block(page, block)) is not None:
        return fix
    whole = [link for link in block.links if text_of(link) == block.text]
    return remove(page, whole[0]) if whole else None
