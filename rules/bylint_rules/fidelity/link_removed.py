"""A link of the original's text is not in the copy.

Links are the story's evidence: readers cannot look up what the author looked up. Most newsrooms that give their stories away
ask for all links to be kept. Link the same words to the same page.

Only links within text that stands in the copy count, and one that stands anywhere in the copy's story is there.

Source: https://www.propublica.org/steal-our-stories (all links are to be kept).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bylint import Page, Piece, Problem, Related, quote, rule
from bylint.problem import counted
from bylint_rules.fidelity.text_changed import LONG, STORY
from bylint_rules.views.allowed import allows
from bylint_rules.views.comparison import comparison

if TYPE_CHECKING:  # what compares is imported where it is used, see `comparison`
    from bylint_rules.views.text_links import TextLink

# From so many on, links of which none is left are told of together.
ALL = 4
MOST = 50
TEXT = STORY.format(LONG.format("six"), "cost")
LINKED = TEXT.replace("repairs in the yard", "<a href=https://wire.example/yard>repairs in the yard</a>")


@rule(
    "fidelity/link-removed",
    severity="warning",
    bad=((LINKED, TEXT), (LINKED, LINKED.replace("wire.example/yard", "shop.example/paint"))),
    good=((LINKED, LINKED.replace("https://wire.example/yard", '"http://www.wire.example/yard/?utm_source=copy"')),),
    republished=True,
    compares=comparison,
)
def link_removed(page: Page) -> Iterator[Problem]:
    compared = page.view(comparison)
    if compared is None or not compared.one_story or allows(page, "links"):
        return
    from bylint_rules.views.text_links import lost

    theirs = compared.theirs.page
    gone, kept = lost(compared)
    if len(gone) >= ALL and not kept:
        yield Problem(
            compared.ours.span(*gone[0].ours),
            f"None of the {counted(len(gone), 'link')} in the original's text is here, so readers cannot look up what the author did. "
            "Link the same words to the same pages.",
            related=tuple(Related(theirs.span_of(link.element), f"a link to {link.href}", theirs.source) for link in gone[:MOST]),
            difference=tuple(piece for link in gone for piece in _pieces(link)),
        )
        return
    for link in gone:
        where = f"leads to {quote(link.instead)} here and to {quote(link.href)} in the original" if link.instead else (
            f"is a link to {quote(link.href)} in the original and none here"
        )
        yield Problem(
            compared.ours.span(*link.ours),
            f"{quote(link.text)} {where}, so readers cannot look up what the author did. Link it to the same page.",
            related=(Related(theirs.span_of(link.element), "the original's link", theirs.source),),
            difference=_pieces(link),
        )


def _pieces(link: "TextLink") -> tuple[Piece, ...]:
    pieces = (Piece("same", link.text), Piece("removed", f" {link.href}"), Piece("added", f" {link.instead}"))
    return tuple(piece for piece in pieces if piece.text.strip())
