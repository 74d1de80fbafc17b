"""What the markup of a page is made of, read as the WHATWG tokeniser reads it.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

import re
from typing import Literal, NamedTuple

from bylint.pattern import lazy
from bylint.span import Span

# Elements that hold no tags, and those of them that hold no character references either.
RAW = frozenset(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"])
TAGLESS = RAW | {"title", "textarea"}
NAME = re.compile(r"</?([a-zA-Z][^\t\n\f\r />]*+)")
ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*+(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*+)
        (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+
           (?: "(?P<double>[^"]*+)(?:"|\Z) | '(?P<single>[^']*+)(?:'|\Z) | (?P<bare>[^\t\n\f\r >"'][^\t\n\f\r >]*+) )? )?""",
    re.X,
)
# An opening or closing tag: its name, and what ends it.
TAG = re.compile(rf"{NAME.pattern}(?>(?:{re.sub('[?]P<[a-z]+>', '?:', ATTRIBUTE.pattern)})*)([\t\n\f\r /]*+>?)", re.X)
MARKUP = re.compile(r"<(?:[a-zA-Z!?]|/(?!\Z))")
COMMENT = re.compile(r"<!--(?:-?>|[^-]*+(?>(?:-(?!-!?>)[^-]*+)*)(?:--!?>|\Z))")
DOCTYPE = lazy(r"<!doctype[^>]*+>?", re.I)
BOGUS = lazy(r"<[!?/][^>]*+>?")


class Token(NamedTuple):
    """One piece of markup: what it is, the name of a tag in lower case, and where it ends."""

    kind: Literal["open", "close", "comment", "ignored"]
    name: str
    end: int


def token(text: str, at: int) -> Token:
    """The markup that begins at `at`, where `MARKUP` matches."""
    if tag := TAG.match(text, at):
        return Token("close" if text[at + 1] == "/" else "open", lower(tag[1]), _end(text, tag))
    if comment := COMMENT.match(text, at):
        return Token("comment", "", comment.end())
    if doctype := DOCTYPE.match(text, at):
        return Token("ignored", "", doctype.end())
    bogus = BOGUS.match(text, at)
    assert bogus, f"no markup begins at {at}"
    return Token("ignored" if bogus[0] == "</>" else "comment", "", bogus.end())


def lower(name: str) -> str:
    """A name as the parser keeps it."""
    return (name.lower() if name.isascii() else re.sub("[A-Z]+", lambda found: found[0].lower(), name)).replace("\0", "\ufffd")


def tag_end(text: str, start: int) -> int:
    """The offset behind the `>` of the opening or closing tag that begins at `start`."""
    return _end(text, _tag(text, start))


def closes_itself(text: str, start: int) -> bool:
    """Whether the opening tag at `start` ends in `/>`."""
    return _tag(text, start)[2].endswith("/>")


def attribute_values(text: str, start: int) -> dict[str, Span]:
    """The value of each attribute of the tag at `start`, without its quotes; the first of a name counts.

    An attribute without a value gives its name.
    """
    values: dict[str, Span] = {}
    at = _name_end(text, start)
    while attribute := ATTRIBUTE.match(text, at):
        group = attribute.lastgroup or "name"
        values.setdefault(lower(attribute["name"]), Span(*attribute.span(group)))
        at = attribute.end()
    return values


def attribute_spans(text: str, start: int, name: str) -> list[Span]:
    """The attributes of a name that the tag at `start` has, each with what parts it from the one before, unless nothing else parts
    the one behind from that."""
    spans = []
    at = _name_end(text, start)
    while attribute := ATTRIBUTE.match(text, at):
        at = attribute.end()
        if lower(attribute["name"]) == name:
            parted = text[at : at + 1] in ("", *"\t\n\f\r />")
            spans.append(Span(attribute.start() if parted else attribute.start("name"), at))
    return spans


def tag_name(text: str, start: int) -> Span:
    """The name of the tag that begins at `start`."""
    return Span(start + 1, _name_end(text, start))


def _name_end(text: str, start: int) -> int:
    return _tag(text, start).end(1)


def _tag(text: str, start: int) -> re.Match[str]:
    tag = TAG.match(text, start)
    assert tag, f"no tag begins at {start}"
    return tag


def _end(text: str, tag: re.Match[str]) -> int:
    return tag.end() if tag[2].endswith(">") else len(text)
