"""The original of a page: the one that it is compared with."""

from typing import TYPE_CHECKING

from bylint import Page
from bylint.views.claims import claims
from bylint.views.story import story
from bylint_rules.views.credits import credits
from bylint_rules.views.home import host_of
from bylint_rules.views.told import told

if TYPE_CHECKING:
    from bylint.originals import Match, Original


def original(page: Page) -> "Original | None":
    """A view: the original, None where there is none or it is not certain which."""
    found = page.view(matched)
    return found.original if found else None


def matched(page: Page) -> "Match | None":
    """A view: the original, with what tells that it is this page's."""
    named = page.settings.originals
    if not named.paths:
        return None
    from bylint.originals import Clues, Match, ids, match, read_html  # SQLite and readers are for those who have originals

    if named.only:
        (file,) = named.paths
        return Match(read_html(str(file), file.read_bytes(), page.settings), ("its name on the command line",), 0.0)
    said, found = page.view(claims), page.view(story)
    links = [credit.href for credit in page.view(credits) if credit.counts and credit.href]
    links += [one.href for one in page.view(told) if one.href]
    headline = found.headline.text if found.headline else next((claim.value for claim in said.title), "")
    canonical = tuple(claim.value for claim in said.canonical)
    clues = Clues(canonical, tuple(dict.fromkeys(filter(host_of, links))), tuple(dict.fromkeys(ids(page))), headline)
    return match(page, clues)
