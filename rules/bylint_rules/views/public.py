"""Addresses on the web, told without taking them apart: most are spelt in one way, and pages have many."""

from bylint.pattern import lazy

# A host of letters, digits and hyphens with a name behind its last dot that no local network uses.
PUBLIC = lazy(r"https?://(?:[a-z0-9-]+\.)+(?!(?:local|localhost|internal|test|lan)(?![a-z]))[a-z]{2,}(?![^/?#])")


def is_public(url: str) -> bool:
    """Whether an address is surely an absolute one of a host that everybody can reach."""
    return PUBLIC.match(url) is not None
