"""Which kinds of change the terms of a page's originator allow."""

from bylint import Page

KINDS = ("typography", "spelling", "dates", "numbers", "units", "place")


def allowed(page: Page) -> frozenset[str] | None:
    """A view: the kinds of change that the terms allow, None where no terms say so and the options of the rules count."""
    return None
