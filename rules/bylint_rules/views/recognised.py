"""Which originators a page comes from, from the innermost on, and what tells so.

A credit formula, an agency's dateline, a counter, a canonical link at its host or what the metadata says
of the source tells; a link amid the text, a photo's credit or “AP contributed to this report” does not.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from bylint import Attribute, Element, Page, Span
from bylint.lexicon import Phrases
from bylint.originators import Originator, Originators, named_as
from bylint.page import Placed
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.head import head
from bylint.views.language import words
from bylint_rules.views.bylines import bylines
from bylint_rules.views.credits import credits
from bylint_rules.views.home import home, host_of
from bylint_rules.views.hosts import host_and_path
from bylint_rules.views.originator import NEARNESS
from bylint_rules.views.pixels import carriers, patterns
from bylint_rules.views.told import told
from bylint_rules.views.wordings import formulas_of, notices_of
from bylint_rules.views.zones import zones

Kind = Literal["credit", "notice", "link", "canonical", "pixel", "byline", "dateline", "metadata", "publisher", "config", "licence"]
NAMES = lazy(r"\s*[,/|•·(）)（]\s*|\s+(?:and|und|et|y|e|for|of|[–—-])\s+")
# What readers see of an originator.
VISIBLE = frozenset(("credit", "byline", "dateline"))
# Where credits lead that name no site of the originator's.
SHARED = lazy(r"(?:^|\.)(?:twitter|x|facebook|instagram|linkedin|youtube|google|t|bit|apple|telegram|msn|yahoo)\.[a-z.]+$")


class Evidence(NamedTuple):
    """One thing that tells of an originator: what it is, its text as spelt, where it stands, None for the config. `block` is the line
    of text it is in; `near` tells how near to the first publication it leads, from 0 for an agency's own line on."""

    kind: Kind
    text: str
    place: "Element | Attribute | Placed | None"
    near: int
    block: Block | None = None

    def span(self, page: Page) -> Span | None:
        """Where it stands: that takes time to find out, and few ask."""
        return None if self.place is None else page.span_of(self.place)


class Recognised(NamedTuple):
    """An originator of a page, with all that tells so."""

    originator: Originator
    evidence: tuple[Evidence, ...]

    @property
    def visible(self) -> tuple[Evidence, ...]:
        """What readers see of it."""
        return tuple(one for one in self.evidence if one.kind in VISIBLE)


def known(page: Page) -> Originators:
    """The originators that there are data of."""
    return page.settings.originators


def recognised(page: Page) -> tuple[Recognised, ...]:
    """A view: the originators of the story, the innermost first. Ourselves are none, nor is anybody of our own stories."""
    if not page.settings.republished:
        return ()
    found: dict[str, tuple[Originator, list[Evidence]]] = {}
    for originator, evidence in _Finder(page).clues():
        found.setdefault(originator.name, (originator, []))[1].append(evidence)
    layers = [Recognised(originator, tuple(told)) for originator, told in found.values() if any(one.near < WEAK for one in told)]
    return tuple(sorted(layers, key=lambda layer: (layer.originator.kind == "licence", min(one.near for one in layer.evidence))))


# What tells of an originator only beside something else that does.
WEAK = 9


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page, self.known, self.ours, self.words = page, known(page), page.view(home), page.view(words)

    def clues(self) -> Iterator[tuple[Originator, Evidence]]:
        every = (self.config, self.credits, self.formulas, self.bylines, self.metadata, self.canonical, self.pixels)
        met = False
        for clue in every:
            for originator, evidence in clue():
                if not self.is_ours(originator):
                    met = met or any(demand.kind not in ("edits", "unchecked") for demand in originator.demands)
                    yield originator, evidence
        if not met:
            yield from self.licence()

    def is_ours(self, originator: Originator) -> bool:
        return self.ours.is_name(originator.name) or any(
            own == host or own.endswith(f".{host}") for own in self.ours.hosts for host in originator.hosts
        )

    def config(self) -> Iterator[tuple[Originator, Evidence]]:
        if (name := self.page.settings.originator) and (found := self.known.named(name)):
            yield found, Evidence("config", name, None, 2)

    def credits(self) -> Iterator[tuple[Originator, Evidence]]:
        for credit in self.page.view(credits):
            if not credit.counts or credit.kind == "desk":
                continue
            host = host_of(credit.href)
            by_host = self.known.of_host(host) if host else None
            agency = self.words.agency(credit.name) if credit.agency else None
            by_name = self.known.named(credit.name) or (self.known.named(agency[0]) if agency else None)
            if by_name and by_name is not by_host and self.is_elsewhere(by_name, host):
                by_name = None
            kind: Kind = "dateline" if credit.kind == "dateline" else "byline" if credit.kind == "byline" else "credit"
            near = 0 if credit.agency else 1 if credit.first else NEARNESS[credit.kind]
            for one in {one.name: one for one in (by_name, by_host) if one}.values():
                yield one, Evidence(kind, credit.name or credit.href, credit, near, credit.block)

    def is_elsewhere(self, named: Originator, host: str) -> bool:
        """Whether a link leads to somebody else of the same name: one word, such as “Prism”, is the name of many."""
        one_word = " " not in named.name
        return bool(one_word and host and named.hosts and not self.ours.is_address(f"//{host}") and not SHARED.search(host))

    def formulas(self) -> Iterator[tuple[Originator, Evidence]]:
        """Lines in the very words that an originator's terms give."""
        zoned = self.page.view(zones)
        for place in zoned.every:
            for originator in self.known.mentioned(place.block.text):
                if place.outside and zoned.in_chrome(place.block):
                    continue
                wordings: tuple[tuple[Kind, Phrases], ...] = (("credit", formulas_of(originator)), ("notice", notices_of(originator)))
                for kind, phrases in wordings:
                    if found := phrases.find(place.block.text):
                        yield originator, Evidence(kind, place.block.text[found.start : found.end], place.block, 2, place.block)

    def bylines(self) -> Iterator[tuple[Originator, Evidence]]:
        for byline in self.page.view(bylines):
            for part in NAMES.split(byline.name)[:8]:
                if len(part) > 1 and (found := self.known.named(part)):
                    yield found, Evidence("byline", byline.block.text, byline.block, NEARNESS["byline"], byline.block)

    def metadata(self) -> Iterator[tuple[Originator, Evidence]]:
        for one in self.page.view(told):
            if one.by in ("canonical", "citation"):
                continue
            host = host_of(one.name)
            agency = None if host else self.words.agency(one.name)
            if found := self.known.of_host(host) if host else self.known.named(agency[0] if agency else one.name):
                yield found, Evidence("metadata", f"{one.by}: {one.name}", one, 3)
        for claim in self.page.view(claims).publisher:
            if found := self.known.named(claim.value):
                yield found, Evidence("publisher", f"{claim.name}: {claim.value}", claim, 3)

    def canonical(self) -> Iterator[tuple[Originator, Evidence]]:
        """Canonical links at a host of an originator. A page that does not say whose it is may be the original itself."""
        near = 3 if self.page.fragment or self.ours.hosts else WEAK
        for link in self.page.view(head).canonicals():
            href = (link.get("href") or "").strip()
            if (host := host_of(href)) and (found := self.known.of_host(host)):
                yield found, Evidence("canonical", href, Attribute(link, "href"), near)

    def pixels(self) -> Iterator[tuple[Originator, Evidence]]:
        hosts: dict[str, Originator | None] = {}
        for carrier in self.page.view(carriers):
            host = carrier.address.partition("/")[0].lower()
            if host not in hosts:
                hosts[host] = self.known.of_host(host)
            found = hosts[host]
            if found and any(pattern.match(carrier.address) for pattern in patterns(found)):
                yield found, Evidence("pixel", carrier.address, Attribute(carrier.element, carrier.attribute), 3)

    def licence(self) -> Iterator[tuple[Originator, Evidence]]:
        """A licence beside a story that is somebody else's. On a page that credits nobody it is our own story's."""
        if not self.page.settings.originator and not any(credit.counts for credit in self.page.view(credits)):
            return
        zoned = self.page.view(zones)
        for place in zoned.every:
            for link in place.block.links:
                href = link.get("href") or ""
                found = self.known.of_licence("".join(host_and_path(href)))
                if found and not (place.outside and zoned.in_chrome(place.block)):
                    yield found, Evidence("licence", href, link, 7, place.block)


def names_of(originator: Originator) -> frozenset[str]:
    """The names of an originator, folded."""
    return frozenset(map(named_as, (originator.name, *originator.aliases))) - {""}
