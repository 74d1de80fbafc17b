"""What the boxes around each block are, from its own element up to those that hold the story."""

from typing import NamedTuple

from bylint import Element, Page
from bylint.views.blocks import outline
from bylint.views.story import HEADINGS, story
from bylint_rules.views.box_kinds import Kinds
from bylint_rules.views.limits import limits
from bylint_rules.views.naming import LEFTOVERS

# Elements of which it tells something that a block stands in one.
CONTROLS = frozenset(("button", "label", "select", "option", "textarea", "legend"))
UNFOLDED = HEADINGS | {"summary", "figcaption"}
QUOTED = frozenset(("blockquote", "table", "tr", "td", "th"))
# Parts of the site in which leftovers are the site's.
PARTS = frozenset(("footer", "nav", "header"))
TAGS = CONTROLS | UNFOLDED | QUOTED | PARTS | {"figure", "form"}


class Around(NamedTuple):
    """What the boxes around something tell, from its own element up to, not including, the first that holds the story's body.

    `height` is how many elements above the body that one stands (0: the body itself); `leftovers` are
    the kinds of those boxes that hold nothing of the story, the innermost first, `comments` those of
    them that hold comments; `site` says whether one is the site's; `reader` whether one is what a
    reader wrote ("reader" by its id, "readers" by the row it stands in, else ""); `tags` are their
    names, as far as these are of TAGS; `grid` says whether one is a grid of other stories, `most` how
    many blocks the largest box of leftovers holds.
    """

    height: int
    leftovers: tuple[str, ...] = ()
    comments: tuple[Element, ...] = ()
    site: bool = False
    reader: str = ""
    tags: frozenset[str] = frozenset()
    grid: bool = False
    most: int = 0


def boxes(page: Page) -> "Boxes":
    return Boxes(page)


class Boxes:
    """Answers what stands around an element, and keeps the answers: neighbours share their boxes."""

    def __init__(self, page: Page) -> None:
        self.limits = page.view(limits)
        self.extents = page.view(outline).extents
        body = page.view(story).body
        self.chain = {element: height for height, element in enumerate((body, *body.iterancestors()))}
        self.known = {element: Around(height) for element, height in self.chain.items()}
        self.kinds = Kinds(page)
        self.telling: dict[Element | None, str] = {}

    def around(self, element: Element) -> Around:
        """The boxes around an element, itself the first."""
        if known := self.known.get(element):
            return known
        path: list[Element] = []
        above: Element | None = element
        while above is not None and above not in self.known:
            path.append(above)
            above = above.getparent()
        found = Around(len(self.chain)) if above is None else self.known[above]
        for inner in reversed(path):
            found = self.known[inner] = self.inside(inner, found)
        return found

    def nearest(self, element: Element) -> tuple[str, str]:
        """The kinds of an element and of its parent, "" for nothing in particular and for what holds the story's body."""
        self.around(element)
        return self.telling.get(element, ""), self.telling.get(element.getparent(), "")

    def outermost(self, element: Element) -> Element | None:
        """The largest box around an element, None where it holds the story's body itself."""
        found: Element | None = None
        above: Element | None = element
        while above is not None and above not in self.chain:
            found, above = above, above.getparent()
        return found

    def inside(self, element: Element, outer: Around) -> Around:
        """What stands around an element of which the parent's surroundings are known: most elements add nothing."""
        first, last = self.extents.get(element, (0, 0))
        size, tag = last - first, element.tag
        kind = self.kinds.of(element, first, last)
        if kind:
            self.telling[element] = kind
        # A form that a server wraps around the page, or under each reader's comment, is not one to write a comment.
        plain = tag == "form" and (outer.reader == "readers" or size > self.limits.form)
        tells = tag in TAGS and tag not in outer.tags and not plain
        grid = size > 1 and not outer.grid and self.kinds.is_grid(kind, first, last)
        leftover = kind in LEFTOVERS
        if not (tells or grid or leftover or kind in ("site", "reader", "readers")):
            return outer
        return Around(
            outer.height,
            (kind, *outer.leftovers) if leftover else outer.leftovers,
            (element, *outer.comments) if kind == "comments" else outer.comments,
            outer.site or kind == "site",
            outer.reader or (kind if kind in ("reader", "readers") else ""),
            outer.tags | {tag} if tells else outer.tags,
            outer.grid or grid,
            max(outer.most, size) if leftover else outer.most,
        )
