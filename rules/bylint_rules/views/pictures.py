"""The pictures of a story: what each is called, and what it is said to show."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from bylint import Page
from bylint.pattern import lazy
from bylint.views.address import split
from bylint.views.blocks import within
from bylint.views.images import Image, images
from bylint.views.story import alike as resemblance
from bylint.views.story import letters, story
from bylint_rules.views.leftovers import end

# What systems put behind the name of a picture for its size.
SIZE = lazy(r"(?:[-_.]\d{2,4}x\d{2,4}|[-_]\d{2,4}w|[-_]scaled|@\dx|[-_](?:small|medium|large|thumb|thumbnail|crop))+$")
# No picture of a story is smaller, in pixels: icons and counters are.
SMALLEST = 80
# So many letters describe something, and descriptions are of one thing from this resemblance on, and not of one below it.
DESCRIBES, ALIKE = 15, 0.35


class Picture(NamedTuple):
    """`name` is the file's, without folders and size; `text` the caption or else the `alt`, "" where there is none."""

    image: Image
    name: str
    text: str

    @property
    def described(self) -> bool:
        return len(self.text) >= DESCRIBES


def pictures(page: Page) -> tuple[Picture, ...]:
    """A view: the pictures of the story, in the order of the page."""
    return tuple(_pictures(page))


def alike(one: Picture, other: Picture) -> bool:
    """Whether two may be one picture: the same name, or descriptions that resemble each other."""
    if one.name and one.name == other.name:
        return True
    return bool(one.text and other.text) and resemblance(letters(one.text), letters(other.text)) >= ALIKE


def _pictures(page: Page) -> Iterator[Picture]:
    found = page.view(story)
    inside = {found.article, *found.article.iter()}
    for other in found.others:
        inside.difference_update(other.iter())
    last = page.view(end)
    for image in page.view(images):
        if image.element not in inside or _small(image):
            continue
        after = within(page, image.element)
        if after and after[0].index > last:
            continue
        name = _name(image.lazy or image.src)
        yield Picture(image, name, _caption(page, image) or " ".join(image.alt.split()))


def _small(image: Image) -> bool:
    return any((size := image.element.get(side) or "").isdecimal() and int(size) < SMALLEST for side in ("width", "height"))


def _name(src: str) -> str:
    parts = split(src.partition(" ")[0])
    if parts is None or parts.scheme == "data":
        return ""
    stem = unquote(parts.path).rpartition("/")[2].rpartition(".")[0].casefold()
    return SIZE.sub("", stem)


def _caption(page: Page, image: Image) -> str:
    figure = next((above for above in islice(image.element.iterancestors(), 4) if above.tag == "figure"), None)
    captions = [] if figure is None else list(figure.iter("figcaption"))
    return " ".join(block.text for caption in captions[:1] for block in within(page, caption))
