"""All opening tags of a text, found by one look at it, before there is a tree."""

import re
from typing import NamedTuple

from bylint.tag import COMMENT, TAGLESS, lower

# All attributes of a tag, up to its ">".
ATTRIBUTES = r"""[^>=]*+(?>(?:=[\t\n\f\r ]*+(?>(?:"[^"]*+"|'[^']*+')?)[^>=]*+)*)"""
OPENING_TAG = re.compile(f"<[a-zA-Z]{ATTRIBUTES}")
# Letter by letter: an alternative whose first letter is no matter of upper and lower case is ruled out at once.
ANY_TAGLESS = "|".join("".join(f"[{letter}{letter.upper()}]" for letter in name) for name in sorted(TAGLESS))
# A tag with its attributes and, unless it closes itself, what a raw element holds; or a comment, or what is read
# like one, such as "</<p>". What is not closed goes on to the end, so that none is read twice.
TAG = re.compile(
    rf"""<(?:((?:{ANY_TAGLESS})(?=[\t\n\f\r />])){ATTRIBUTES}(?<!/)(?:>|\Z)[^<]*+(?>(?:<(?!/(?i:\1)[\t\n\f\r />])[^<]*+)*)
    |([a-zA-Z][^\t\n\f\r />]*+){ATTRIBUTES}(?:>|\Z)|{COMMENT.pattern[1:]}|(?:[!?]|/(?![a-zA-Z>]))[^>]*+(?:>|\Z))""",
    re.X,
)


class Tags(NamedTuple):
    """Of each opening tag its name in lower case, and its start."""

    names: list[str]
    starts: list[int]


def scan(text: str) -> Tags:
    """The opening tags of a text in their order: near enough the parser's, but for it alone to vouch for."""
    found = [match for match in TAG.finditer(text) if match.lastindex]
    names = [match[1] or match[2] for match in found]
    spelt = {name: lower(name) for name in set(names)}
    return Tags([spelt[name] for name in names], [match.start() for match in found])


def end(text: str, start: int) -> int:
    """Where the tag that was found at `start` ends, a raw element's with what it holds."""
    tag = TAG.match(text, start)
    return tag.end() if tag else start
