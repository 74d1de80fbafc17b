"""What a block says by its words, as far as it tells leftovers from the story."""

import re
import unicodedata
from itertools import islice

from bylint import Element, Page
from bylint.lexicon import bare, fold
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.language import hints, words
from bylint.views.links import text_of
from bylint_rules.views.limits import limits
from bylint_rules.views.links import is_author_link
from bylint_rules.views.naming import LEFTOVERS

# Categories of whole-block labels, and what a block that says one is.
LABELS = {"share": "share", "comment-form": "comments", "tags": "tags", "related": "related"}
PITCHES = frozenset(("related", "tags", "promo", "consent"))
TELLING = PITCHES | {*LABELS, "feed-footer"}
CREDITS = frozenset(("photo-credit", "source-label", "credit"))
# What stands behind the words that announce a link, and before those of a pitch.
MARK = lazy(r"[]:：|/–—→»>•?？؟.。!！؛…)】』］-]|$")
QUOTES = frozenset("“„«‘‚「『")
# A label in a row has no more words, and neither has the row.
LABEL, ROW = 4, 16
UNLINKED = frozenset(":：|｜")
DASHES = frozenset("-–—>»→")
# What ends a sentence, or sets apart what is no part of one: behind links more may do so than in bare words.
ENDS = lazy(r"[.!?:：…|｜•·–—▶►■※☞。！？।॥؟۔；;→>-]")
SENTENCE_END = lazy(r"[.!?…|｜•·▶►■※☞。！？।॥؟۔→]")
QUOTED = lazy("[\"'“”„‟‘’‚«‹›「」『』]")
SENTENCE = lazy(r"[.!?…](?=\s|$)|[。！？।॥؟۔]")
BETWEEN = lazy(r"[\s\[\]【】［］|｜/／·•「」『』()（）]+")
COMMAS = (", ", "，", "、", "، ")
# How many phrases of a line are tried: the first may be amid a sentence, and the next begin one.
TRIED = 3


def sayings(page: Page) -> "Sayings":
    return Sayings(page)


class Sayings:
    """Answers what blocks say in the languages of the page."""

    def __init__(self, page: Page) -> None:
        self.words = page.view(words)
        self.hints = page.view(hints)
        self.limits = page.view(limits)
        self.footers = self.words["feed-footer"].keys

    def may(self, block: Block, category: str, most: int = 4096) -> bool:
        """Whether a block of at most that many characters may have a phrase of a category."""
        return len(block.text) <= most and category in self.hints.of(block)

    def may_tell(self, block: Block) -> bool:
        """Whether a block without links may be a leftover by its words: quickly told, and never wrongly denied."""
        if len(block.text) > max(self.limits.label, 2 * self.limits.pitch):
            return False
        # A paragraph is no label, and no pitch without a link.
        paragraph = len(block.text) > self.limits.label and block.weight > self.limits.pitch / 2
        return self.may_be_footer(block) if paragraph else not self.hints.of(block).isdisjoint(TELLING)

    def may_be_footer(self, block: Block) -> bool:
        """Whether a block has a word of a feed's footer. Sooner told than all that a long block hints at."""
        folded = fold(block.text)
        return any(map(folded.__contains__, self.footers))

    def label(self, block: Block) -> str:
        """The kind of leftover of which a block's whole text is a label, or ""."""
        # A word in quotation marks is somebody's: “No comments.”
        if len(block.text) <= self.limits.label and block.text[0] not in QUOTES:
            may = self.hints.of(block)
            for category, kind in LABELS.items():
                if category in may and self.words[category].whole(block.text):
                    return kind
            # Labels stand side by side: “Share Tweet Pin”.
            if "share" in may and self.is_row_of_labels(block.text):
                return "share"
            if block.link_density > self.limits.linked and len(block.links) > 1 and all(map(self.is_share_label, block.links)):
                return "share"
        return ""

    def is_row_of_labels(self, text: str) -> bool:
        """Whether a text is made of labels of sharing and nothing else."""
        rest, length = filter(bare, BETWEEN.split(text)), 0
        parts: list[str] = []
        while parts := [*parts, *islice(rest, LABEL - len(parts))]:
            if "share" not in self.words.possible(" ".join(parts)):
                return False
            end = next((end for end in range(len(parts), 0, -1) if self.words["share"].whole(" ".join(parts[:end]))), 0)
            if not end:
                return False
            parts, length = parts[end:], length + end
        return 0 < length <= ROW

    def is_share_label(self, link: Element) -> bool:
        text = text_of(link)
        return len(text) <= self.limits.label and (not text or self.words["share"].whole(text) is not None)

    def is_footer(self, block: Block) -> bool:
        if len(block.text) > 2 * self.limits.pitch or not self.may_be_footer(block):
            return False
        return self.words["feed-footer"].whole(block.text) is not None

    def is_source(self, block: Block) -> bool:
        """Whether a block promises the source, or links to it."""
        return self.may(block, "source-placeholder") and self.words["source-placeholder"].whole(block.text) is not None

    def is_credit(self, block: Block) -> bool:
        """Whether a short block credits the story's source or a photo."""
        text, said = block.text, self.words
        may = self.hints.of(block) & CREDITS if len(text) <= 2 * self.limits.pitch else None
        if not may:
            return False
        return any(said[category].begins(text) for category in ("photo-credit", "source-label") if category in may) or (
            "credit" in may and said["credit"].find(text) is not None
        )

    def is_byline(self, block: Block, kinds: tuple[str, str]) -> bool:
        """Whether a block in boxes of these kinds, the nearest first, names or links an author, or dates the story."""
        for kind in kinds:
            if kind in LEFTOVERS:
                break
            if kind == "person" or (kind == "stamp" and any(map(str.isdigit, block.text))):
                return True
        if block.text.startswith("@") or any(map(is_author_link, block.links)):
            return True
        return block.weight <= self.limits.label and self.may(block, "byline") and self.words["byline"].begins(block.text) is not None

    def pitch(self, block: Block) -> str:
        """The kind of a short block that announces other stories, pitches, or gives notice, or ""."""
        if block.weight > self.limits.pitch or self.hints.of(block).isdisjoint(PITCHES):
            return ""
        for kind in ("related", "tags"):
            if self.announces(block, kind):
                return kind
        return next((category for category in ("promo", "consent") if self.is_said(block, category)), "")

    def announces(self, block: Block, category: str) -> bool:
        """Whether a line begins with words that announce other stories or tags, and a mark or a link comes behind them."""
        begun = self.words[category].begins(block.text) if self.may(block, category) else None
        if begun is None:
            return False
        rest = block.text[begun.end :].lstrip(" \"'“„«")
        told = block.text[begun.start : begun.end].rstrip()
        # Behind a single word, or within one, a dash is no more than a dash.
        apart = " " in told and (told[-1] in DASHES or block.text[begun.end : begun.end + 1].isspace())
        marks = UNLINKED | DASHES if apart else UNLINKED
        marked = rest[:1] in marks or told[-1:] in marks
        if not block.linked:
            # A headline ends without a full stop.
            short = block.weight <= self.limits.pitch / 2 and not rest.endswith((".", "。"))
            listed = category == "tags" and any(mark in rest for mark in ",、،，#")
            return (category == "related" or listed) and short and marked and len(rest) > 1
        return marked or MARK.match(rest) is not None or (block.link_density > self.limits.links and rest.startswith(_first_word(block)))

    def is_said(self, block: Block, category: str) -> bool:
        """Whether a short block makes a pitch or gives notice: with the words that begin a sentence of it, for others are somebody's."""
        if not (block.linked or block.weight < self.limits.pitch / 2) or not self.may(block, category):
            return False
        text, phrases, at = block.text, self.words[category], 0
        for _ in range(TRIED):
            if (found := phrases.find(text[at:])) is None:
                return False
            if self.is_calling(block, at + found.start, at + found.end):
                return True
            at += found.end
        return False

    def is_calling(self, block: Block, start: int, end: int) -> bool:
        """Whether words of a short block call on readers, and are no part of somebody's sentence."""
        before, behind = block.text[:start], block.text[end:]
        clause = block.weight <= self.limits.line and before.endswith(COMMAS)
        if not clause and not _begins_sentence(before, behind, ENDS if block.linked else SENTENCE_END):
            return False  # “Passengers were told to download the app.”
        cased = before.lower() != before.upper()
        if cased and start > self.limits.line / 2 and not any(word[:1].islower() for word in before.split()[:2]):
            return False  # “Ada Quay is a reporter at the Gazette. Follow her on X.”
        if self.words["reporting"].find(SENTENCE.split(behind, maxsplit=1)[0]):
            return False  # “Donate now, the posters said.”
        return block.linked > 0 or 4 * (end - start) >= len(block.text)


def _begins_sentence(before: str, behind: str, ends: re.Pattern[str]) -> bool:
    """Whether what follows `before` begins a sentence, outside quotation marks: behind the mark of another, or behind none but pictures."""
    end = len(before)
    while end and not before[end - 1].isalnum():
        end -= 1
    marks = before[end:]
    if QUOTED.search(marks) or ("»" in marks and "«" in behind):
        return False
    return not end or ends.search(marks) is not None or any(unicodedata.category(mark) == "So" for mark in marks)


def _first_word(block: Block) -> str:
    """The first word of the first link."""
    linked = "".join(block.links[0].itertext()).split()
    return linked[0] if linked else " "
