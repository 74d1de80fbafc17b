"""Which copy of a republished story search engines are to list, and whether the page's canonical link says so."""

from bylint import Page, quote
from bylint.views.address import Address, address
from bylint.views.claims import claims
from bylint_rules.views.brands import akin, akin_to_any, brand
from bylint_rules.views.credits import credits
from bylint_rules.views.robots import listed

# Where credits lead that name an account or a feed, and no site of the originator's.
PLATFORMS = frozenset(
    "twitter x facebook instagram linkedin youtube google feedburner t bit apple telegram msn yahoo creativecommons".split()
)


def policy(page: Page) -> str:
    """The indexing policy of a page: our own stories are under none."""
    return page.settings.indexing if page.settings.republished else "either"


def against_listing(page: Page) -> str | None:
    """What is wrong with whether the page lets itself be listed at all, in two sentences, or None."""
    if policy(page) == "noindex" and page.view(listed):
        return (
            "The page lets search engines list it, and the config says that this copy is not to be listed. "
            'Add <meta name="robots" content="noindex">.'
        )
    if policy(page) == "self" and not page.view(listed):
        return "The page asks search engines not to list it, and the config says that this copy is to be listed. Take out the noindex."
    return None


def against_policy(page: Page, canonical: Address) -> str | None:
    """What is wrong with a canonical address by the policy, in two sentences, or None."""
    if policy(page) not in ("original", "self"):
        return None
    ours = _host(page.settings.url)
    there = brand(canonical.host)
    if policy(page) == "original":
        if ours and akin(there, brand(ours)):
            return (
                "The canonical link leads to our own site, so search engines list this copy in place of the original, against what was "
                "agreed. Let it lead to the originator's page."
            )
        origins = [host for credit in page.view(credits) if not credit.ours and (host := _host(credit.href)) and _is_site(host)]
        if origins and not akin_to_any(there, map(brand, origins)):
            return (
                f"The canonical link leads to {quote(canonical.host)}, and the credit to {quote(origins[0])}, so search engines list "
                "neither this copy nor the original. Let it lead to the originator's page."
            )
    if policy(page) == "self":
        own = ours or next((host for claim in page.view(claims).canonical if claim.name == "og:url" and (host := _host(claim.value))), "")
        if own and not akin(there, brand(own)):
            return (
                f"The canonical link leads to {quote(canonical.host)}, so search engines leave out this copy, which the config says they "
                "are to list. Let it name this page's own address."
            )
    return None


def is_story(page: Page) -> bool:
    """Whether the metadata say that the page is an article, and no list of them."""
    told = page.view(claims)
    return bool(told.articles) or any(claim.by == "opengraph" for claim in told.published)


def _host(url: str) -> str:
    where = address(url if not url.startswith("//") else f"https:{url}")
    return where.host if where else ""


def _is_site(host: str) -> bool:
    return brand(host) not in PLATFORMS
