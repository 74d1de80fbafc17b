"""What is attached to a story outside its run: forms for comments, share bars, tags, pitches."""

from functools import cached_property
from itertools import chain

from bylint import Page
from bylint.lexicon import fold
from bylint.views.blocks import Block, outline
from bylint.views.marked import marked
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.boxes import PARTS, Around, boxes
from bylint_rules.views.limits import limits
from bylint_rules.views.links import is_app_link, leads_nowhere
from bylint_rules.views.sayings import sayings

# How many blocks before a form its heading may stand.
HEADS = 2


class Attached:
    """Tells leftovers around the story from the site's own parts. `last` is the index of the story's last paragraph."""

    def __init__(self, page: Page, last: int) -> None:
        found = page.view(story)
        self.page = page
        self.limits = page.view(limits)
        self.outline = page.view(outline)
        self.boxes = page.view(boxes)
        self.says = page.view(sayings)
        self.height = self.boxes.chain.get(found.article, 0)
        self.last = last
        # The headline, or where its article begins.
        headline = found.blocks[0].index if found.blocks else 0
        self.start = min(headline, self.outline.extents.get(found.article, (headline, 0))[0]) if self.height < self.limits.up else headline
        self.headline = headline
        # No more is attached where the last element ends that does not stand too far above the article.
        highest = next((element for element, height in self.boxes.chain.items() if height == self.height + self.limits.up), page.root)
        self.stop = self.outline.extents[highest][1]

    def kind(self, block: Block, gap: int) -> str:
        """What a block outside the run is, "" for the site's own. `gap` is how many blocks in a row before it are the site's."""
        if gap > self.limits.gap and block.index not in self.likely:
            return ""
        around = self.boxes.around(block.element)
        up = around.height - self.height
        inner, prose = around.leftovers, is_prose(block)
        outermost = inner[-1] if inner else ""
        if block.index < self.headline:
            return "share" if outermost == "share" and not prose and around.most <= self.limits.attached and not around.tags & PARTS else ""
        if block.index < self.last:
            within = up <= 0 and outermost in ("share", "tags", "promo") and not prose and around.most <= self.limits.attached
            return outermost if within else ""
        person = block.text.startswith("@") or (outermost != "share" and self.boxes.nearest(block.element)[0] == "person")
        if person or up > self.limits.up or around.site:
            return ""
        if around.reader and "form" not in around.tags:
            return "reader"
        if around.comments and self.is_of_form(block, around, gap):
            return "comments"
        if gap > self.limits.gap or prose:
            return ""
        if self.says.label(block) == "comments" and up <= 2:
            return "comments"
        if "button" in around.tags and up <= 1:
            return "control"
        if block.links and up <= 1 and block.link_density > self.limits.linked and around.most <= self.limits.attached:
            if all(map(leads_nowhere, block.links)):
                return "control"
            if all(map(is_app_link, block.links)):
                return "promo"
        if around.grid or up > 1:
            near = outermost == "share" or (outermost == "tags" and not around.grid)
        else:
            # A few links right behind the story were made for it; more, or further down, are the site's.
            few = outermost == "related" and gap <= 1 and around.most <= self.limits.few
            near = few or outermost in ("share", "tags", "promo")
        return outermost if near and around.most <= self.limits.attached and not around.tags & PARTS else ""

    def is_of_form(self, block: Block, around: Around, gap: int) -> bool:
        """Whether a block in a box of comments is of the form, not of readers' comments."""
        if "form" in around.tags or self.opens_form(block) or self.holds_form(around) or self.says.label(block) == "comments":
            return True
        return gap <= self.limits.gap and ("button" in around.tags or self.opens_comments(block, around))

    @cached_property
    def likely(self) -> frozenset[int]:
        """The numbers of all blocks that may be of a form for comments however far behind the story: those in a form, before one,
        in a small box of comments with one, and those with a word of its labels."""
        extents = self.outline.extents
        behind = self.outline.blocks[self.last + 1 : self.stop]
        texts = {block.index: fold(block.text) for block in behind if len(block.text) <= self.limits.label}
        every = " ".join(texts.values())
        words = [word for word in self.says.words["comment-form"].keys if word in every]
        found = {index for index, text in texts.items() if any(word in text for word in words)}
        told = self.page.view(marked).tags
        for form in (*told["form"], *told["textarea"]):
            # One that is not seen stands where what hides it does.
            first, last = next(extents[above] for above in chain((form,), form.iterancestors()) if above in extents)
            if last - first <= self.limits.form:
                found.update(range(first - HEADS, last))
            if self.boxes.around(form).comments:
                found.update(range(last - self.limits.readers, first + self.limits.readers))
        return frozenset(found)

    def opens_comments(self, block: Block, around: Around) -> bool:
        """Whether a block is the first of a box of comments."""
        first, last = self.outline.extents[around.comments[-1]]
        alone = last - first == 1 and block.element.tag not in HEADINGS
        return first == block.index and not alone and any(map(str.isalpha, block.text))

    def opens_form(self, block: Block) -> bool:
        """Whether a block is the heading of a form."""
        after = self.outline.blocks[block.index + 1 : block.index + 1 + HEADS]
        return block.element.tag in HEADINGS and any("form" in self.boxes.around(near.element).tags for near in after)

    def holds_form(self, around: Around) -> bool:
        """Whether a small box of comments around a block has a form to write one."""
        for box in around.comments:
            first, last = self.outline.extents.get(box, (0, 0))
            if last - first <= self.limits.readers and next(box.iter("textarea", "form"), None) is not None:
                return True
        return False
