"""Where a tag ends, and where its attributes' values stand, read as the WHATWG tokeniser reads them.

https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state
"""

import re

from bylint.span import Span

NAME = re.compile(r"</?[a-zA-Z][^\t\n\f\r />]*")
ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)
        (?:[\t\n\f\r ]*=[\t\n\f\r ]*
           (?: "(?P<double>[^"]*)(?:"|\Z) | '(?P<single>[^']*)(?:'|\Z) | (?P<bare>[^\t\n\f\r >"'][^\t\n\f\r >]*) )? )?""",
    re.X,
)
CLOSE = re.compile(r"[\t\n\f\r /]*(>?)")


def tag_end(text: str, start: int) -> int:
    """The offset behind the `>` of the opening or closing tag that begins at `start`."""
    at = _name_end(text, start)
    while attribute := ATTRIBUTE.match(text, at):
        at = attribute.end()
    close = CLOSE.match(text, at)
    return close.end() if close and close[1] else len(text)


def attribute_value(text: str, start: int, name: str) -> Span:
    """The value of the first attribute called `name` of the tag at `start`, without its quotes.

    An attribute without a value gives its name, one that is not there the tag's name.
    """
    at = end = _name_end(text, start)
    while attribute := ATTRIBUTE.match(text, at):
        if attribute["name"].lower() == name.lower():
            for group in ("double", "single", "bare"):
                if attribute[group] is not None:
                    return Span(*attribute.span(group))
            return Span(*attribute.span("name"))
        at = attribute.end()
    return Span(start + 1, end)


def _name_end(text: str, start: int) -> int:
    name = NAME.match(text, start)
    assert name, f"no tag begins at {start}"
    # The same cut as in the copy that the parser is given: a tag's name ends before the next "<".
    inner = name[0].find("<", 1)
    return name.end() if inner < 0 else start + inner
