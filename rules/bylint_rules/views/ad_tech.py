"""What advertising and tracking technology left in the story: slots, scripts, frames, pixels.

Structure goes before words: an element that has an ad system's own markup is a unit of it, one that has
only a telling name is a slot where it holds no story.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

from lxml import etree

from bylint import Element, Page
from bylint.views.blocks import Block, outline
from bylint.views.language import hints, words
from bylint.views.story import Story, is_prose, story
from bylint_rules.views.ad_addresses import kept, kept_code, loads, runs
from bylint_rules.views.ad_names import Grade, grade_of, systems_of
from bylint_rules.views.leftovers import end as leftovers_end

# Elements that can be a slot by their name alone: not controls, not links.
CONTAINERS = frozenset("div section aside span ins center p li ul figure td header footer iframe noscript table".split())
# Elements of the text that nobody makes a slot of.
NEVER = frozenset("""
    a b i em strong br h1 h2 h3 h4 h5 h6 time button input label option svg path use g source style link meta tr tbody sup sub
    """.split())
# Elements whose content is a story's, or a reader's to use.
CONTENT = "img picture figure video audio iframe object embed table blockquote form input svg canvas".split()
# Elements that tell of advertising by their own tag: where one is not closed, the story is inside.
OWN = frozenset(("ins", "amp-ad", "amp-embed", "amp-auto-ads", "amp-sticky-ad"))
PICTURES = frozenset(("img", "amp-pixel"))
# How many characters of an address are looked at.
LONGEST = 1000
# How many blocks behind the last that belongs to the story or is attached to it a slot may stand.
BEHIND = 4
# No label in a slot has more characters.
LABEL = 80
# How many elements above the story's article a slot may stand behind it, and in how large a part; behind which none does.
UP, ATTACHED = 6, 4
PARTS = frozenset(("footer", "nav", "header"))
LAZY = ("src", "data-src", "data-lazy-src", "data-original")
JAVASCRIPT = frozenset(("", "text/javascript", "application/javascript", "module", "text/ecmascript"))


class Unit(NamedTuple):
    """A thing that ad technology left. `system` is whose it is, "" where only its name tells.

    A `slot` shows advertisements, `code` is a script, `counter` a frame or picture that counts readers. `clean`
    says that nothing but the unit goes with it; `open` that a story is in it, so that only its tag is wrong.
    """

    kind: Literal["slot", "code", "counter"]
    element: Element
    system: str = ""
    clean: bool = True
    open: bool = False


def units(page: Page) -> tuple[Unit, ...]:
    """A view: the units in the story's run, in the order of the page, the outermost only."""
    return tuple(_Finder(page, page.view(story)).units())


class _Finder:
    def __init__(self, page: Page, found: Story) -> None:
        self.page, self.story = page, found
        self.outline, self.hints, self.labels = page.view(outline), page.view(hints), page.view(words)["ad-label"]
        # What begins with one of these is neither a unit, unless its tag is an ad system's own, nor hollow.
        self.paragraphs = frozenset(block.index for block in found.prose if len(block.text) >= LABEL)

    def units(self) -> Iterator[Unit]:
        run = list(self.run())
        beside = [element for element in self.beside() if element.tag not in NEVER]
        self.systems = systems_of([*(element for element, _ in run), *beside])
        inside: set[Element] = set()
        for element, ended in run:
            if element not in inside and (unit := self.unit(element)) and not (ended and self.is_the_sites(element)):
                if not unit.open:
                    inside.update(element.iter())
                yield unit
        for element in beside:
            if element not in inside and (unit := self.marked(element)) and unit.kind == "slot" and not unit.open:
                inside.update(element.iter())
                yield unit

    def run(self) -> Iterator[tuple[Element, bool]]:
        """The elements of the run that may be units, and whether the last paragraph is before them."""
        extents, end = self.outline.extents, self.page.view(leftovers_end) + BEHIND
        last = self.story.prose[-1].element if self.story.prose else None
        ended = False
        for element in self.story.elements:
            ended = ended or element is last
            first, behind = extents.get(element, (0, 0))
            if ended and first > end:
                return
            if element.tag not in NEVER and (first == behind or first not in self.paragraphs or element.tag in OWN):
                yield element, ended

    def beside(self) -> Iterator[Element]:
        """Elements between the story's paragraphs, and small ones behind, that are no part of the run, and those right behind its article.
        Only what has an ad system's own markup is a slot there."""
        found, held = self.story, self.outline
        if found.prose:
            first, last = found.prose[0].index, found.prose[-1].index
            for other in chain.from_iterable(other.iter(etree.Element) for other in found.others):
                begin, end = held.extents.get(other, (0, 0))
                if first < begin <= end <= last or (begin > last and end - begin <= ATTACHED):
                    yield other
        above: Element | None = found.article
        for _ in range(UP):
            if above is None or above.tag in ("body", "html"):
                return
            for sibling in above.itersiblings(etree.Element):
                if sibling.tag in PARTS or len(held.within(sibling)) > ATTACHED:
                    break
                yield from sibling.iter(etree.Element)
            above = above.getparent()

    def unit(self, element: Element) -> Unit | None:
        if element.tag == "script":
            return self.script(element)
        if element.tag in PICTURES:
            return self.picture(element)
        return self.marked(element) or self.hollow(element)

    def marked(self, element: Element) -> Unit | None:
        """The unit that an element is by its address or by an ad system's own markup."""
        if element.tag == "iframe" and (unit := self.frame(element)):
            return unit
        system = self.systems.get(element)
        if system is None:
            return None
        if any(map(is_prose, self.outline.within(element))):
            return Unit("slot", element, system.name, clean=False, open=True) if element.tag in OWN else None
        return Unit("slot", element, system.name, clean=self.holds_labels(element))

    def hollow(self, element: Element) -> Unit | None:
        """The unit that an element is which has no more than the name of a slot, and holds no story."""
        if (element.tag in CONTAINERS or "-" in element.tag) and self.holds_labels(element):
            grade = grade_of(element)
            if grade and self.is_hollow(element, grade):
                return Unit("slot", element, clean=next(element.iter("img", "iframe", "a"), None) is None)
        return None

    def holds_labels(self, element: Element) -> bool:
        """Whether an element has no text but labels of advertisements."""
        begin, end = self.outline.extents.get(element, (0, 0))
        while begin < end and self.is_label(self.outline.blocks[begin]):
            begin += 1
        return begin == end

    def is_label(self, block: Block) -> bool:
        return len(block.text) < LABEL and "ad-label" in self.hints.of(block) and self.labels.whole(block.text) is not None

    def is_hollow(self, element: Element, grade: Grade) -> bool:
        """Whether an element with the name of a slot, and no text but labels, holds no story."""
        if grade == "vague":
            begin, end = self.outline.extents.get(element, (0, 0))
            bare = begin == end and next(element.iter(*CONTENT), None) is None
            return bare and element.tag not in ("span", "iframe") and not _painted(element)
        return all(self.is_advertisers(each) for each in element.iter(*CONTENT) if each is not element)

    def is_advertisers(self, element: Element) -> bool:
        """Whether a frame or picture in a slot is the advertisement: of an ad system, or a link to another site."""
        if element.tag == "iframe":
            return not _address(element) or loads(_address(element), frame=True) is not None
        if element.tag not in ("img", "picture"):
            return False
        link = next(element.iterancestors("a"), None)
        return loads(_address(element)) is not None or (link is not None and "//" in (link.get("href") or ""))

    def frame(self, element: Element) -> Unit | None:
        address = _address(element)
        system = loads(address, frame=True) if address else None
        if system is None or kept(address):
            return None
        return Unit("counter" if system.counts else "slot", element, system.name)

    def script(self, element: Element) -> Unit | None:
        if (element.get("type") or "").lower() not in JAVASCRIPT or self.is_the_sites(element):
            return None
        address, code = _address(element), (element.text or "")[:8192].lower()
        system = loads(address) if address else runs(code)
        return Unit("code", element, system.name) if system and not kept(address) and not kept_code(code) else None

    def picture(self, element: Element) -> Unit | None:
        address = _address(element)
        system = loads(address) if address else None
        return Unit("counter", element, system.name) if system and not kept(address) and not self.is_the_sites(element) else None

    def is_the_sites(self, element: Element) -> bool:
        """Whether a thing stands between the parts of a page rather than in one."""
        parent = element.getparent()
        return not self.page.fragment and parent is not None and parent.tag in ("body", "html")


def _address(element: Element) -> str:
    for name in LAZY:
        if address := (element.get(name) or "").strip()[:LONGEST]:
            return address
    return ""


def _painted(element: Element) -> bool:
    return any("background" in (each.get("style") or "") for each in element.iter("div", "section", "aside", "p"))
