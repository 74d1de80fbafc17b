"""Where on a page readers see an originator named and linked: above the story, in its first paragraph, by the author, below."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bylint import Element, Page
from bylint.lexicon import Phrases, fold
from bylint.originators import Originator, stands_in
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.head import head
from bylint.views.links import text_of
from bylint.views.story import is_prose, story
from bylint_rules.views.bylines import bylines
from bylint_rules.views.credits import credits
from bylint_rules.views.home import host_of
from bylint_rules.views.pixels import article_of, carriers, patterns
from bylint_rules.views.recognised import Recognised, names_of, recognised
from bylint_rules.views.zones import places, zones

# How many paragraphs may follow a line at the bottom: lives of authors, pitches.
BELOW = 3


class Spotted(NamedTuple):
    """A link of an originator's, and the line it is in."""

    element: Element
    href: str
    block: Block


def text_blocks(page: Page) -> tuple[Block, ...]:
    """A view: the paragraphs of the story that are no credits or notices of its originators."""
    told = {one.block for layer in page.view(recognised) for one in layer.evidence if one.kind in ("credit", "notice", "licence")}
    prose = page.view(story).prose
    return tuple(block for block in prose if block not in told) or prose


def spots(page: Page, block: Block) -> frozenset[str]:
    """Where a line stands, by the names that demands have for places. The kinder reading where there are two."""
    prose = page.view(text_blocks)
    before, after = (sum(one.index < block.index for one in prose), sum(one.index > block.index for one in prose))
    found = set()
    # A standfirst reads like a paragraph.
    if before == 0 or (before == 1 and after > 1):
        found.add("top")
    if block is prose[0]:
        found.add("first-paragraph")
    if before and (after == 0 or (before > 1 and after <= BELOW)):
        found.add("bottom")
    if block in page.view(by_the_author):
        found.add("byline")
    return frozenset(found)


def stands(page: Page, block: Block, where: Iterable[str]) -> bool:
    """Whether a line stands at one of some places."""
    wanted = set(where)
    if "first-paragraph" in wanted:
        wanted.add("top")  # a line of credit above the text is the first that readers read
    return not wanted or not wanted.isdisjoint(spots(page, block))


def by_the_author(page: Page) -> frozenset[Block]:
    """A view: bylines and the short lines beside them."""
    found = [byline.block for byline in page.view(bylines)]
    found += [one.block for layer in page.view(recognised) for one in layer.evidence if one.kind == "byline" and one.block]
    shown = {claim.place for claim in page.view(claims).author if claim.by == "visible"}
    every = page.view(story).blocks
    found += [block for block in every if shown and (block.element in shown or not shown.isdisjoint(block.element.iter()))]
    near = {block.index + step for block in found for step in (-1, 0, 1)}
    headline = page.view(story).headline
    return frozenset((*found, *(block for block in every if block.index in near and not is_prose(block) and block is not headline)))


def shown(page: Page, layer: Recognised) -> tuple[Block, ...]:
    """The lines in which readers see an originator named as such: its credits, and short lines above and below the story with its name."""
    names, told = names_of(layer.originator), page.view(zones)
    found = {one.block: None for one in layer.visible if one.block and names_in(names, one.block.text)}
    if layer.originator.kind == "licence":  # whoever is credited under it
        found |= {credit.block: None for credit in page.view(credits) if credit.counts and credit.name and credit.block}
    for place in page.view(places):
        block = place.block
        if is_prose(block) or block in found or block is page.view(story).headline or told.is_photos(block):
            continue
        if names_in(names, block.text):
            found[block] = None
    return tuple(sorted(found, key=lambda block: block.index))


def names_in(names: Iterable[str], text: str) -> bool:
    """Whether one of some folded names stands in a text."""
    told = fold(text)
    return any(stands_in(name, told) for name in names)


def fitting(page: Page, phrases: Phrases) -> Iterator[Block]:
    """The lines beside the story, and its first and last paragraphs, that have one of some phrases."""
    return (place.block for place in page.view(places) if phrases.find(place.block.text))


def links_to(page: Page, originator: Originator) -> tuple[Spotted, ...]:
    """The links to an originator's site that may be the required one: in lines above and below the story, in its first and its last
    paragraph, and wherever one leads to the very story. Links amid the text lead to anything."""
    prose = page.view(text_blocks)
    edges = {prose[0], prose[-1]} if prose else set()
    credited = {one.block for layer in page.view(recognised) for one in layer.evidence}
    first, last = (prose[0].index, prose[-1].index) if prose else (0, 0)
    around = {place.block for place in page.view(places) if not (is_prose(place.block) or first < place.block.index < last)}
    near = around | edges | credited
    own = stories_of(page, originator)
    found = []
    for block in {block.index: block for block in (*page.view(story).blocks, *near) if block}.values():
        for link in block.links:
            href = (link.get("href") or "").strip()
            if not is_at(originator, href) or not is_seen(link):
                continue
            if block in near or ((article := article_of(originator, href)) and own and same_story(own, article)):
                found.append(Spotted(link, href, block))
    return tuple(sorted(found, key=lambda one: one.block.index))


def is_at(originator: Originator, address: str) -> bool:
    """Whether an address is on an originator's site."""
    host = host_of(address)
    return any(host == own or host.endswith(f".{own}") for own in originator.hosts)


def is_seen(link: Element) -> bool:
    """Whether readers see a link: it has words or a picture, and nothing around it hides it."""
    if not text_of(link) and next(link.iter("img"), None) is None:
        return False
    for above in (link, *link.iterancestors()):
        style = (above.get("style") or "").replace(" ", "").lower()
        if above.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style:
            return False
    return True


def stories_of(page: Page, originator: Originator) -> dict[str, str]:
    """What names the story in the originator's canonical link or counter on the page: {} where nothing does."""
    for link in page.view(head).canonicals():
        href = link.get("href") or ""
        if is_at(originator, href) and (article := article_of(originator, href)):
            return dict(article)
    for carrier in page.view(carriers):
        for pattern in patterns(originator):
            if found := pattern.match(carrier.address):
                return {name: told for name, told in found.groupdict().items() if told}
    return {}


def same_story(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether what names a story is the same in two addresses, as far as both say it."""
    return all(one[name] == other[name] for name in one.keys() & other.keys())
