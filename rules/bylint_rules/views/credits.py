"""Who the page says a story comes from: credit lines, source labels, datelines, bylines, feed footers, links."""

import re
from collections.abc import Iterator
from itertools import islice

from bylint import Page
from bylint.lexicon import AGENCIES, bare
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.language import hints, words
from bylint.views.links import text_of
from bylint.views.story import HEADINGS, is_prose
from bylint_rules.views.bylines import goes_on
from bylint_rules.views.credit import Credit, Kind
from bylint_rules.views.credit_maker import Maker
from bylint_rules.views.datelines import closing, dateline
from bylint_rules.views.formulas import formulas
from bylint_rules.views.home import home
from bylint_rules.views.lines import line_credit, logos
from bylint_rules.views.names import agency_in, is_name, is_outlet, without_dates
from bylint_rules.views.zones import Place, zones

# What stands between the label and the name of a source: "Source: name", "via Name", “来源：名”.
MARK = lazy(r"\s*[:：|｜/／–—-]+\s*[\"'“«「『《(]?(?=\w)")
# A part of a line: credits share theirs with dates and places, "12 March | Source: Name".
PART = lazy(r"[|｜•·]\s*(?=\w)|\s[–—-]\s(?=\w)|\s{2,}|\s(?=来源|來源)|(?<=\d)\s+(?=[^\W\d_]{3,}\s?[:：])")
BRACKET = re.compile(r"[(（\[]\s*([^\W\d_][^()（）\[\]]{2,60}?)\s*[)）\]]")
# What a block must have a word of, if it is more than a name.
HINTS = ("feed-footer", "source-label", "source-placeholder", "credit", "desk", AGENCIES)
# What a line with a label has a word of.
LABELS = frozenset(("source-label", "source-placeholder"))
VIA = frozenset(("via", "through", "über", "経由"))
# The longest line that may be a credit and the longest that may be a desk's, in letters of an alphabet.
SHORT, DESK = 160, 420
# How far into a paragraph the bracket of a dateline begins.
DATED = 50


def credits(page: Page) -> tuple[Credit, ...]:
    """All credits of the story, in the order of the page: those that name ourselves or nobody as well."""
    return tuple(_Finder(page).credits())


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page, self.zones, self.words, self.ours = page, page.view(zones), page.view(words), page.view(home)
        self.hints = page.view(hints)
        self.maker = Maker(self.words, self.ours)

    def credits(self) -> Iterator[Credit]:
        for place in self.zones.every:
            found = list(self.of(place))
            if not found or (place.outside and self.zones.in_chrome(place.block)):
                continue
            if not any(self.begins(place.block, other) for other in ("related", "photo-credit")):
                yield from found
        for name, image in islice(logos(self.page), 1):
            links = [above for above in islice(image.iterancestors(), 3) if above.tag == "a"]
            yield Credit("line", name, None, 0, 0, self.maker.away(links), self.ours.is_name(name), image=image)

    def of(self, place: Place) -> Iterator[Credit]:
        block, text, may = place.block, place.block.text, self.hints.of(place.block)
        if may.isdisjoint(HINTS) and not self.may_be_signed(place):
            may_name = block.weight <= SHORT and (place.zone == "head" or (place.zone == "tail" and not place.outside))
            if may_name and (line := self.plain_line(place)) and not self.is_tag(place):
                yield line
            return
        if place.zone in ("tail", "close") and "feed-footer" in may and (footer := self.words["feed-footer"].whole(text)):
            yield self.maker.credit("footer", block, *footer.slots.get("source", (footer.start, footer.end)))
            return
        short = block.weight <= SHORT
        if short and not LABELS.isdisjoint(may) and (found := self.label(place)):
            yield found
            return
        dated = dateline(self.words, text) if place.zone == "lead" else None
        if dated and not self.zones.is_photos(block):
            yield self.maker.credit("dateline", block, dated[0], dated[1], agency=dated[2])
        told = list(formulas(self.maker, place)) if "credit" in may and not dated and (short or place.zone != "amid") else []
        if told:
            yield from told
        elif short and place.zone != "amid" and (line := self.line(place)):
            yield line
        elif (
            place.zone in ("tail", "close")
            and block.weight <= DESK
            and "desk" in may
            and self.words["desk"].find(text)
            and (agency := self.words.agency(text))
        ):
            yield self.maker.credit("desk", block, agency[1], agency[2])
        if place.closing and AGENCIES in may and not told and (end := closing(self.words, text)) and not self.is_caption(block):
            yield self.maker.credit("agency", block, *end, agency=True)

    def may_be_signed(self, place: Place) -> bool:
        """Whether a block may name an agency, or somebody like one, that its words do not tell of."""
        if place.zone == "lead" and ("(" in place.block.text[:DATED] or "/" in place.block.text[:DATED]):
            return True
        return place.zone != "amid" and self.linked_agency(place.block) is not None

    def begins(self, block: Block, category: str) -> bool:
        """Whether a block begins with a phrase of a category."""
        return category in self.hints.of(block) and self.words[category].begins(block.text) is not None

    def is_caption(self, block: Block) -> bool:
        """Whether a paragraph speaks of an image: where it stands, or by the words before the agency at its end."""
        return self.zones.is_photos(block) or self.words["photo-credit"].find(block.text[-60:]) is not None

    def label(self, place: Place) -> Credit | None:
        """What “Source: …” names, or a link that says no more than “Source”."""
        block, after = place.block, place.after
        text, labels = block.text, self.words["source-label"]
        if self.words["source-placeholder"].whole(text):
            href = self.maker.away(block.links)
            if href:
                return Credit("link", "", block, 0, len(text), href)
            return self.named("label", after, 0, len(after.text)) if after and goes_on(block, after) else None
        # Amid a line only a mark tells a label from a word.
        starts = (part.end() for part in PART.finditer(text)) if ":" in text or "：" in text else ()
        for start in (0, *starts):
            if (label := labels.begins(text[start:])) is None:
                continue
            at = start + label.end
            # A label may hold its own colon.
            mark = MARK.match(text, at) or (text[at - 1] in ":：" and re.compile(r"\s*").match(text, at)) or None
            if mark is None and not self.is_bare_name(place, at):
                continue
            begin = mark.end() if mark else len(text) - len(text[at:].lstrip())
            kind: Kind = "via" if bare(text[start:at]) in VIA else "label"
            if bare(text[begin:]) and not self.zones.is_photos(block):
                return self.named(kind, block, begin, self.maker.name_end(text, begin, begin + 1))
        return None

    def is_bare_name(self, place: Place, at: int) -> bool:
        """Whether behind a label without a mark stands no more than a name: “Source Reuters”, never “Sources said”."""
        rest = place.block.text[at:].strip()
        linked = any(text_of(link) == rest for link in place.block.links)
        apart = place.zone != "amid" and place.block.element.tag not in HEADINGS
        return linked or (apart and 0 < len(rest) <= 60 and is_name(rest))

    def named(self, kind: Kind, block: Block, start: int, end: int) -> Credit | None:
        credit = self.maker.credit(kind, block, start, end)
        name = without_dates(credit.name).strip(" |")
        if not bare(name) or not any(map(str.isalpha, re.sub(r"[日年月]", "", name))):
            # “原文(投稿日：2019/02/16)へのリンク”
            return Credit("link", "", block, 0, len(block.text), href) if (href := self.maker.away(block.links)) else None
        return credit._replace(kind="nobody") if self.words["no-source"].whole(name) else credit

    def line(self, place: Place) -> Credit | None:
        """A line that is a source's name and no more."""
        block, text = place.block, place.block.text
        told = (AGENCIES in self.hints.of(block) and self.words.agency(text)) or self.linked_agency(block)
        if not told:
            line = self.plain_line(place)
            return line if line and not self.is_tag(place) else None
        if self.is_line(block, told) and not self.is_images(block, told) and not self.is_tag(place):
            return self.maker.credit("agency", block, told[1], told[2], agency=True)
        return None

    def is_tag(self, place: Place) -> bool:
        """Whether a line behind the story is a link to our own pages and no more."""
        block = place.block
        return place.zone == "tail" and block.linked > 0 and block.link_density > 0.9 and not self.maker.away(block.links)

    def plain_line(self, place: Place) -> Credit | None:
        """A line without an agency that names the source and no more."""
        block = place.block
        # A bracket of its own behind the story: “(Island Wire)”.
        held = BRACKET.fullmatch(block.text) if place.zone in ("tail", "close") and not is_prose(block) else None
        if held and is_name(held[1]) and is_outlet(held[1]) and not self.zones.is_photos(block):
            return self.maker.credit("line", block, *held.span(1))
        found = line_credit(self.page, block, self.ours)
        if found is None or is_prose(block) or self.zones.is_photos(block):
            return None
        return self.maker.credit(found[0], block, found[1], found[2])

    def is_line(self, block: Block, agency: tuple[str, int, int]) -> bool:
        name = block.text[agency[1] : agency[2]]
        if block.element.tag in HEADINGS:
            return bare(block.text) == bare(name)
        return agency_in(self.words, block.text) is not None or name in map(text_of, block.links)

    def linked_agency(self, block: Block) -> tuple[str, int, int] | None:
        """An agency whose link stands without a space beside another: “dpaGazette Staff”."""
        if not 2 <= len(block.links) <= 4:
            return None
        for name in map(text_of, block.links):
            agency = self.words.agency(name) if len(name) < 40 else None
            if agency and (at := block.text.find(name)) >= 0 and agency[1:] == (0, len(name)):
                return agency[0], at, at + len(name)
        return None

    def is_images(self, block: Block, agency: tuple[str, int, int]) -> bool:
        """Whether an agency is named with an image: in its caption, or beside it with the photographer, “Ada Quay | Reuters”."""
        if self.zones.is_photos(block):
            return True
        before = block.text[: agency[1]].rstrip()
        return (
            before.endswith(("|", "/", "-", " via", "–"))
            and self.words["byline"].begins(block.text, glued=True) is None
            and self.zones.is_beside_image(block)
        )
