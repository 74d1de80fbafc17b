"""What stands around each block: the boxes that hold it, from its own up to those that hold the story."""

import re
from itertools import accumulate
from typing import NamedTuple

from bylint import Element, Page
from bylint.lexicon import Words
from bylint.views.blocks import Block, Outline, outline
from bylint.views.language import words
from bylint.views.story import HEADINGS, Story, is_prose, story
from bylint_rules.views.naming import named

# The kinds of box that hold nothing of the story.
LEFTOVERS = ("comments", "share", "promo", "tags", "related", "consent")
# The first block of a box says what the box is.
LABELS = (("share", "share"), ("tags", "tags"), ("related", "related"), ("comment-form", "comments"))
# A box with more of the story's prose than this, or with more paragraphs, holds the story.
PROSE_SHARE, PARAGRAPHS = 0.2, 3
# A linked text, a box of links, a box in which links are a good part.
LINKED, LINKS, SOME_LINKS = 0.75, 0.5, 0.3
# Other stories stand in grids of this many blocks, with this many headings or this many blocks of links.
# Headlines have more letters than names of tags have.
GRID, MOST, GRID_HEADINGS, GRID_LINKS, GRID_LETTERS, CROWD = 6, 60, 4, 8, 20, 16
# A form with more blocks is one that a server wraps around the whole page.
FORM = 40
SHARE_LINK = re.compile(
    r"""facebook\.com/(?:share|dialog)|(?:twitter|//x)\.com/(?:intent|share|home\?status)|wa\.me/\?|whatsapp:|api\.whatsapp|t\.me/share|tg://|telegram\.me/share
    |linkedin\.com/(?:share|cws|sharing)|pinterest\.[a-z.]+/pin/create|reddit\.com/submit|vk(?:ontakte)?\.(?:com|ru)/share|connect\.ok\.ru|line\.(?:me|naver)/
    |b\.hatena|tumblr\.com/(?:share|widgets)|mailto:\?|flipboard\.com/bookmarklet|bsky\.app/intent|threads\.net/intent|viber:|service\.weibo|sharer
    |javascript:(?:window\.)?print|fb-messenger:|sms:\?|[?&]share=""",
    re.I | re.X,
)
TAG_LINK = re.compile(
    r"""/(?:tags?|topics?|themen?|temas?|category|categories|categorias?|categorie|kategorien?|keywords?|schlagwort|etiquetas?|label|hashtag|sujets?
    |argomenti|rubrik|mot-cle)s?[/?=]|[?&](?:tags?|cat)=""",
    re.I | re.X,
)


class Around(NamedTuple):
    """The boxes around something, from its own element up to, not including, the first that holds the story's body.

    `height` is how many elements above the body that one stands (0: the body itself); `kinds` what
    each box is, the innermost first; `tags` their elements' names; `boxes` they themselves; `grid`
    whether one is a grid of other stories; `most` how many blocks the largest box of leftovers holds.
    """

    height: int
    kinds: tuple[str, ...]
    tags: frozenset[str]
    boxes: tuple[Element, ...]
    grid: bool
    most: int

    @property
    def leftovers(self) -> tuple[str, ...]:
        """The kinds of those boxes that hold nothing of the story."""
        return tuple(kind for kind in self.kinds if kind in LEFTOVERS)


class Surroundings:
    """What stands around the blocks of a page. Answers are kept: neighbours share their boxes."""

    def __init__(self, page: Page) -> None:
        self.story: Story = page.view(story)
        self.words: Words = page.view(words)
        self.outline: Outline = page.view(outline)
        body = self.story.body
        self.chain = {element: height for height, element in enumerate((body, *body.iterancestors()))}
        self.height = self.chain.get(self.story.article, 0)
        headline = self.story.headline
        self.heads = frozenset() if headline is None else frozenset((headline.element, *headline.element.iterancestors()))
        self.sums = _Sums(self.outline.blocks)
        self.prose = sum(block.weight for block in self.story.prose) or 1
        self.known: dict[Element, Around] = {}

    def around(self, element: Element) -> Around:
        """What stands around an element, itself included."""
        known = self.known.get(element)
        if known is not None:
            return known
        path = []
        while element not in self.known and element not in self.chain:
            path.append(element)
            parent = element.getparent()
            if parent is None:
                break
            element = parent
        found = self.known.get(element) or Around(self.chain.get(element, len(self.chain)), (), frozenset(), (), False, 0)
        for element in reversed(path):
            first, last = self.outline.extents.get(element, (0, 0))
            kind = self.kind(element, first, last)
            found = Around(
                found.height,
                (kind, *found.kinds),
                found.tags | {element.tag} if element.tag != "form" or last - first <= FORM else found.tags,
                (element, *found.boxes),
                found.grid or self.is_grid(kind, first, last),
                max(found.most, last - first if kind in LEFTOVERS else 0),
            )
            self.known[element] = found
        return found

    def kind(self, element: Element, first: int, last: int) -> str:
        """What a box is: a kind of leftover, "person", "stamp", "site", "story" or ""."""
        if element in self.heads:
            return "story"
        sums = self.sums
        if sums.prose[last] - sums.prose[first] > PROSE_SHARE * self.prose or sums.paragraphs[last] - sums.paragraphs[first] > PARAGRAPHS:
            return "story"
        names = named(element)
        if names:
            if "person" in names and not names & {"related", "comments"}:
                return "person"
            for kind in LEFTOVERS:
                if kind in names and not (kind == "consent" and "image" in names) and not (kind == "share" and "stamp" in names):
                    return kind
            for kind in ("stamp", "site"):
                if kind in names:
                    return kind
        if element.tag == "form" and last - first <= FORM:
            return "comments" if next(element.iter("textarea"), None) is not None else "promo"
        number = last - first
        if number < 1:
            return ""
        linked, length = sums.linked[last] - sums.linked[first], sums.length[last] - sums.length[first]
        if element.tag in ("nav", "aside") and linked > SOME_LINKS * length:
            return "related"
        return self.kind_of_list(element, first, last) if number > 1 else ""

    def kind_of_list(self, element: Element, first: int, last: int) -> str:
        """What a box without a telling name is, by its first block or by its links."""
        sums, blocks = self.sums, self.outline.blocks
        if not sums.paragraphs[last] - sums.paragraphs[first]:
            opening = blocks[first]
            for category, kind in LABELS if len(opening.text) <= 40 else ():
                if self.words[category].whole(opening.text):
                    return kind
        if sums.links[last] - sums.links[first] < last - first:
            return ""
        if 2 * (sums.shares[last] - sums.shares[first]) >= last - first:
            return "share"
        addresses = [link.get("href") or "" for block in blocks[first:last] for link in block.links[:1]]
        if 2 * sum(TAG_LINK.search(address) is not None for address in addresses) >= last - first:
            return "tags"
        return "related" if element.tag in ("ul", "ol") else ""

    def is_grid(self, kind: str, first: int, last: int) -> bool:
        """Whether a box holds other stories: many blocks, with headings or mostly of links."""
        sums = self.sums
        if not GRID <= last - first <= MOST or kind not in ("related", "promo", "consent", ""):
            return False
        if 2 * (sums.shares[last] - sums.shares[first]) >= last - first:
            return False
        if sums.headings[last] - sums.headings[first] >= GRID_HEADINGS:
            return True
        linked, length = sums.linked[last] - sums.linked[first], sums.length[last] - sums.length[first]
        return linked > LINKS * length and (last - first >= CROWD or (last - first >= GRID_LINKS and linked > GRID_LETTERS * (last - first)))


class _Sums:
    """Running sums over the blocks: those of a box are the difference of two."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        paragraphs = [is_prose(block) and block.link_density < SOME_LINKS for block in blocks]
        self.paragraphs = _running(paragraphs)
        self.prose = _running([block.weight if prose else 0 for block, prose in zip(blocks, paragraphs, strict=True)])
        self.linked = _running([block.linked for block in blocks])
        self.length = _running([len(block.text) for block in blocks])
        self.links = _running([block.link_density > LINKED for block in blocks])
        self.shares = _running([any(SHARE_LINK.search(link.get("href") or "") for link in block.links[:3]) for block in blocks])
        self.headings = _running([block.element.tag in HEADINGS or any(link.tag in HEADINGS for link in block.links) for block in blocks])


def _running(values: list[int]) -> list[int]:
    return [0, *accumulate(values)]
