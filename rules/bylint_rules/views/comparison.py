"""A page beside its original. What compares them takes a while to import, and most pages are compared with nothing."""

from typing import TYPE_CHECKING

from bylint import Page

if TYPE_CHECKING:
    from bylint_rules.views.compared import Comparison


def comparison(page: Page) -> "Comparison | None":
    """A view: None where no original is known."""
    if not page.settings.originals.paths:
        return None
    from bylint_rules.views.compared import compared

    return page.view(compared)
