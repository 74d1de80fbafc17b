"""Text from strangers, made safe for XML."""

import re

from bylint.safe import safe, safe_lines

# What XML 1.0 bars and `safe` leaves: https://www.w3.org/TR/xml/#charsets
BARRED = re.compile("[\ufffe\uffff]")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def attribute(text: str) -> str:
    """The text as the value of an attribute, quotes included. Newlines and tabs become U+FFFD as every other control character."""
    return f'"{_escaped(safe(text))}"'


def content(text: str) -> str:
    """The text between two tags; `]]>`, which must not stand there, has its `>` escaped like any other."""
    return _escaped(safe_lines(text))


def _escaped(text: str) -> str:
    return BARRED.sub("\ufffd", text).translate(ENTITIES)
