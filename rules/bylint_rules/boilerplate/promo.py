"""A pitch of the first publisher stands in the story.

“Sign up for our newsletter”, “Follow us on …”, “Download our app”, “Support our journalism”: the
invitation speaks for another site, leads readers away from yours, and often collects their addresses
for it. A sentence of the story that mentions a newsletter is not meant: the pitch is a short block
that speaks to the reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Page, Problem, option, quote, rule
from bylint.fix import remove_block
from bylint.views.language import words
from bylint.views.story import HEADINGS, story

# A pitch that is not linked begins a sentence of its own; one in quotation marks is somebody's words.
SPOKEN = re.compile(r"(?:^|[.!?:…|•–—-])\s*$")


@dataclass(frozen=True)
class PromoOptions:
    """What is still a pitch."""

    letters: int = option(250, "The length up to which a block can be a pitch, in letters; an ideograph counts as three.", minimum=20)


@rule(
    "boilerplate/promo",
    severity="warning",
    options=PromoOptions,
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<p><a href='/mail'>Sign up for our newsletter</a> and never miss a sailing.</p></article>",
    ),
    good=(
        "<article><p>“Sign up for our newsletter,” said the sign in the window, and nobody did.</p></article>",
        "<article><h1>Ministers sign up for our newsletter, says harbour office</h1>"
        "<p>The harbour office, which had asked passengers to write in, said that the newsletter would tell them when the ferry sails "
        "again, and that the island council had agreed to pay for the stamps until the end of the year.</p></article>",
    ),
)
def promo(page: Page, options: PromoOptions) -> Iterator[Problem]:
    pitches = page.view(words)["promo"]
    found = page.view(story)
    for block in found.blocks:
        if block is found.headline or block.weight > options.letters or block.element.tag == "h1":
            continue
        pitch = pitches.find(block.text)
        if not pitch or (block.element.tag in HEADINGS and _followed_by_prose(page, block.index)):
            continue
        if block.linked or SPOKEN.search(block.text[: pitch.start]):
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} speaks for another publisher and leads readers away from the story. Delete it.",
                remove_block(page, block),
            )


def _followed_by_prose(page: Page, index: int) -> bool:
    """Whether the block is a subheading of the story: the next one is a paragraph."""
    return any(block.index == index + 1 for block in page.view(story).prose)
