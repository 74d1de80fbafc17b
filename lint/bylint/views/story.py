"""The page's main story: from its headline to its last paragraph and what is attached to its end.

Structure decides, not words: where the prose is, which element holds it, where the headline stands.
Names of classes only break ties, and say what is no story (navigation, comments, sidebars).
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from operator import add

from lxml import etree

from bylint.markup import Element
from bylint.page import Page
from bylint.span import Span
from bylint.views.blocks import Block, blocks, within
from bylint.views.chrome import is_chrome
from bylint.views.marked import marked

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# A block counts as prose from this weight on, if not more than that share of it is linked.
PROSE, LINKED = 80, 0.5
# The share of the prose that an element must hold to be the story's body, rather than its parent.
MOST = 0.65
# A paragraph alone in its element counts as much less.
SINGLE = 3
CELLS = frozenset(("p", "li", "td", "th", "dd"))
# An element that holds more of the page's prose than this is not chrome, whatever its class says.
CHROME_MOST = 0.5


@dataclass(frozen=True, eq=False)
class Story:
    """The story of a page.

    `headline` is its block, None where none was found. `body` is the element that holds the
    paragraphs, `article` the one that holds headline, body and what is attached. `blocks` is the run
    in the order of the page, headline first; `elements` are those of the run, from behind the headline.
    `others` are the outermost elements of the article that belong to the site or to other stories.
    """

    headline: Block | None
    body: Element
    article: Element
    blocks: tuple[Block, ...]
    elements: tuple[Element, ...]
    others: tuple[Element, ...]

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """The paragraphs."""
        return tuple(block for block in self.blocks if is_prose(block))

    def locate(self, page: Page) -> Span:
        """From the headline to the end of what is attached."""
        if not self.blocks:
            return page.span_of(self.body)
        return Span(self.blocks[0].locate(page).start, self.blocks[-1].locate(page).end)


def story(page: Page) -> Story:
    """The main story. On a page without prose it is the body, with all its blocks."""
    return _Finder(page).story()


def is_prose(block: Block) -> bool:
    """Whether a block reads like a paragraph: long enough, and not made of links."""
    return block.weight >= PROSE and not (block.linked and block.link_density > LINKED) and block.element.tag not in HEADINGS


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.all = page.view(blocks)
        self.chrome: dict[Element, bool] = {}
        prose = [block for block in self.all if is_prose(block)]
        self.weigh(prose)
        kept = [block for block in prose if not self.in_chrome(block.element)]
        if len(kept) < len(prose):
            self.weigh(kept)

    def weigh(self, prose: list[Block]) -> None:
        self.weights = _weights(prose)
        self.most = CHROME_MOST * self.weights.get(self.page.root, 0)

    def story(self) -> Story:
        chosen = self.chosen()
        body = self.body() if chosen is None else chosen
        paragraphs = [block for block in self.all_in(body) if is_prose(block)]
        headline = self.headline(paragraphs[0] if paragraphs else None)
        if chosen is None and headline is not None:
            body = self.nearer(body, headline)
        article = self.article(body, headline) if chosen is None else chosen
        inside, others = self.parts(body, article, headline)
        held = set(inside)
        if headline is None or not _holds(article, headline.element):
            run = [block for block in self.all if block.element in held and block is not headline]
        else:
            run = [block for block in self.all[headline.index + 1 :] if block.element in held]
            inside = inside[inside.index(headline.element) + 1 :]
        return Story(headline, body, article, tuple(run if headline is None else [headline, *run]), tuple(inside), tuple(others))

    def chosen(self) -> Element | None:
        """The element that the config names."""
        css = self.page.settings.story
        found = self.page.select(css) if css else []
        return found[0] if found else None

    def body(self) -> Element:
        """The smallest element that holds most of the prose."""
        weights, node = self.weights, self.page.root
        while True:
            heaviest = max((child for child in node if child in weights), key=weights.__getitem__, default=None)
            if heaviest is None or weights[heaviest] < MOST * weights.get(node, 0) or heaviest.tag in CELLS:
                return node
            node = heaviest

    def nearer(self, body: Element, headline: Block) -> Element:
        """The element with the first paragraphs behind the headline, where the body begins only after them."""
        first = next((block for block in self.all[headline.index :] if is_prose(block) and not self.in_chrome(block.element)), None)
        parent = None if first is None else first.element.getparent()
        if parent is None or _holds(body, parent) or sum(is_prose(block) for block in within(self.page, parent)) < 2:
            return body
        return parent

    def all_in(self, element: Element) -> list[Block]:
        return list(within(self.page, element))

    def in_chrome(self, element: Element | None) -> bool:
        """Whether an element belongs to the site rather than to the story."""
        path = []
        while element is not None and element not in self.chrome:
            path.append(element)
            element = element.getparent()
        known = self.chrome[element] if element is not None else False
        for element in reversed(path):
            known = known or (self.weights.get(element, 0) < self.most and is_chrome(element))
            self.chrome[element] = known
        return known

    def headline(self, first: Block | None) -> Block | None:
        """The heading that says what the page's title says; among equals the last before the prose."""
        titles = [letters(title) for title in set(_titles(self.page))]
        said = {element for element in self.page.view(marked).properties if "headline" in (element.get("itemprop") or "").split()}
        best, best_score = None, 0.0
        for block in self.all:
            if first is not None and block.index > first.index and best is not None:
                break
            if not (block.element.tag in HEADINGS or block.element in said):
                continue
            told = letters(block.text)
            score = max((alike(told, title) for title in titles), default=0.0)
            score += 0.3 if block.element.tag == "h1" else 0.0
            score += 0.2 if block.element in said else 0.0
            if score >= best_score and score > 0.29:
                best, best_score = block, score
        return best

    def article(self, body: Element, headline: Block | None) -> Element:
        """The element that holds headline, body and what is attached: the nearest `article` with
        both, else the smallest that holds both and little other prose."""
        if self.page.fragment:
            return self.page.root
        above = [body, *body.iterancestors()]
        for element in above:
            if element.tag == "article" and (headline is None or _holds(element, headline.element)):
                return element
        if headline is None:
            return body
        return next((element for element in above if _holds(element, headline.element)), body)

    def parts(self, body: Element, article: Element, headline: Block | None) -> tuple[list[Element], list[Element]]:
        """The elements of the article, and the outermost that belong to the site or to another story, which are left out of the first."""
        spared = {body, *body.iterancestors()}
        if headline is not None:
            spared.update((headline.element, *headline.element.iterancestors()))
        inside: list[Element] = []
        others: list[Element] = []
        walk = etree.iterwalk(article, events=("start",))  # without comments
        for _, element in walk:
            if element is body:
                inside += body.iter(etree.Element)
                walk.skip_subtree()
            # What an `article` holds is the story's own by its markup; what another element holds may be anybody's.
            elif element not in spared and (element.tag == "article" or (article.tag != "article" and self.in_chrome(element))):
                others.append(element)
                walk.skip_subtree()
            else:
                inside.append(element)
        return inside, others


def _holds(element: Element, other: Element) -> bool:
    return element is other or any(above is element for above in other.iterancestors())


def _weights(prose: list[Block]) -> dict[Element, int]:
    """How much prose each element holds."""
    weights: dict[Element, int] = {}  # each element behind its parent
    above = [block.element.getparent() for block in prose]
    together = Counter(above)
    for block, parent in zip(prose, above, strict=True):
        path: list[Element] = []
        element = block.element
        while element is not None and element not in weights:
            path.append(element)
            element = element.getparent()
        weights.update(dict.fromkeys(reversed(path), 0))
        # Teasers of other stories hold one paragraph each.
        weights[block.element] += min(block.weight, 1000) // (1 if together[parent] > 1 else SINGLE)
    for element in reversed(weights):
        if (parent := element.getparent()) is not None:
            weights[parent] += weights[element]
    return weights


def _titles(page: Page) -> list[str]:
    tags = page.view(marked).tags
    named = [meta for meta in tags["meta"] if meta.get("property") == "og:title" or meta.get("name") == "twitter:title"]
    return [*(title.text for title in tags["title"] if title.text), *(meta.get("content") or "" for meta in named)]


def letters(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters: works in scripts with and without spaces."""
    kept = "".join(filter(str.isalnum, text.lower()))
    return frozenset(map(add, kept, kept[1:]))


def alike(text: frozenset[str], title: frozenset[str]) -> float:
    """How much of the text is in the title and of the title in the text, 0 to 1."""
    return 2 * len(text & title) / (len(text) + len(title)) if text and title else 0.0
