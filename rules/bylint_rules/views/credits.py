"""Who the page says a story comes from: credit lines, source labels, datelines, bylines, feed footers, links."""

import re
from collections.abc import Iterator
from itertools import islice

from bylint import Element, Page
from bylint.lexicon import Match, bare, fold
from bylint.views.blocks import Block
from bylint.views.language import words
from bylint.views.story import HEADINGS, is_prose
from bylint_rules.views.bylines import goes_on
from bylint_rules.views.credit import Credit, Kind
from bylint_rules.views.credit_links import covers, is_root, text_of
from bylint_rules.views.credit_words import FIRST, STORY
from bylint_rules.views.datelines import closing, dateline
from bylint_rules.views.home import home, host_of, leads_somewhere
from bylint_rules.views.lines import line_credit, logos
from bylint_rules.views.names import agency_in, is_name, without_dates
from bylint_rules.views.zones import Place, Zones

# A source's name ends where a sentence or a bracket does.
NAME_END = re.compile(r"[;|)\]}】」•\n]|\.(?=\s|$)|。|,(?=\s)|，|\s[–—-]\s|\s+\b(?:under|with|and is|on \d|via|where)\b")
# What stands between the label and the name of a source: "Source: name", "via Name", “来源：名”.
MARK = re.compile(r"\s*[:：|｜/／–—-]+\s*[\"'“«「『《(]?(?=\w)")
# A part of a line: credits share theirs with dates and places, "12 March | Source: Name".
PART = re.compile(r"[|｜•·]\s*(?=\w)|\s[–—-]\s(?=\w)|\s{2,}|\s(?=来源|來源)|(?<=\d)\s+(?=[^\W\d_]{3,}\s?[:：])")
# What a block must have a word of, if it is more than a name.
HINTS = ("feed-footer", "source-label", "source-placeholder", "credit", "desk")
VIA = frozenset(("via", "through", "über", "経由"))
SENTENCE = re.compile(r"[.!?](?=[\s)])|[。！？؟।]")
# The longest line that may be a credit and the longest that may be a desk's, in letters of an alphabet.
SHORT, DESK = 160, 420
# How far into a paragraph the bracket of a dateline begins.
DATED = 50


def credits(page: Page) -> tuple[Credit, ...]:
    """All credits of the story, in the order of the page: those that name ourselves or nobody as well."""
    return tuple(_Finder(page).credits())


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page, self.zones, self.words, self.ours = page, Zones(page), page.view(words), page.view(home)

    def credits(self) -> Iterator[Credit]:
        for place in self.zones.places():
            found = list(self.of(place))
            if not found or (place.outside and self.zones.in_chrome(place.block)):
                continue
            if not any(self.words[other].begins(place.block.text) for other in ("related", "photo-credit")):
                yield from found
        for name, image in islice(logos(self.page), 1):
            links = [above for above in islice(image.iterancestors(), 3) if above.tag == "a"]
            yield Credit("line", name, None, 0, 0, self.away(links), self.ours.is_name(name), image=image)

    def of(self, place: Place) -> Iterator[Credit]:
        block, text = place.block, place.block.text
        signed = place.zone == "lead" and ("(" in text[:DATED] or "/" in text[:DATED])
        if not signed and not self.words.hint(text, HINTS) and self.linked_agency(block) is None:
            if place.zone in ("head", "tail") and block.weight <= SHORT and (line := self.line(place)):
                yield line
            return
        if place.zone in ("tail", "close") and (footer := self.words["feed-footer"].whole(text)):
            yield self.credit("footer", block, *footer.slots.get("source", (footer.start, footer.end)))
            return
        short = block.weight <= SHORT
        if short and (found := self.label(place)):
            yield found
            return
        dated = dateline(self.words, text) if place.zone == "lead" else None
        if dated and not self.zones.is_photos(block):
            yield self.credit("dateline", block, dated[0], dated[1], agency=dated[2])
        formulas = list(self.formulas(place)) if not dated and (short or place.zone != "amid") else []
        if formulas:
            yield from formulas
        elif short and place.zone != "amid" and (line := self.line(place)):
            yield line
        elif (
            place.zone in ("tail", "close")
            and block.weight <= DESK
            and self.words["desk"].find(text)
            and (agency := self.words.agency(text))
        ):
            yield self.credit("desk", block, agency[1], agency[2])
        if place.closing and not formulas and (end := closing(self.words, text)) and not self.is_caption(block):
            yield self.credit("agency", block, *end, agency=True)

    def is_caption(self, block: Block) -> bool:
        """Whether a paragraph speaks of an image: where it stands, or by the words before the agency at its end."""
        return self.zones.is_photos(block) or self.words["photo-credit"].find(block.text[-60:]) is not None

    def label(self, place: Place) -> Credit | None:
        """What “Source: …” names, or a link that says no more than “Source”."""
        block, after = place.block, place.after
        text, labels = block.text, self.words["source-label"]
        if self.words["source-placeholder"].whole(text):
            href = self.away(block.links)
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
                return self.named(kind, block, begin, self.name_end(text, begin, begin + 1))
        return None

    def is_bare_name(self, place: Place, at: int) -> bool:
        """Whether behind a label without a mark stands no more than a name: “Source Reuters”, never “Sources said”."""
        rest = place.block.text[at:].strip()
        linked = any(" ".join("".join(link.itertext()).split()) == rest for link in place.block.links)
        apart = place.zone != "amid" and place.block.element.tag not in HEADINGS
        return linked or (apart and 0 < len(rest) <= 60 and is_name(rest))

    def named(self, kind: Kind, block: Block, start: int, end: int) -> Credit | None:
        credit = self.credit(kind, block, start, end)
        name = without_dates(credit.name).strip(" |")
        if not bare(name) or not any(map(str.isalpha, re.sub(r"[日年月]", "", name))):
            # “原文(投稿日：2019/02/16)へのリンク”
            return Credit("link", "", block, 0, len(block.text), href) if (href := self.away(block.links)) else None
        return credit._replace(kind="nobody") if self.words["no-source"].whole(name) else credit

    def formulas(self, place: Place) -> Iterator[Credit]:
        text, start = place.block.text, 0
        # “Republished from B, where it was first published by C.”
        for _ in range(3):
            if (found := self.words["credit"].find(text[start:])) is None:
                return
            if credit := self.formula(place, text, found, start):
                yield credit
            start += max(found.end, 1)

    def formula(self, place: Place, text: str, found: Match, offset: int) -> Credit | None:
        start, end = (offset + at for at in found.slots.get("source", (found.start, found.end)))
        told = text[offset + found.start : offset + found.end]
        told = text[offset + found.start : start] + text[end : offset + found.end] if "source" in found.slots else told
        if not self.is_about_story(place, text, offset + found.start, told):
            return None
        links = [link for link in place.block.links if leads_somewhere(link)]
        if "source" not in found.slots:
            # No slot is in the words: they may hold an agency's name, or a link lead to the source.
            if agency := self.words.agency(told):
                at = offset + found.start
                return self.credit("formula", place.block, at + agency[1], at + agency[2])
            # “… blogs at The Gazette, where a version of this article originally appeared”: the link before the words.
            gone = [link for link in links if self.away([link])]
            before = [link for link in gone if text.find(text_of(link)) < offset + found.start]
            link = (before[-1:] or gone[:1] or [None])[0]
            href = self.away(gone if link is None else [link])
            name = text_of(link) if link is not None else ""
            at = text.find(name) if name and bare(name) != bare(text) and len(name) > 5 else -1
            if at >= 0:
                return self.credit("formula", place.block, at, at + len(name))._replace(first=FIRST.search(fold(told)) is not None)
            return Credit("link", "", place.block, offset + found.start, offset + found.end, href) if href else None
        inside = [(at, name) for name in map(text_of, links) if name and (at := text.find(name, start, end)) >= 0]
        if inside:
            # Before the words the last link is the source, behind them the first.
            at, name = inside[-1] if start == offset + found.start else inside[0]
            start, end = at, at + len(name)
        else:
            start = self.behind_date(text, start, end)
            end = min(end, self.name_end(text, start, start + 1)) if start < end else start
        if not bare(text[start:end]):
            return None  # a stamp of the time
        return self.credit("formula", place.block, start, end)._replace(first=FIRST.search(fold(told)) is not None)

    def is_about_story(self, place: Place, text: str, at: int, told: str) -> bool:
        """Whether a formula, `told` without its slot, says where this story was published, and not some book."""
        begin = max((end.end() for end in SENTENCE.finditer(text, 0, at)), default=0)
        lead = text[begin:at]
        said = fold(lead + told)
        if STORY.search(said):
            return True
        # A paragraph that begins “According to …” is no credit; one that begins “Reposted from …” is a line.
        if not bare(lead) or lead.rstrip().endswith((":", "：", "(", "|")):
            return place.block.weight <= DESK or FIRST.search(said) is not None
        return place.zone in ("head", "tail") and any(leads_somewhere(link) and self.away([link]) for link in place.block.links)

    def behind_date(self, text: str, start: int, end: int) -> int:
        """Where the name begins in “on March 3, 2026 in The Gazette”."""
        dated = without_dates(text[start:end])
        if not dated.startswith("|"):
            return start
        rest = dated.lstrip("| ,")
        rest = re.sub(r"^(?:in|by|at|on|im|in der|bei|dans|sur|en|por|su|da|в|на)\s+", "", rest)
        at = text.rfind(rest, start, end) if rest else -1
        return at if at >= 0 else end

    def line(self, place: Place) -> Credit | None:
        """A line that is a source's name and no more."""
        block, text = place.block, place.block.text
        if place.zone == "tail" and block.linked and block.link_density > 0.9 and not self.away(block.links):
            return None  # a tag
        told = self.words.agency(text) or self.linked_agency(block)
        if told and self.is_line(block, told) and not self.is_images(block, told):
            return self.credit("agency", block, told[1], told[2], agency=True)
        if told or is_prose(block):
            return None
        found = line_credit(self.page, block, self.ours)
        return None if found is None or self.zones.is_photos(block) else self.credit(found[0], block, found[1], found[2])

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

    def name_end(self, text: str, start: int, least: int) -> int:
        stop = NAME_END.search(text, least)
        return len(text[: stop.start() if stop else len(text)].rstrip())

    def credit(self, kind: Kind, block: Block, start: int, end: int, *, agency: bool = False) -> Credit:
        name = block.text[start:end].strip(" \"'“”‘’«»「」《》")
        link = next((link for link in block.links if leads_somewhere(link) and covers(link, name)), None)
        href = (link.get("href") or "").strip() if link is not None else ""
        agency = agency or self.words.agency(name) is not None
        # A link to our page about an author or agency does not make the name ours; one to our home page does.
        own = bool(host_of(href)) and self.ours.is_address(href) and (kind in ("formula", "footer") or is_root(href))
        ours = self.ours.is_name(name) or (own and not agency)
        if not href or (self.ours.is_address(href) and not ours):
            # Behind a name without an address of its own, the line's link to the story.
            href = self.away(block.links) or href
        return Credit(kind, name, block, start, end, href, ours, agency)

    def away(self, links: tuple[Element, ...] | list[Element]) -> str:
        """The address of the first link that leaves our site, "" where none does."""
        hrefs = ((link.get("href") or "").strip() for link in links if leads_somewhere(link))
        return next((href for href in hrefs if not self.ours.is_address(href)), "")
