"""Which site a host belongs to, by the name that its owner chose: bbc.com and bbc.co.uk are one."""

from collections.abc import Iterable

from bylint import Page
from bylint.views.address import address
from bylint.views.claims import claims

# Parts of a host that are no name, such as the “co” and “uk” of gazette.co.uk.
SECOND = frozenset("co com org net ac gov edu gob gouv go ne or nom info".split())
# From how many letters on a name within another tells that they belong together.
TELLING = 4
# What says together who we are: the canonical alone may lead to the originator.
NAMES = ("canonical", "og:url")


def brand(host: str) -> str:
    """The name in a host, its letters and digits only: “gazette” of news.gazette.co.uk. "" for none."""
    parts = host.lower().split(".")
    end = len(parts) - 1
    while end > 1 and parts[end - 1] in SECOND:
        end -= 1
    return "".join(filter(str.isalnum, parts[max(end - 1, 0)]))


def akin(one: str, other: str) -> bool:
    """Whether two brands, or names in a brand's spelling, may be one owner's."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= TELLING and short in long)


def akin_to_any(one: str, others: Iterable[str]) -> bool:
    return any(akin(one, other) for other in others)


def own_brand(page: Page) -> str:
    """A view: the name of our own site, "" where it is not certain: as the config says, or as the
    canonical link and `og:url` say together."""
    if page.settings.url:
        ours = address(page.settings.url)
        return brand(ours.host) if ours else ""
    said = page.view(claims).canonical
    linked, shared = ({brand(where.host) for claim in said if claim.name == name and (where := address(claim.value))} for name in NAMES)
    return linked.pop() if linked == shared and len(linked) == 1 else ""
