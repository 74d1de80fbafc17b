"""Leftovers as findings show them: those that follow one another together."""

from collections.abc import Iterator

from bylint import Element, Fix, Page, Span
from bylint.fix import remove
from bylint.problem import Safety
from bylint.views.blocks import Block, outline
from bylint.views.story import story
from bylint_rules.views.leftovers import end, leftovers
from bylint_rules.views.links import frame_kind

# How many blocks behind the last that is attached to the story a frame may stand.
BEHIND = 4


def groups(page: Page, *kinds: str) -> Iterator[tuple[Block, ...]]:
    """The leftovers of some kinds, those that follow one another together."""
    group: list[Block] = []
    for block, kind in page.view(leftovers).items():
        if group and (kind not in kinds or block.index != group[-1].index + 1):
            yield tuple(group)
            group = []
        if kind in kinds:
            group.append(block)
    if group:
        yield tuple(group)


def place(page: Page, group: tuple[Block, ...]) -> Span:
    """From the beginning of a group to its end."""
    return Span(group[0].locate(page).start, group[-1].locate(page).end)


def removal(page: Page, group: tuple[Block, ...], safety: Safety = "safe") -> Fix | None:
    """Take a group out with the element that holds it, None where that holds more."""
    element: Element | None = group[0].element
    held = page.view(outline)
    while element is not None and len(held.within(element)) < len(group):
        element = element.getparent()
    return remove(page, element, safety) if element is not None and held.within(element) == group else None


def frames(page: Page, kind: str) -> Iterator[Element]:
    """The frames of a kind (see `frame_kind`) in the story's run and in the boxes attached to its end."""
    last = page.view(end)
    held = page.view(outline)
    for frame in page.root.iter("iframe"):
        first, _ = held.extents.get(frame, (0, 0))
        if frame_kind(frame) == kind and page.view(story).blocks and page.view(story).blocks[0].index <= first <= last + BEHIND:
            yield frame


def others(group: tuple[Block, ...]) -> str:
    """How a message goes on behind the quoted first line of a group."""
    return "" if len(group) == 1 else " and the line behind it" if len(group) == 2 else f" and the {len(group) - 1} lines behind it"
