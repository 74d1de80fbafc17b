"""Where the story was copied from, as far as the page says it."""

from bylint import Page
from bylint.views.claims import claims
from bylint_rules.views.credits import credits
from bylint_rules.views.home import home, host_of


def origins(page: Page) -> frozenset[str]:
    """A view: the hosts, without `www.`, that the story is credited to by a link or by a canonical
    link that leaves our site. Empty where nobody can tell our own hosts from others."""
    ours = page.view(home)
    if not ours.hosts:
        return frozenset()
    canonicals = (claim.value for claim in page.view(claims).canonical if claim.by == "link")
    credited = (credit.href for credit in page.view(credits) if not credit.ours)
    return frozenset(host_of(address) for address in (*canonicals, *credited) if not ours.is_address(address))


def canonical_elsewhere(page: Page) -> str:
    """A view: the host of the canonical link where it is not ours, else "". The config or the page
    itself must say who we are; a guess is not enough."""
    told = page.view(claims).canonical
    if not page.settings.url and all(claim.name != "og:url" for claim in told):
        return ""
    ours = page.view(home)
    return next((host_of(claim.value) for claim in told if claim.by == "link" and not ours.is_address(claim.value)), "")
