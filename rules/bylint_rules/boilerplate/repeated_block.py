"""A paragraph stands in the story twice.

Importers that merge a feed's summary with its full text, or paste a page twice, print paragraphs
again. Readers stop, and search engines take the page for thin. Only long paragraphs count: refrains,
short quotations and headings repeat on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Page, Problem, Related, option, quote, rule
from bylint.fix import remove_block
from bylint.lexicon import fold
from bylint.views.blocks import Block
from bylint.views.story import story

LONG = "The harbour office said on Friday that the ferry to the islands will sail again from Monday, after repairs that took six weeks."


@dataclass(frozen=True)
class RepeatedOptions:
    """How long a paragraph must be."""

    letters: int = option(80, "The length from which a paragraph counts, in letters; an ideograph counts as three.", minimum=20)


@rule(
    "boilerplate/repeated-block",
    severity="warning",
    options=RepeatedOptions,
    bad=(f"<article><p>{LONG}</p><p>Tickets cost the same as before.</p><p>{LONG}</p></article>",),
    good=(
        f"<article><h2>{LONG}</h2><p>{LONG}</p><p>“No,” he said.</p><p>“No,” he said.</p></article>",
        f"<article><p>{LONG}</p><blockquote><p>{LONG}</p></blockquote></article>",
    ),
)
def repeated_block(page: Page, options: RepeatedOptions) -> Iterator[Problem]:
    seen: dict[str, Block] = {}
    for block in page.view(story).prose:
        if block.weight < options.letters:
            continue
        first = seen.setdefault(fold(block.text), block)
        # A pull quote repeats a paragraph on purpose, and stands in a box of its own.
        if first is not block and first.element.tag == block.element.tag and first.element.getparent() is block.element.getparent():
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} stands in the story a second time, and readers stumble over it. Delete one of the two.",
                remove_block(page, block),
                (Related(first.locate(page), "It stands here first."),),
            )
