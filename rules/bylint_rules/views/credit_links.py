"""The links of a credit line."""

from bylint import Element
from bylint.views.links import text_of


def covers(link: Element, name: str) -> bool:
    """Whether a link stands on a name, or on most of it."""
    told = text_of(link)
    return bool(told) and (name in told or (len(told) > 3 and told in name and 2 * len(told) > len(name)))


def is_root(href: str) -> bool:
    """Whether an address is a site's home page."""
    return href.partition("//")[2].partition("/")[2].strip("/") == ""
