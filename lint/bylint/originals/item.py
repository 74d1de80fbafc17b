"""What a reader of one format finds in one item."""

from typing import NamedTuple

from bylint.originals.draft import Draft

# A description of fewer words, or that ends like this, is no full text.
FULL_WORDS = 150
CUT_OFF = ("…", "...", "[…]", "[...]", "[&hellip;]")


class Item(NamedTuple):
    """The item's own words on itself, as it spells them, "" where it says nothing; its page; and whether that has the whole story.
    `version` tells which of several states of one story is newer."""

    draft: Draft
    url: str = ""
    ids: tuple[str, ...] = ()
    headline: str = ""
    published: str = ""
    modified: str = ""
    status: str = ""
    embargoed: str = ""
    expires: str = ""
    version: str = ""
    full: bool = True


def is_web(text: str) -> bool:
    """Whether a text is an address of the web."""
    return text.lower().startswith(("http://", "https://"))
