"""The tree of a text, as lxml builds it."""

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any, TypeAlias

from lxml import etree

from bylint.scan import OPENING_TAG, Tags

Element: TypeAlias = etree._Element

# No page comes near these. A tree takes about 500 bytes for each "<" of its source, and libxml2 a
# time that grows with the square of the number of a tag's attributes.
MOST_MARKUP, MOST_ATTRIBUTES = 1_500_000, 5_000
# Each attribute stands behind one of these.
SEPARATORS = "\t\n\f\r /\"'"


def parse(text: str | bytes) -> tuple[Element | None, bool]:
    """The `html` element of a text (if bytes, in UTF-8), or None where it has nothing for a tree; and
    whether the parser gave up because elements were nested too deep."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace") if isinstance(text, str) else text, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        # What follows `</html>` becomes a root of its own, which no walk from the first one would meet.
        for late in list(root.itersiblings()):
            root.append(late)
    return root, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def overloaded(text: str, tags: Tags) -> bool:
    """Whether there are so many tags, or so many attributes in one, that a tree would take too much memory or time."""
    if len(text) > MOST_MARKUP and text.count("<") > MOST_MARKUP:
        return True
    if not any(map(_crowded, _long(text, tags))):
        return False
    most: int = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Counter()))
    return most > MOST_ATTRIBUTES


def _long(text: str, tags: Tags) -> Iterator[str]:
    """The tags that have room for too many attributes."""
    for start, behind in pairwise((*tags.starts, len(text))):
        if behind - start >= 2 * MOST_ATTRIBUTES and (tag := OPENING_TAG.match(text, start)):
            yield tag[0]


def _crowded(tag: str) -> bool:
    return sum(map(tag.count, SEPARATORS)) > MOST_ATTRIBUTES


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
