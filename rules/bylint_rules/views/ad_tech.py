"""What advertising and tracking technology left in the story: slots, scripts, frames, pixels.

Structure goes before words: an element that has an ad system's own markup is a unit of it, one that has
only a telling name is a slot where it holds no story.
"""

from collections.abc import Iterator
from itertools import chain, repeat, takewhile
from typing import Literal, NamedTuple, TypeAlias

from lxml import etree

from bylint import Element, Page
from bylint.views.blocks import Block, outline, within
from bylint.views.language import words
from bylint.views.story import Story, is_prose, story
from bylint_rules.views.ad_addresses import System, kept, kept_code, loads, runs
from bylint_rules.views.ad_names import Grade, telling
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
# Elements that tell of advertising by their address.
FRAMES = frozenset(("iframe",))
LOADING = FRAMES | {"script", "img", "amp-pixel"}
# How many blocks behind the last that belongs to the story or is attached to it a slot may stand.
BEHIND = 4
# How many elements above the story's article a slot may stand behind it, in how large a part, and in which never.
UP, ATTACHED, NEAR = 6, 4, 0
PARTS = frozenset(("footer", "nav", "header"))
LAZY = ("src", "data-src", "data-lazy-src", "data-original")
JAVASCRIPT = frozenset(("", "text/javascript", "application/javascript", "module", "text/ecmascript"))


# The story's run, what of it stands behind its last paragraph, and what stands beside it.
Part: TypeAlias = Literal["run", "behind", "beside"]


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
        self.told: dict[Element, tuple[System | None, Grade]] = {}

    def units(self) -> Iterator[Unit]:
        inside: set[Element] = set()
        asked = [(part, element, tag) for part, element in self.elements() if (tag := element.tag) not in NEVER]
        self.told = telling((element, tag) for _, element, tag in asked)
        for part, element, tag in asked:
            # Beside the run no script and no picture counts.
            if element in self.told or tag in (LOADING if part != "beside" else FRAMES):
                if inside and not inside.isdisjoint(element.iterancestors()):
                    continue
                if (unit := self.unit(element)) and self.counts(unit, part):
                    if not unit.open:
                        inside.add(element)
                    yield unit

    def elements(self) -> Iterator[tuple[Part, Element]]:
        """The elements that may be units."""
        elements, extents, last = self.story.elements, self.page.view(outline).extents, self.page.view(leftovers_end) + BEHIND
        prose = self.story.prose
        ended = elements.index(prose[-1].element) if prose and prose[-1].element in elements else len(elements)
        yield from zip(repeat("run"), elements[:ended])
        yield from zip(repeat("behind"), takewhile(lambda element: extents.get(element, (0, 0))[0] <= last, elements[ended:]))
        yield from zip(repeat("beside"), self.beside())

    def counts(self, unit: Unit, part: Part) -> bool:
        """Whether a unit of a part of the page is one of the story's."""
        if part == "beside":
            return unit.kind == "slot" and bool(unit.system) and not unit.open
        return part == "run" or not self.is_the_sites(unit.element)

    def beside(self) -> Iterator[Element]:
        """Elements between the story's paragraphs, and small ones behind, that are no part of the run, and those right behind its article.
        Only what has an ad system's own markup is a slot there."""
        found, held = self.story, self.page.view(outline)
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
            large = 0
            for sibling in above.itersiblings(etree.Element):
                if sibling.tag not in PARTS and len(held.within(sibling)) <= ATTACHED:
                    yield from sibling.iter(etree.Element)
                elif (large := large + 1) > NEAR:
                    break
            above = above.getparent()

    def unit(self, element: Element) -> Unit | None:
        tag = element.tag
        if tag == "script":
            return self.script(element)
        if tag == "img" or tag == "amp-pixel":
            return self.picture(element)
        if tag == "iframe" and (unit := self.frame(element)):
            return unit
        system, grade = self.told.get(element, (None, ""))
        if system:
            return self.unit_of(element, system.name)
        if grade and (tag in CONTAINERS or "-" in tag) and self.is_hollow(element, grade):
            return Unit("slot", element, clean=next(element.iter("img", "iframe", "a"), None) is None)
        return None

    def unit_of(self, element: Element, system: str) -> Unit | None:
        texts = within(self.page, element)
        if any(map(is_prose, texts)):
            return Unit("slot", element, system, clean=False, open=True) if element.tag in OWN else None
        return Unit("slot", element, system, clean=not texts or self.are_labels(texts))

    def is_hollow(self, element: Element, grade: Grade) -> bool:
        """Whether an element with the name of a slot holds no story."""
        texts = within(self.page, element)
        if texts and not self.are_labels(texts):
            return False
        if grade == "vague":
            bare = not texts and next(element.iter(*CONTENT), None) is None
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

    def are_labels(self, texts: tuple[Block, ...]) -> bool:
        labels = self.page.view(words)["ad-label"]
        return all(len(block.text) < 80 and labels.whole(block.text) for block in texts)

    # Most addresses and scripts are nobody's, so the question whose they are comes first.
    def frame(self, element: Element) -> Unit | None:
        address = _address(element)
        system = loads(address, frame=True) if address else None
        return Unit("counter" if system.counts else "slot", element, system.name) if system and not kept(address) else None

    def script(self, element: Element) -> Unit | None:
        if (element.get("type") or "").lower() not in JAVASCRIPT or self.is_the_sites(element):
            return None
        address, code = _address(element), (element.text or "")[:8192].lower()
        system = loads(address) if address else runs(code)
        return Unit("code", element, system.name) if system and not kept(address) and not kept_code(code) else None

    def picture(self, element: Element) -> Unit | None:
        address = _address(element)
        system = loads(address)
        return Unit("counter", element, system.name) if system and not kept(address) and not self.is_the_sites(element) else None

    def is_the_sites(self, element: Element) -> bool:
        """Whether a thing stands between the parts of a page rather than in one."""
        parent = element.getparent()
        return not self.page.fragment and parent is not None and parent.tag in ("body", "html")


def _address(element: Element) -> str:
    return next((address for name in LAZY if (address := (element.get(name) or "").strip())), "")


def _painted(element: Element) -> bool:
    return any("background" in (each.get("style") or "") for each in element.iter("div", "section", "aside", "p"))
