"""Who the page says a story comes from: credit lines, source labels, datelines, feed footers, links."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from bylint import Element, Page, Span
from bylint.lexicon import Words, fold
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.language import words
from bylint.views.story import HEADINGS, Story, is_prose, story
from bylint_rules.views.bylines import goes_on

Kind = Literal["formula", "label", "agency", "dateline", "footer", "link"]
# A source's name ends where a sentence or a bracket does.
NAME_END = re.compile(r"[.;|)\]}】」•\n]|,(?=\s)|\s[–—-]\s|\s+\b(?:under|with|and is|on \d)")
# A place in capitals or a few words, an agency in brackets or behind a comma, a dash or colon.
DATELINE = re.compile(r"^[^.!?]{0,70}?[(（\[,/]\s?([^()（）\[\]]{2,40}?)\s?[)）\]]?\s?(?:[–—:：-]|$)")
# What stands between the label and the name of a source: "Source: name", "via Name", “来源：名”.
SOURCE = re.compile(r"""\s*[:：|｜/／–—-]+\s*["'“«「『《(]?(?=\w)|\s+(?=[^\W\d_a-z])""")
# A part of a line: credits share theirs with dates and places, "12 March | Source: Name".
PART = re.compile(r"[|｜•·]\s*(?=\w)|\s{2,}|\s(?=来源|來源)")
# An agency in brackets at the end of a paragraph.
CLOSING = re.compile(r"[(（\[]([^()（）\[\]]{2,60})[)）\]]\.?$")
SHORT = 160


class Credit(NamedTuple):
    """A place that names a source, or links to one.

    `name` is as spelt, "" for a link without a name; `ours` says that it names this site itself;
    `href` is the address behind it, "" for none.
    """

    kind: Kind
    name: str
    block: Block
    start: int
    end: int
    href: str
    ours: bool
    agency: bool = False

    def locate(self, page: Page) -> Span:
        return self.block.part(page, self.start, self.end)


class Home(NamedTuple):
    """Who publishes the page: names and hosts that are our own, as the config and the page give them."""

    names: frozenset[str]
    hosts: frozenset[str]

    def is_name(self, name: str) -> bool:
        return fold(name).strip(" .") in self.names

    def is_address(self, href: str) -> bool:
        """Whether an address leads nowhere but to our own site."""
        host = host_of(href)
        return not host or host in self.hosts


def home(page: Page) -> Home:
    """Our names and hosts."""
    settings, said = page.settings, page.view(claims)
    names = [settings.name] if settings.name else [claim.value for claim in said.publisher]
    # The canonical may lead to the originator: it says nothing about who we are.
    addresses = [settings.url] if settings.url else _own_addresses(page)
    return Home(frozenset(fold(name).strip(" .") for name in names if name), frozenset(filter(None, map(host_of, addresses))))


def host_of(address: str) -> str:
    """The host of an address without `www.`, "" for a relative one or for none at all."""
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _own_addresses(page: Page) -> list[str]:
    return [meta.get("content") or "" for meta in page.root.iter("meta") if meta.get("property") == "og:url"]


def credits(page: Page) -> tuple[Credit, ...]:
    """All credits in the story, in the order of the page."""
    return tuple(_Finder(page, page.view(story), page.view(words), page.view(home)).credits())


class _Finder:
    def __init__(self, page: Page, found: Story, said: Words, ours: Home) -> None:
        self.page, self.story, self.words, self.ours = page, found, said, ours

    @cached_property
    def first(self) -> Block | None:
        return self.story.prose[0] if self.story.prose else None

    @cached_property
    def figures(self) -> set[Element]:
        """All that stands in a figure."""
        return {element for figure in self.page.root.iter("figure") for element in figure.iter()}

    def credits(self) -> Iterator[Credit]:
        for block, after in pairwise((*self.story.blocks, None)):
            if block is not None and block is not self.story.headline and not self.is_somebody_elses(block):
                yield from self.of(block, after)

    def is_somebody_elses(self, block: Block) -> bool:
        """Whether a block credits something else than the story: a photo, a helping hand."""
        return bool(
            self.words["photo-credit"].begins(block.text)
            or self.words["related"].begins(block.text)
            or block.element in self.figures
        )

    def of(self, block: Block, after: Block | None) -> Iterator[Credit]:
        text = block.text
        if footer := self.words["feed-footer"].whole(text):
            start, end = footer.slots.get("source", (footer.start, footer.end))
            yield self.credit("footer", block, start, end)
            return
        if (formula := self.words["credit"].find(text)) and not self.is_stamp(text, formula.slot("source")):
            start, end = formula.slots.get("source", (formula.start, formula.end))
            yield self.credit("formula", block, start, self.name_end(text, start, max(end, start + 1)))
            return
        if len(text) <= SHORT:
            if self.words["desk"].find(text):
                return
            if self.words["source-placeholder"].whole(text):
                href = self.address(block)
                if not self.ours.is_address(href):
                    yield Credit("link", "", block, 0, len(text), href, False)
                elif after is not None and goes_on(block, after):
                    yield self.credit("label", after, 0, len(after.text))
                return
            for start in (0, *(part.end() for part in PART.finditer(text))):
                label = self.words["source-label"].begins(text[start:])
                if label and (rest := SOURCE.match(text, start + label.end)) and block.element.tag not in HEADINGS:
                    yield self.credit("label", block, rest.end(), self.name_end(text, rest.end(), rest.end() + 1))
                    return
        if not is_prose(block) and (agency := self.words.agency(text)):
            yield self.credit("agency", block, agency[1], agency[2], agency=True)
        elif block is self.first and (dateline := DATELINE.match(text)) and (agency := self.words.agency(dateline[1])):
            at = dateline.start(1)
            yield self.credit("dateline", block, at + agency[1], at + agency[2], agency=True)
        elif (
            is_prose(block)
            and (closing := CLOSING.search(text))
            and not self.words["photo-credit"].begins(closing[1])
            and (agency := self.words.agency(closing[1]))
        ):
            at = closing.start(1)
            yield self.credit("agency", block, at + agency[1], at + agency[2], agency=True)

    def is_stamp(self, text: str, source: str) -> bool:
        """Whether a line tells only when something was published."""
        return self.words["stamp"].begins(text) is not None and any(map(str.isdigit, source))

    def name_end(self, text: str, start: int, least: int) -> int:
        stop = NAME_END.search(text, least)
        return len(text[: stop.start() if stop else len(text)].rstrip())

    def credit(self, kind: Kind, block: Block, start: int, end: int, *, agency: bool = False) -> Credit:
        name = block.text[start:end].strip(" \"'“”‘’«»")
        href = self.address(block, name)
        ours = self.ours.is_name(name) or (bool(host_of(href)) and self.ours.is_address(href))
        return Credit(kind, name, block, start, end, href, ours, agency or self.words.agency(name) is not None)

    def address(self, block: Block, name: str = "") -> str:
        """Where the block's links lead: the one with the name first, then one that leaves our site."""
        links = [link for link in block.links if leads_somewhere(link)]
        named = [link for link in links if name and name in " ".join("".join(link.itertext()).split())]
        away = [link for link in links if not self.ours.is_address(link.get("href") or "")]
        return next((link.get("href") or "" for link in (*named, *away, *links)), "")


def leads_somewhere(link: Element) -> bool:
    """Whether a link has an address that leads to another page."""
    href = (link.get("href") or "").strip().lower()
    return bool(href) and not href.startswith(("#", "javascript:", "mailto:", "data:", "about:"))
