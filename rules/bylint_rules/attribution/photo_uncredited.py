"""An image of the story names nobody who made it.

Photographers and agencies license each picture by itself, and the licence of the text rarely covers it:
most republishing terms leave images out or allow them with their credit only. A picture that lost its
credit on the way cannot be checked by anybody, and the claim, when it comes, goes to whoever published it.

Put the photographer and the agency in the caption (“Photo: Ada Quay/Reuters”), or in the picture's
metadata as `creditText` or `copyrightNotice`. This rule is off unless you turn it on: many sites credit
pictures on a page of their own.

Sources: https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata,
https://iptc.org/standards/photo-metadata/iptc-standard/ (Credit Line).
"""

import re
from collections.abc import Iterator
from typing import Any

from bylint import Element, Page, Problem, rule
from bylint.lexicon import AGENCIES, Words
from bylint.pattern import lazy
from bylint.views.blocks import Block, blocks, within
from bylint.views.claims import claims
from bylint.views.json_ld import json_ld
from bylint.views.language import hints, words
from bylint.views.story import story

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
# Schema.org's and IPTC's words for who made a picture, as properties of an ImageObject or of the markup.
PROPERTIES = ("creditText", "copyrightNotice", "creator", "author", "copyrightHolder", "copyright", "credit", "photographer")
CREDIT = lazy(r"credit|photographer|copyright|byline|author|creator|source", re.I)
# “(Ada Quay/Reuters)”, “© Ada Quay”, “Ada Quay via AP”, “Ada Quay | Reuters”
MADE_BY = lazy(r"©|\(c\)|\bvia\s+\w|[^\W\d_]{2}\s?[/|]\s?[^\W\d_]{2}|getty|shutterstock|unsplash|wikimedia|flickr|istock|alamy", re.I)
# Icons and avatars: no wider than that, in pixels.
SMALL = 120


@rule(
    "attribution/photo-uncredited",
    severity="info",
    republished=True,
    bad=(f"<article><h1>Ferry back</h1>{PROSE}<figure><img src=ferry.jpg><figcaption>The ferry.</figcaption></figure>{PROSE}</article>",),
    good=(
        f"<article><h1>Ferry back</h1>{PROSE}<figure><img src=ferry.jpg><figcaption>Photo: Ada Quay</figcaption></figure></article>",
        f"<article><h1>Ferry back</h1>{PROSE}<figure><img src=ferry.jpg data-credit='Ada Quay'></figure>{PROSE}</article>",
    ),
)
def photo_uncredited(page: Page) -> Iterator[Problem]:
    figures = list(page.view(story).article.iter("figure"))
    if not figures or _is_told(page):
        return
    inside = frozenset(page.view(story).elements)
    figures = [figure for figure in figures if figure in inside]
    said = page.view(words)
    for figure in figures:
        image = next((image for image in figure.iter("img") if not _is_small(image)), None)
        if image is not None and not _is_credited(page, said, figure):
            yield Problem(
                page.span_of(image),
                "Nothing says who made this picture, and its licence is rarely the story's. Name photographer and agency in the caption.",
            )


def _is_credited(page: Page, said: Words, figure: Element) -> bool:
    """Whether a figure, or the line right behind it, says who made its image."""
    held = within(page, figure)
    every = page.view(blocks)
    after = every[held[-1].index + 1 : held[-1].index + 2] if held else ()
    if any(_credits(page, said, block) for block in held) or any(said["photo-credit"].begins(block.text) for block in after):
        return True
    marks = [mark for element in figure.iter("*") for mark in element.items() if mark[0] != "src"]
    return any(CREDIT.search(name) or (name in ("class", "itemprop") and CREDIT.search(value)) for name, value in marks)


def _credits(page: Page, said: Words, block: Block) -> bool:
    """Whether a block of a figure says who made the image."""
    may, text = page.view(hints).of(block), block.text
    if "photo-credit" in may and (said["photo-credit"].begins(text) or said["photo-credit"].find(text)):
        return True
    return MADE_BY.search(text) is not None or (AGENCIES in may and said.agency(text) is not None)


def _is_told(page: Page) -> bool:
    """Whether the metadata credits the story's images."""
    ld = page.view(json_ld)
    told = [(node.value, node.place) for node in ld.nodes if "ImageObject" in node.types]
    for article in page.view(claims).articles:
        told += [(image, at) for image, at in ld.items(article.value.get("image"), article.place / "image") if isinstance(image, dict)]
    return any(_says(image.get(name)) for image, _ in told for name in PROPERTIES)


def _says(value: Any) -> bool:
    return bool(value) and value is not True


def _is_small(image: Element) -> bool:
    width = image.get("width") or ""
    return width.isdigit() and int(width) <= SMALL
