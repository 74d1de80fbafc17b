"""A paragraph or a caption stands in the story twice.

Importers that merge a feed's summary with its full text, or paste a page twice, print paragraphs
again, and pop-ups of the first publisher bring each caption a second time. Readers stop, and search
engines take the page for thin. Delete the second copy.

Only what is long counts: refrains, short quotations and subheadings repeat on purpose, and a pull
quote repeats a paragraph in a box of its own.

Source: https://developers.google.com/search/docs/fundamentals/creating-helpful-content (what copied or padded text does to a page).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Page, Problem, Related, option, quote, rule
from bylint.fix import remove_block
from bylint.lexicon import fold
from bylint.views.blocks import Block
from bylint.views.story import is_prose, story

LONG = "The harbour office said on Friday that the ferry to the islands will sail again from Monday, after repairs that took six weeks."
CAPTION = "The ferry at the pier of Northisle on Friday evening, before the first crossing"


@dataclass(frozen=True)
class RepeatedOptions:
    """How long a text must be."""

    letters: int = option(80, "The length from which a paragraph counts, in letters; an ideograph counts as three.", minimum=20)
    caption_letters: int = option(50, "The length from which a caption counts, and a credit behind it with it.", minimum=20)


@rule(
    "boilerplate/repeated-block",
    severity="warning",
    options=RepeatedOptions,
    bad=(
        f"<article><p>{LONG}</p><p>Tickets cost the same as before.</p><p>{LONG}</p></article>",
        f"<article><p>{LONG}</p><figure><img src=f.jpg><figcaption>{CAPTION}</figcaption></figure>"
        f"<div class=zoom><figcaption>{CAPTION}</figcaption></div></article>",
    ),
    good=(
        f"<article><h2>{LONG}</h2><p>{LONG}</p><p>“No,” he said.</p><p>“No,” he said.</p></article>",
        f"<article><p>{LONG}</p><blockquote><p>{LONG}</p></blockquote></article>",
        f"<article><p>{LONG}</p><figure><img src=f.jpg><figcaption>Photo: Ada Quay</figcaption></figure>"
        "<figure><img src=g.jpg><figcaption>Photo: Ada Quay</figcaption></figure></article>",
    ),
)
def repeated_block(page: Page, options: RepeatedOptions) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Block] = {}
    found = page.view(story)
    before = -1  # the index of the last caption found
    for block in found.blocks:
        sort = _sort(block)
        if not sort or block is found.headline:
            continue
        first = seen.setdefault((sort, fold(block.text)), block)
        if first is block:
            continue
        if sort == "paragraph":
            # A pull quote stands in a box of its own.
            again = (
                block.weight >= options.letters
                and first.element.tag == block.element.tag
                and first.element.getparent() is block.element.getparent()
            )
        else:
            again = block.weight >= options.caption_letters or before == block.index - 1
            before = block.index if again else before
        if again:
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} stands in the story a second time, and readers stumble over it. Delete one of the two.",
                # A caption may belong to another picture.
                remove_block(page, block) if sort == "paragraph" else None,
                (Related(first.locate(page), "It stands here first."),),
            )


def _sort(block: Block) -> str:
    """What a block is that can be there twice: "caption", "paragraph", or ""."""
    parent = block.element.getparent()
    if block.element.tag == "figcaption" or (parent is not None and parent.tag == "figcaption"):
        return "caption"
    return "paragraph" if is_prose(block) else ""
