"""The tree of a text, as lxml builds it."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

# All attributes of a tag, up to its ">".
ATTRIBUTES = r"""[^>=]*+(?:=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+')?+[^>=]*+)*+"""
# A tag, or more than one.
TAG = re.compile(f"<[a-zA-Z]{ATTRIBUTES}")
# No page comes near these. A tree takes about 500 bytes for each "<" of its source, and libxml2 a
# time that grows with the square of the number of a tag's attributes.
MOST_MARKUP, MOST_ATTRIBUTES = 1_500_000, 5_000


def parse(text: str) -> tuple[Element | None, bool]:
    """The `html` element of a text, or None where the text has nothing for a tree; and whether the
    parser gave up because elements were nested too deep."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        # What follows `</html>` becomes a root of its own, which no walk from the first one would meet.
        for late in list(root.itersiblings()):
            root.append(late)
    return root, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def overloaded(text: str) -> bool:
    """Whether there are so many tags, or so many attributes in one, that a tree would take too much memory or time."""
    if text.count("<") > MOST_MARKUP:
        return True
    if max(map(len, TAG.findall(text)), default=0) < 2 * MOST_ATTRIBUTES:
        return False
    most: int = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Counter()))
    return most > MOST_ATTRIBUTES


class _Counter:
    """Builds no tree, but hears of every tag."""

    most = 0

    def start(self, tag: str, attributes: Any) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def in_order(root: Element | None) -> Iterator[Element]:
    """All elements and comments in the order of the page, those before the root among them."""
    if root is None:
        return iter(())
    return chain(reversed(list(root.itersiblings(preceding=True))), root.iter())
