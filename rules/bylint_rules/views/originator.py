"""The originator of a story: of all that the page names as its source the one that published it first."""

from typing import NamedTuple

from bylint import Page, Span
from bylint_rules.views.credit import Credit
from bylint_rules.views.credits import credits
from bylint_rules.views.home import host_of
from bylint_rules.views.told import Told, told

# How near to the first publication a kind of credit leads: an agency's own line tells who wrote the story, a source
# label where it was taken from, “via” who passed it on.
NEARNESS = {"dateline": 1, "agency": 1, "byline": 2, "formula": 2, "label": 2, "footer": 2, "line": 3, "link": 4, "desk": 5, "via": 6}


class Originator(NamedTuple):
    """`name` is as spelt, "" where only a link is known; `href` leads to the story or the outlet, "" for
    none. `evidence` is the credit that readers see, or what only the metadata tells."""

    name: str
    href: str
    evidence: Credit | Told

    @property
    def visible(self) -> bool:
        return isinstance(self.evidence, Credit)

    def locate(self, page: Page) -> Span:
        return self.evidence.locate(page)


def originator(page: Page) -> Originator | None:
    """A view: the innermost source of the story, None where nothing names another than ourselves."""
    named = [credit for credit in page.view(credits) if credit.counts]
    if named:
        # The first of equals: a feed's footers stand in the order in which sites passed the story on.
        best = min(named, key=lambda credit: 0 if credit.first else NEARNESS[credit.kind])
        href = best.href or next((one.href for one in named if one.href and one.name == best.name), "")
        return Originator(best.name, href, best)
    first = next(iter(page.view(told)), None)
    return Originator(host_of(first.name) or first.name, first.href, first) if first else None
