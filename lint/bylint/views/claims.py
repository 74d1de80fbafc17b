"""What each part of a page says about the story: title, author, dates, where it belongs."""


from typing import NamedTuple

from bylint.page import Page
from bylint.views.claim import Claim, Field
from bylint.views.item_claims import item_claims
from bylint.views.json_claims import json_claims, stories
from bylint.views.json_ld import Node, json_ld
from bylint.views.meta_claims import meta_claims
from bylint.views.visible_claims import visible_claims

__all__ = ["Claim", "Claims", "claims"]


class Claims(NamedTuple):
    """Claims by what they are about, those of one kind of markup together, each kind in the order of the page.

    Nothing is parsed or judged: an author may be an address, a date may be none. `empty` are the
    claims that say nothing, with what they should be about: `<meta name="author" content="">`.
    `articles` are the JSON-LD objects that are this story.
    """

    title: tuple[Claim, ...] = ()
    author: tuple[Claim, ...] = ()
    publisher: tuple[Claim, ...] = ()
    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()
    canonical: tuple[Claim, ...] = ()
    image: tuple[Claim, ...] = ()
    language: tuple[Claim, ...] = ()
    empty: tuple[tuple[Field, Claim], ...] = ()
    articles: tuple[Node, ...] = ()


def claims(page: Page) -> Claims:
    """A view."""
    ld = page.view(json_ld)
    plain = [*meta_claims(page), *visible_claims(page)]
    articles = stories(ld, plain)
    told = [*json_claims(ld, articles), *item_claims(page), *plain]
    found: dict[str, list[Claim]] = {}
    for field, claim in told:
        if claim.value:
            found.setdefault(field, []).append(claim)
    empty = tuple((field, claim) for field, claim in told if not claim.value)
    return Claims(**{field: tuple(said) for field, said in found.items()}, empty=empty, articles=articles)
