"""The dates that a page gives for its story."""

from collections.abc import Mapping

from bylint import Page
from bylint.views.claims import claims
from bylint.views.dates import Moment, parse


def moments(page: Page) -> Mapping[str, Moment | None]:
    """A view: what each text is that a claim gives for a date; None for one that nobody can read."""
    told = page.view(claims)
    return {value: parse(value) for value in {claim.value for claim in (*told.published, *told.modified)}}
