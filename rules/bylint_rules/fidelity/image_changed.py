"""An image is not the original's.

The picture is part of what the author tells, and a picture of another place or person under the same words is a false report. Put
the original's picture back where it is licensed, or leave the place without one.

Copies keep pictures under names of their own, so two are told apart only where both are described, by a caption or an `alt`, and
the descriptions have next to nothing in common. A picture that was only left out, which licences of pictures often
ask for, is told of with `missing`.

Source: https://www.propublica.org/steal-our-stories (pictures are licensed apart from the text).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Page, Piece, Problem, Related, option, quote, rule
from bylint_rules.fidelity.text_changed import LONG, STORY
from bylint_rules.views.comparison import comparison
from bylint_rules.views.pictures import Picture, alike, pictures

TEXT = STORY.format(LONG.format("six"), "cost")
SHOWN = TEXT.replace("</h1>", "</h1><figure><img src={} alt=''><figcaption>{}</figcaption></figure>")
FERRY = SHOWN.format("ferry.jpg", "The ferry at the pier of Northisle on Friday evening")


@dataclass(frozen=True)
class ImageOptions:
    """What counts as a change."""

    missing: bool = option(False, "Tell of pictures of the original too that are not in the copy at all.")


@rule(
    "fidelity/image-changed",
    severity="warning",
    options=ImageOptions,
    bad=((FERRY, SHOWN.format("x.jpg", "Wheat is harvested near Hill Farm in a dry summer")),),
    good=(
        (FERRY, SHOWN.format("cdn/8812.jpg", "The ferry at Northisle's pier, Friday evening")),
        (FERRY, SHOWN.format("x.jpg", "")),
        (FERRY, TEXT),
    ),
    republished=True,
    compares=comparison,
)
def image_changed(page: Page, options: ImageOptions) -> Iterator[Problem]:
    compared = page.view(comparison)
    if compared is None or not compared.one_story:
        return
    theirs = compared.theirs.page
    old, new = list(theirs.view(pictures)), list(page.view(pictures))
    for picture in list(old):
        if same := next((other for other in new if alike(picture, other)), None):
            old.remove(picture)
            new.remove(same)
    described = [picture for picture in new if picture.described]
    for picture in old:
        if picture.described and described:
            other = described.pop(0)
            yield Problem(
                page.span_of(other.image),
                f"This picture shows {quote(other.text)}, and the original's shows {quote(picture.text)}. "
                "Put the original's back where it is licensed, or leave the place without one.",
                related=(Related(theirs.span_of(picture.image), "the original's picture", theirs.source),),
                difference=(Piece("removed", _named(picture)), Piece("added", _named(other))),
            )
        elif options.missing and not new:
            yield Problem(
                compared.ours.span(0, 0),
                f"The original's picture {quote(picture.text or picture.name)} is not here. Put it back where it is licensed.",
                related=(Related(theirs.span_of(picture.image), "the original's picture", theirs.source),),
                difference=(Piece("removed", _named(picture)),),
            )


def _named(picture: Picture) -> str:
    return f"{picture.text} ({picture.name})" if picture.text else picture.name
