"""Leftovers as findings show them: those that follow one another together."""

from collections.abc import Iterator

from bylint import Edit, Element, Fix, Page, Span
from bylint.fix import remove
from bylint.problem import Safety
from bylint.views.blocks import Block, outline
from bylint.views.language import hints, words
from bylint.views.marked import marked
from bylint.views.story import story
from bylint_rules.views.boxes import CONTROLS
from bylint_rules.views.leftovers import end, leftovers
from bylint_rules.views.links import frame_kind
from bylint_rules.views.naming import NOTHING, named
from bylint_rules.views.sayings import sayings

# How many blocks behind the last that is attached to the story a frame may stand.
BEHIND = 4
# What a leftover must have no words of to be taken out unseen.
CREDITS = frozenset(("credit", "source-label", "photo-credit"))
# What stories tell with besides paragraphs.
TOLD = ("figure", "table", "dl", "blockquote", "video", "audio")
# What readers see of an element besides its text.
SHOWN = ("img", "picture", "svg", "video", "audio", "iframe", "object", "embed", "figure")


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
    """Take a group out with the element that holds it, or with several that hold its parts; None where one of them holds more. Where
    one holds what stories tell with, or words of a credit, somebody must look."""
    edits: list[Edit] = []
    rest = group
    if not all(_speaks(page, block) for block in group) or any(_credits(page, block) for block in group):
        safety = "unsafe"
    while rest:
        element = _holding(page, rest)
        if element is None:
            return None
        if next(element.iter(*TOLD), None) is not None:
            safety = "unsafe"
        part = remove(page, element, safety)
        edits, safety = [*edits, *part.edits], part.safety
        rest = rest[len(page.view(outline).within(element)) :]
    return Fix(tuple(dict.fromkeys(edits)), safety)


def _speaks(page: Page, block: Block) -> bool:
    """Whether a block is a leftover by itself, and not by those beside it: by what is right around it, its links or its words."""
    around = [element for element in (block.element, block.element.getparent()) if element is not None]
    called = any(named(str(element.tag), element.get("class"), element.get("id")) != NOTHING for element in around)
    return bool(called or block.links or block.element.tag in CONTROLS or page.view(sayings).label(block))


def _credits(page: Page, block: Block) -> bool:
    """Whether a block has words of a credit anywhere in it."""
    said, may = page.view(words), page.view(hints).of(block)
    return any(said[category].find(block.text) for category in CREDITS & may)


def _holding(page: Page, group: tuple[Block, ...]) -> Element | None:
    """The element that holds a group, or the largest that holds the beginning of it and no pictures, and in either case nothing else."""
    element: Element | None = group[0].element
    held = page.view(outline)
    found = None
    while element is not None and (here := held.within(element)) == group[: len(here)]:
        if len(here) == len(group):
            return element
        if found is None or next(element.iter(*SHOWN), None) is None:
            found = element
        element = element.getparent()
    return found


def frames(page: Page, kind: str) -> Iterator[Element]:
    """The frames of a kind (see `frame_kind`) in the story's run and in the boxes attached to its end."""
    return (frame for frame, shown in page.view(_frames) if shown == kind)


def _frames(page: Page) -> tuple[tuple[Element, str], ...]:
    """A view: the frames there, of any kind."""
    extents, run = page.view(outline).extents, page.view(story).blocks
    near = range(run[0].index, page.view(end) + BEHIND + 1) if run else ()
    frames = (frame for frame in page.view(marked).tags["iframe"] if extents.get(frame, (0, 0))[0] in near)
    return tuple((frame, frame_kind(frame)) for frame in frames)


def others(group: tuple[Block, ...]) -> str:
    """How a message goes on behind the quoted first line of a group."""
    return "" if len(group) == 1 else " and the line after it" if len(group) == 2 else f" and the {len(group) - 1} lines after it"
