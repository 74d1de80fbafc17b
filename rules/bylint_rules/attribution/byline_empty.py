"""A byline names nobody.

“By” with no name behind it, or “By admin”, is the mark of an importer that lost the author. It tells
readers that nobody stands behind the story, and the originator that its byline was dropped.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove
from bylint.lexicon import DECORATION, bare
from bylint.views.blocks import Block
from bylint.views.language import words
from bylint.views.story import HEADINGS, is_prose, story

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
NAME = 60


@rule(
    "attribution/byline-empty",
    severity="error",
    republished=True,
    bad=(
        f"<article><h1>Ferry back in service</h1><p class='byline'>By</p>{PROSE}</article>",
        f"<article><h1>Ferry back in service</h1><p>By admin</p>{PROSE}</article>",
    ),
    good=(
        f"<article><h1>Ferry back in service</h1><p>By Ada Quay</p>{PROSE}</article>",
        f"<article><h1>Ferry back in service</h1><div><div>By</div><div><a href='/a'>Ada Quay</a></div></div>{PROSE}</article>",
    ),
)
def byline_empty(page: Page) -> Iterator[Problem]:
    said = page.view(words)
    run = page.view(story).blocks
    for block, after in zip(run, (*run[1:], None), strict=True):
        if len(block.text) > NAME:
            continue
        begun = said["byline"].begins(block.text)
        if not begun:
            continue
        name = block.text[begun.end :].strip(DECORATION)
        nobody = bool(name) and said["nobody"].whole(name) is not None
        if nobody or not name and said["byline"].whole(bare(block.text)) and not _is_name(after, block):
            yield Problem(
                block.locate(page),
                f"The byline {quote(block.text)} names nobody, so readers cannot tell who wrote the story. "
                "Put the original author's name here, or delete the line.",
                remove(page, block.element) if block.alone else None,
            )


def _is_name(after: Block | None, byline: Block) -> bool:
    """Whether the next block goes on where the byline stops: short, no heading, in the same small box."""
    if after is None or len(after.text) > NAME or after.element.tag in HEADINGS or is_prose(after):
        return False
    if any(above.tag == "form" for above in (after.element, *after.element.iterancestors())):
        return False
    near = [byline.element, *list(byline.element.iterancestors())[:2]]
    return any(above in near for above in list(after.element.iterancestors())[:2])
