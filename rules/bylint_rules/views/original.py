"""The original of a page: the one that it is compared with."""

from bylint import Page
from bylint.originals import Clues, Match, Original, ids, match, read
from bylint.views.claims import claims
from bylint.views.story import story
from bylint_rules.views.credits import credits
from bylint_rules.views.home import host_of
from bylint_rules.views.told import told


def original(page: Page) -> Original | None:
    """A view: None where no original is known, or it is not certain which. Raises OriginalError where it cannot be read."""
    found = page.view(matched)
    return found.original if found else None


def matched(page: Page) -> Match | None:
    """A view: the original, with what tells that it is this page's; of one that was named nothing needs to."""
    named = page.settings.originals
    if not named.paths:
        return None
    if named.only:
        return Match(read(named.paths[0], page.settings), (), 0.0)
    said, found = page.view(claims), page.view(story)
    links = [credit.href for credit in page.view(credits) if credit.counts and credit.href]
    links += [one.href for one in page.view(told) if one.href]
    headline = found.headline.text if found.headline else next((claim.value for claim in said.title), "")
    canonical = tuple(claim.value for claim in said.canonical)
    clues = Clues(canonical, tuple(dict.fromkeys(filter(host_of, links))), tuple(dict.fromkeys(ids(page))), headline)
    return match(page, clues)
