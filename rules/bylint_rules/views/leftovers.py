"""The blocks in and around the story that are no part of it, and what each of them is.

Structure speaks first: the boxes around a block (see `surroundings`), controls, links. Phrases speak
where they are the block's whole text or where a pitch is made. Bylines, credits, captions and
paragraphs are the story's.
"""

import re
from collections.abc import Iterator, Mapping

from bylint import Element, Fix, Page, Span
from bylint.fix import remove
from bylint.views.blocks import Block, outline
from bylint.views.story import HEADINGS, is_prose
from bylint_rules.views.surroundings import LEFTOVERS, LINKED, LINKS, SHARE_LINK, Around, Surroundings

# Categories of whole-block labels, and what a block that says one is.
LABELS = {"share": "share", "comment-form": "comments", "tags": "tags", "related": "related"}
CONTROLS = frozenset(("button", "label", "select", "option", "textarea", "legend", "summary"))
QUOTED = frozenset(("blockquote", "table", "tr", "td", "th"))
# How long a label, a pitch, a line among leftovers and a headline to another story are, in letters.
LABEL, PITCH, LINE, LINK_LINE = 100, 250, 60, 40
# What stands behind the words that announce a link, and before those of a pitch.
MARK = re.compile(r"[:：|/–—→»>•-]|$")
SPOKEN = re.compile(r"(?:^|[.!?:…|•–—-])\s*$")
# How many blocks that are no leftovers may stand between the story and what is attached to its end, how many
# elements above the story's article that may stand, and how many blocks such a box may hold.
GAP, UP, BOX = 15, 3, 30
# How many blocks in a row without a paragraph end the story.
STRETCH = 12
# A box of leftovers behind the story with more blocks is the site's.
CROWD = 40
# A box of comments with more blocks holds readers' comments.
READERS = 20


def leftovers(page: Page) -> Mapping[Block, str]:
    """The leftovers by block: "share", "control", "tags", "related", "promo", "comments", "consent" or "footer"."""
    return _Finder(page).find()


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


def removal(page: Page, group: tuple[Block, ...]) -> Fix | None:
    """Take a group out with the element that holds it, None where that holds more."""
    element: Element | None = group[0].element
    held = page.view(outline)
    while element is not None and len(held.within(element)) < len(group):
        element = element.getparent()
    return remove(page, element) if element is not None and held.within(element) == group else None


def others(group: tuple[Block, ...]) -> str:
    """How a message goes on behind the quoted first line of a group."""
    return "" if len(group) == 1 else " and the line behind it" if len(group) == 2 else f" and the {len(group) - 1} lines behind it"


class _Finder(Surroundings):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.run = frozenset(block.index for block in self.story.blocks)
        paragraphs = [block for block in self.story.prose if self.is_paragraph(block)]
        self.first = paragraphs[0].index if paragraphs else 0
        self.last = self.end(paragraphs)

    def end(self, paragraphs: list[Block]) -> int:
        """The index of the story's last paragraph. What comes after a long stretch without one, and in another box, is another story's."""
        if not paragraphs:
            return 0
        read, last = 0, paragraphs[0]
        for block in paragraphs:
            apart = block.index - last.index > STRETCH and block.element.getparent() is not last.element.getparent()
            if apart and read > self.prose // 2:
                break
            read, last = read + block.weight, block
        return last.index

    def is_paragraph(self, block: Block) -> bool:
        around = self.around(block.element)
        return block.link_density < LINKS and not around.leftovers and "site" not in around.kinds

    def find(self) -> dict[Block, str]:
        blocks = self.outline.blocks
        found: dict[int, str] = {}
        gap = 0
        start = self.story.blocks[0].index if self.story.blocks else 0
        for block in blocks[start:]:
            if block.index in self.run:
                kind = "" if block is self.story.headline else self.in_run(block)
            else:
                kind = self.beside(block, gap)
            if kind:
                found[block.index] = kind
            gap = 0 if kind or block.index <= self.last else gap + 1
        self.headings(found)
        self.gaps(found)
        return {blocks[index]: found[index] for index in sorted(found)}

    def in_run(self, block: Block) -> str:
        """What a block of the story's run is, "" for the story's own."""
        text, tag = block.text, block.element.tag
        if tag == "h1" and block.index < self.first:
            return ""
        around = self.around(block.element)
        boxes = around.leftovers
        behind = block.index > self.last
        if behind and (around.grid or (around.most > CROWD and boxes[-1] != "comments") or ("site" in around.kinds and not boxes)):
            return ""  # other stories of the site
        said = self.words
        if len(text) <= PITCH * 2 and said["feed-footer"].whole(text):
            return "footer"
        if "button" in around.tags and "figcaption" not in around.tags:
            return "control"
        if self.is_credit(block):
            return ""
        person = self.is_byline(block, around)
        figure = "figure" in around.tags or "figcaption" in around.tags
        if len(text) <= LABEL and tag != "td" and not (tag in HEADINGS and self.is_followed(block)):
            for category, kind in LABELS.items():
                if said[category].whole(text):
                    return kind
        if boxes:
            return self.in_box(block, around, person, figure, behind)
        if CONTROLS & around.tags and not figure:
            return "control"
        if block.weight <= PITCH:
            for kind in ("related", "tags"):
                if self.announces(block, kind):
                    return kind
            if self.is_pitch(block):
                return "promo"
            if said["consent"].find(text):
                return "consent"
        if self.shares(block):
            return "share"
        if figure or QUOTED & around.tags or block.link_density <= LINKED or person or "://" in text:
            return ""
        if block.index < self.first:
            return "related" if block.weight >= LINK_LINE else "control" if any(map(_goes_nowhere, block.links)) else ""
        return "" if said["source-placeholder"].whole(text) else "related"

    def in_box(self, block: Block, around: Around, person: bool, figure: bool, behind: bool) -> str:
        """What a block in a box of leftovers is."""
        boxes, tag = around.leftovers, block.element.tag
        outermost = boxes[-1]
        if outermost == "comments" and "form" not in around.tags and behind and boxes[0] == "comments" and around.most > READERS and tag not in HEADINGS | CONTROLS:
            return ""
        if figure or (is_prose(block) and block.weight > PITCH):
            return ""
        if outermost == "related" and block.index < self.first and not block.linked:
            return ""  # the standfirst is a teaser too
        if outermost == "consent" and "blockquote" in around.tags:
            return ""
        if person and (
            block.index < self.first
            or not {"related", "comments"}.intersection(boxes)
            or (around.kinds[0] == "person" and outermost != "related")
        ):
            return ""
        return outermost

    def beside(self, block: Block, gap: int) -> str:
        """What a block is that is not in the run: of the page's other parts, or attached to the story."""
        around = self.around(block.element)
        above = around.height - self.height
        boxes, prose = around.leftovers, is_prose(block)
        outermost = boxes[-1] if boxes else ""
        if block.index < self.last:
            within = above <= 0 and outermost in ("share", "tags", "promo") and not prose and around.most <= BOX
            return outermost if within else ""
        if above > UP or "site" in around.kinds or (around.kinds[:1] == ("person",) and not self.shares(block)) or block.text.startswith("@"):
            return ""
        form, button = "form" in around.tags, "button" in around.tags
        if "comments" in boxes and (form or self.opens_form(block) or self.holds_form(around) or (gap <= GAP and (button or self.opens_comments(block, around))) or self.words["comment-form"].whole(block.text)):
            return "comments"
        if gap > GAP or prose:
            return ""
        if self.words["comment-form"].whole(block.text) or (form and above <= 2 and "comments" in boxes):
            return "comments"
        if button and above <= 1:
            return "control"
        near = outermost == "share" or (outermost == "tags" and not around.grid) or (outermost == "promo" and above <= 1 and not around.grid)
        return outermost if near and around.most <= BOX and not around.tags & {"footer", "nav", "header"} else ""

    def opens_comments(self, block: Block, around: Around) -> bool:
        """Whether a block is the heading of a box of comments."""
        box = [box for box, kind in zip(around.boxes, around.kinds, strict=True) if kind == "comments"][-1]
        first, last = self.outline.extents[box]
        return first == block.index and last - first > 1 and any(map(str.isalpha, block.text))

    def opens_form(self, block: Block) -> bool:
        """Whether a block is the heading of a form."""
        after = self.outline.blocks[block.index + 1 : block.index + 3]
        return block.element.tag in HEADINGS and any("form" in self.around(near.element).tags for near in after)

    def holds_form(self, around: Around) -> bool:
        """Whether a small box of comments around a block has a field for one."""
        for box, kind in zip(around.boxes, around.kinds, strict=True):
            first, last = self.outline.extents.get(box, (0, 0))
            if kind == "comments" and last - first <= READERS and next(box.iter("textarea"), None) is not None:
                return True
        return False

    def is_credit(self, block: Block) -> bool:
        text, said = block.text, self.words
        return (
            len(text) <= 2 * PITCH
            and (said["photo-credit"].begins(text) or said["source-label"].begins(text) or said["credit"].find(text)) is not None
        )

    def is_byline(self, block: Block, around: Around) -> bool:
        """Whether a block names or links an author, or dates the story."""
        for kind in around.kinds[:2]:
            if kind in LEFTOVERS:
                break
            if kind in ("person", "stamp"):
                return True
        if block.text.startswith("@"):
            return True
        if any("author" in (link.get("rel") or "") or _to_author(link.get("href") or "") for link in block.links):
            return True
        return block.weight <= LABEL and self.words["byline"].begins(block.text) is not None

    def announces(self, block: Block, category: str) -> bool:
        """Whether a line begins with words that announce other stories or tags, and a mark or a link comes behind them."""
        begun = self.words[category].begins(block.text)
        if begun is None:
            return False
        rest = block.text[begun.end :].lstrip(" \"'“„«")
        if not block.linked:
            return category == "related" and block.weight <= PITCH / 2 and rest[:1] in (":", "：", "|") and rest[1:] != ""
        return MARK.match(rest) is not None or (block.link_density > LINKS and rest.startswith(_start_of(block)))

    def is_pitch(self, block: Block) -> bool:
        """Whether a short line pitches: where it is not linked it begins a sentence, for what is quoted is somebody's words."""
        pitch = self.words["promo"].find(block.text) if block.linked or block.weight < PITCH / 2 else None
        return pitch is not None and (block.linked > 0 or SPOKEN.search(block.text[: pitch.start]) is not None)

    def shares(self, block: Block) -> bool:
        """Whether a link of the block opens a network's share form."""
        return any(SHARE_LINK.search(link.get("href") or "") for link in block.links)

    def is_followed(self, block: Block) -> bool:
        """Whether a block is a subheading of the story: the next one is a paragraph."""
        blocks = self.outline.blocks
        return block.index + 1 < len(blocks) and is_prose(blocks[block.index + 1])

    def headings(self, found: dict[int, str]) -> None:
        """A heading over leftovers is one."""
        blocks = self.outline.blocks
        for index in sorted(self.run, reverse=True):
            block, below = blocks[index], found.get(index + 1)
            if index in found or below not in ("related", "tags", "share", "promo", "comments"):
                continue
            if block.linked or block.weight >= LINE or index <= self.first or self.words["photo-credit"].begins(block.text):
                continue
            around, next_around = self.around(block.element), self.around(blocks[index + 1].element)
            heading = block.element.tag in HEADINGS
            heads = heading and below in ("related", "tags") and blocks[index + 1].link_density > LINKED
            together = (heading or block.text.endswith((":", "："))) and not set(around.boxes).isdisjoint(next_around.boxes)
            if (heads or together) and not {"person", "stamp"}.intersection(around.kinds[:2]):
                found[index] = below

    def gaps(self, found: dict[int, str]) -> None:
        """A line between two leftovers of a kind in the same box is one: the date of another story, its author."""
        blocks = self.outline.blocks
        for index in sorted(self.run):
            kind = found.get(index - 1)
            if index in found or not kind or kind != found.get(index + 1) or blocks[index].weight >= LINE:
                continue
            boxes = [set(self.around(blocks[at].element).boxes) for at in (index - 1, index, index + 1)]
            if boxes[0] & boxes[1] & boxes[2]:
                found[index] = kind


def _to_author(href: str) -> bool:
    return any(part in href for part in ("/author", "/autor", "/profile", "/people/", "/staff/", "/journalist")) or (
        href.startswith("mailto:") and not href.startswith("mailto:?")
    )


def _start_of(block: Block) -> str:
    """The first word of the first link."""
    words = "".join(block.links[0].itertext()).split()
    return words[0] if words else " "


def _goes_nowhere(link: object) -> bool:
    href = (link.get("href") or "").strip().lower()  # type: ignore[attr-defined]
    return not href or href.startswith(("#", "javascript:"))
