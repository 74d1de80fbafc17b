"""The tree of a text, as lxml builds it."""

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element


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


def in_order(root: Element) -> list[Element]:
    """All elements and comments in the order of the page, those before the root among them."""
    return [*reversed(list(root.itersiblings(preceding=True))), *root.iter()]
