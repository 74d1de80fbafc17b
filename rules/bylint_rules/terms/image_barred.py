"""A picture came along that the originator's terms do not give away.

Newsrooms license most of their pictures from agencies and stock, for themselves alone: the text may be
free and the picture above it cost money. Some give none of theirs away, some those that are their own,
some all but what the caption marks. The claim, when it comes, goes to whoever published the copy.

Take the picture out, or keep it where you have a licence of your own for it.

Sources: the originators' own pages, as each message names them.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bylint import Page, Problem, quote, rule
from bylint.lexicon import fold
from bylint.originators import Demand
from bylint.views.blocks import within
from bylint.views.images import Image, images
from bylint.views.language import words
from bylint.views.story import story
from bylint_rules.views.home import host_of
from bylint_rules.views.pixels import bare_address
from bylint_rules.views.recognised import Recognised, names_of
from bylint_rules.views.spots import names_in
from bylint_rules.views.terms import MET, Verdict, breach, breaches

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = "<p>This article is republished from <a href='https://theconversation.com/ferry-270911'>The Conversation</a>.</p>"
FIGURE = "<figure><img src=ferry.jpg width=800><figcaption>{}</figcaption></figure>"
STOCK = re.compile(r"\b(?:getty|shutterstock|i?stock|alamy|adobe stock|ap photo|ap images|reuters|afp|epa|depositphotos)\b", re.I)
# How long a caption may be, how far around a picture it may stand, and how wide icons are, in pixels.
CAPTION, AROUND, ICON = 500, 2, 60


class Pictured(NamedTuple):
    """A picture of the story, and what stands with it."""

    image: Image
    caption: str


@rule(
    "terms/image-barred",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back</h1>{CREDIT}{PROSE}{FIGURE.format('The ferry. Ada Quay/Shutterstock')}{PROSE * 2}</article>",),
    good=(f"<article><h1>Ferry back</h1>{CREDIT}{PROSE}{FIGURE.format('The ferry. Photo: Ada Quay')}{PROSE * 2}</article>",),
)
def image_barred(page: Page) -> Iterator[Problem]:
    return breaches(page, "image-barred", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Met where no picture is one that is surely barred: one from the originator's own site, or with a telling caption."""
    reasons = [(pictured, why) for pictured in page.view(pictures) if (why := _barred(page, layer, demand, pictured))]
    told = [
        breach(
            page.span_of(pictured.image),
            layer.originator,
            demand,
            (why, "such pictures left out", "Take the picture out, unless you have a licence of your own for it"),
        )
        for pictured, why in reasons
    ]
    return Verdict("broken", told[0].span, tuple(told)) if told else MET


def pictures(page: Page) -> tuple[Pictured, ...]:
    """A view: the pictures of the story with their captions."""
    inside = frozenset(page.view(story).elements)
    return tuple(Pictured(image, _caption(page, image)) for image in page.view(images) if image.element in inside and not _is_small(image))


def _barred(page: Page, layer: Recognised, demand: Demand, pictured: Pictured) -> str:
    """Why a picture is barred, as the beginning of a message, "" where that is not sure."""
    names, caption = names_of(layer.originator), pictured.caption
    theirs = any(_is_below(host, own) for host in _hosts(pictured.image) for own in layer.originator.hosts)
    if demand.which == "marked":
        told = fold(caption)
        mark = next((mark for mark in demand.marks if _has(told, fold(mark))), "")
        return f"The caption marks this picture as {quote(mark)}" if mark else ""
    if demand.which == "all":
        credited = names_in(names, caption)
        return f"This picture is {layer.originator.name}'s" if theirs or credited else ""
    others = STOCK.search(caption) is not None or page.view(words).agency(caption) is not None
    if others and not names_in(names, caption):
        return f"This picture is somebody else's, {quote(caption, 50)}"
    return ""


def _has(text: str, mark: str) -> bool:
    if not mark[:1].isalnum():
        return mark in text
    return re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text) is not None


def _hosts(image: Image) -> Iterator[str]:
    for address in (image.src, image.lazy):
        yield host_of(address)
        # Services that keep copies of pictures have the address in theirs.
        yield bare_address(address).partition("/")[2].partition("/")[0].lower()


def _is_below(host: str, own: str) -> bool:
    return host == own or host.endswith(f".{own}")


def _caption(page: Page, image: Image) -> str:
    for above in islice(image.element.iterancestors(), AROUND + 1):
        if told := within(page, above):
            text = " ".join(block.text for block in told)
            return text if len(text) <= CAPTION and above.tag not in ("article", "body") else ""
    return ""


def _is_small(image: Image) -> bool:
    return any((size := (image.element.get(side) or "").removesuffix("px")).isdigit() and int(size) <= ICON for side in ("width", "height"))
