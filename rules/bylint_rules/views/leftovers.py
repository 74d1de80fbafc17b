"""The blocks of the story's run that are no part of the story, and those attached to its end.

Structure speaks first: the boxes around a block (see `boxes`), controls, links. Phrases speak where
they are the block's whole text, announce a link or make a pitch (see `sayings`). Bylines, credits,
captions and paragraphs are the story's.
"""

from collections.abc import Mapping

from bylint import Page
from bylint.pattern import lazy
from bylint.views.blocks import Block, outline
from bylint.views.links import text_of
from bylint.views.story import HEADINGS, PROSE, is_prose, story
from bylint_rules.views.attached import Attached
from bylint_rules.views.boxes import CONTROLS, QUOTED, UNFOLDED, Around, boxes
from bylint_rules.views.destinations import destinations
from bylint_rules.views.limits import limits
from bylint_rules.views.links import is_app_link, is_share_link, leads_nowhere
from bylint_rules.views.neighbours import Neighbours
from bylint_rules.views.sayings import sayings

# One of several terms is no label: “Print” in a table, “E-mail” in a list of definitions.
ITEMS = frozenset(("td", "dt", "dd"))
# A date: a few words with a year among them, or no more than a day and a month.
DATE = lazy(r"^(?:(?=\D{0,20}\d)(?=.*\b(?:19|20)\d\d\b)(?:\w{1,12}\W{1,3}){0,6}\w{0,12}\W?|\d{1,2}[./-]\d{1,2}\.?)$")
# Kinds of leftovers that a story has of its own, where related links may be those of the site.
WITH_STORY = frozenset(("share", "tags", "promo", "comments"))
# What may stand behind the full stop of a sentence.
CLOSING = "\"'”’»“」』) "
LINES = ITEMS | {"li", "p"}


def leftovers(page: Page) -> Mapping[Block, str]:
    """The leftovers by block, in the order of the page: "share", "control", "tags", "related", "promo",
    "comments", "consent" or "footer"."""
    return page.view(_found)[0]


def end(page: Page) -> int:
    """The index of the last block that belongs to the story or is attached to it."""
    found, last = page.view(_found)
    return max([last, *(block.index for block in found)])


def _found(page: Page) -> tuple[dict[Block, str], int]:
    finder = _Finder(page)
    return finder.find(), finder.last


# A story without a paragraph has no more blocks than this.
BRIEF = 8


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.limits = page.view(limits)
        self.story = page.view(story)
        self.blocks = page.view(outline).blocks
        self.boxes = page.view(boxes)
        self.says = page.view(sayings)
        self.run = frozenset(block.index for block in self.story.blocks)
        paragraphs = [block for block in self.story.prose if self.is_paragraph(block)]
        self.first = paragraphs[0].index if paragraphs else 0
        self.last = self.end(paragraphs)
        self.attached = Attached(page, self.last)
        self.neighbours = Neighbours(page)

    def is_paragraph(self, block: Block) -> bool:
        around = self.boxes.around(block.element)
        return block.link_density < self.limits.links and not around.leftovers and not around.site

    def end(self, paragraphs: list[Block]) -> int:
        """The index of the story's last paragraph. What comes after a long stretch without one, and in another box, is another story's."""
        if not paragraphs:
            # Of a brief all that there is.
            return self.story.blocks[-1].index if 0 < len(self.story.blocks) <= BRIEF else 0
        total, read, last = sum(block.weight for block in self.story.prose), 0, paragraphs[0]
        for block in paragraphs:
            apart = block.index - last.index > self.limits.stretch and block.element.getparent() is not last.element.getparent()
            if apart and read > min(total // 2, self.limits.read):
                break
            read, last = read + block.weight, block
        return last.index

    def find(self) -> dict[Block, str]:
        found: dict[int, str] = {}
        gap = 0
        for block in self.blocks[self.attached.start : self.attached.stop]:
            if block.index in self.run:
                far = gap > self.limits.gap
                # A form for comments stands below them, however many there are.
                looked = block is not self.story.headline and (not far or block.index in self.attached.likely)
                kind = self.in_run(block) if looked else ""
                kind = kind if not far or kind == "comments" else ""
            else:
                # Where the config says what the story is, nothing is attached to it.
                kind = "" if self.page.settings.story else self.attached.kind(block, gap)
            if kind == "reader":
                continue
            if kind:
                found[block.index] = kind
            gap = 0 if kind or block.index <= self.last else gap + 1
        self.neighbours.settle(found, self.run, self.first, self.last)
        return {self.blocks[index]: found[index] for index in sorted(found)}

    def in_run(self, block: Block) -> str:
        """What a block of the story's run is, "" for the story's own."""
        tag = block.element.tag
        above, behind = block.index < self.first, block.index > self.last
        if tag == "h1" and above:
            return ""
        around = self.boxes.around(block.element)
        inner = around.leftovers
        if not (block.links or inner or around.reader or not CONTROLS.isdisjoint(around.tags) or self.says.may_tell(block)):
            return ""  # the ordinary paragraph
        crowded = around.most > self.limits.site and inner[-1] != "comments"
        # What goes with a story, such as links to share it and its tags, does so whatever stands beside it.
        others = around.grid and not (WITH_STORY.issuperset(inner) and inner and around.most <= self.limits.attached)
        if behind and (others or crowded or (around.site and not inner)):
            return ""  # other stories of the site
        if around.reader and "form" not in around.tags:
            return "reader"
        if self.says.is_footer(block):
            return "footer"
        # A heading that is a button opens a part of the story.
        if "button" in around.tags and not around.tags & UNFOLDED:
            return "control"
        link = block.link_density > self.limits.linked
        kind = self.told(block, around, link)
        # A credit is the story's, and “Photo gallery” is none.
        return kind if not kind or (link and "related" in inner) or not self.says.is_credit(block) or self.says.label(block) == kind else ""

    def told(self, block: Block, around: Around, link: bool) -> str:
        """What a block of the story's run is by its words, its boxes and its links. `link`: whether it is nothing but one."""
        tag, inner = block.element.tag, around.leftovers
        figure = "figure" in around.tags or "figcaption" in around.tags
        if tag not in ITEMS and not ((tag in HEADINGS or is_bold(block)) and self.is_followed(block)) and (kind := self.says.label(block)):
            return kind
        if inner:
            return "" if figure and not (link and "related" in inner) else self.in_box(block, around)
        if not (figure or CONTROLS.isdisjoint(around.tags)) and UNFOLDED.isdisjoint(around.tags):
            return "control"
        # Quoted words are somebody's, and the notices in an embedded post are the post's.
        if (kind := self.says.pitch(block)) and ("blockquote" not in around.tags or (block.linked and kind != "consent")):
            return kind
        if any(map(is_share_link, block.links)):
            return "" if self.is_byline(block) else "share"
        if link and not (figure or QUOTED & around.tags) and all(map(is_app_link, block.links)):
            return "promo"
        if not link or figure or QUOTED & around.tags or "://" in block.text or self.is_told(block):
            return ""
        if self.is_byline(block) or self.page.view(destinations).serve(block):
            return ""
        if block.index < self.first:
            return "related" if block.weight >= self.limits.link_line else "control" if any(map(leads_nowhere, block.links)) else ""
        return "" if self.says.is_source(block) else "related"

    def in_box(self, block: Block, around: Around) -> str:
        """What a block in a box of leftovers is."""
        inner, tag = around.leftovers, block.element.tag
        innermost, outermost = inner[0], inner[-1]
        if is_prose(block) and block.weight > self.limits.pitch:
            return ""
        above, behind = block.index < self.first, block.index > self.last
        if outermost == innermost == "comments" and behind and around.most > self.limits.readers:
            return outermost if "form" in around.tags or tag in HEADINGS | CONTROLS else ""
        if outermost == "related" and above and not block.linked:
            return ""  # the standfirst is called a teaser too
        if "blockquote" in around.tags and (outermost in ("consent", "share") or not (block.linked or tag in HEADINGS)):
            return ""  # an embedded post, or somebody's words
        nearest = self.boxes.nearest(block.element)[0]
        if nearest == "image" and not block.linked:
            return ""  # a caption
        persons = outermost != "related" and nearest == "person"
        authored = above or persons or not {"related", "comments"}.intersection(inner)
        dated = (above or outermost == "share") and DATE.search(block.text) is not None
        return "" if dated or (authored and self.is_byline(block)) else outermost

    def is_told(self, block: Block) -> bool:
        """Whether a linked line reads like a paragraph: headlines are shorter, and end without a full stop."""
        return block.weight > self.limits.pitch or (block.weight >= PROSE and block.text.rstrip(CLOSING).endswith((".", "。", "।")))

    def is_byline(self, block: Block) -> bool:
        return block.element.tag not in CONTROLS and self.says.is_byline(block, self.boxes.nearest(block.element))

    def is_followed(self, block: Block) -> bool:
        """Whether a block is a subheading of the story: the next one is a paragraph, or a line without links of a list or table."""
        if block.index + 1 == len(self.blocks):
            return False
        after = self.blocks[block.index + 1]
        return is_prose(after) or (after.element.tag in LINES and not after.linked and not self.says.label(after))


def is_bold(block: Block) -> bool:
    """Whether a line stands in bold letters as a whole, as subheads do where nobody made headings of them."""
    bold = block.element[0] if len(block.element) else None
    return bold is not None and bold.tag in ("b", "strong") and text_of(bold) == block.text
