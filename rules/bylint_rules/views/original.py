"""The original of a page: what its publisher has, where we know it."""

from bylint import Page
from bylint.originals import Original, read


def original(page: Page) -> Original | None:
    """A view: None where no original is known. Raises OriginalError where the one to compare with cannot be read."""
    told = page.settings.originals
    return read(told.paths[0], page.settings) if told.only and told.paths else None
