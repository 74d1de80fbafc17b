"""Where the value at a path of keys and indices stands in a JSON text."""

from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]  # there since Python 3.0, and not in typeshed
from typing import TypeAlias

from bylint.pattern import lazy

Path: TypeAlias = tuple[str | int, ...]

SPACE = lazy(r"[ \t\n\r]*")
# Only places are wanted of what is decoded here: a number may be too long for `int`.
DECODER = JSONDecoder(strict=False, parse_int=len, parse_float=len)


def value_range(text: str, start: int, path: Path) -> tuple[int, int]:
    """The range of the value at `path` below the value that begins at `start`.

    Of a key that stands twice in an object the last counts, as it does for those who read the
    value. Raises ValueError or RecursionError where the text is not JSON, LookupError where the
    path leads nowhere.
    """
    start = _skip(text, start)
    for step in path:
        start = _member(text, start, step) if isinstance(step, str) else _item(text, start, step)
    return start, DECODER.raw_decode(text, start)[1]


def _member(text: str, at: int, wanted: str) -> int:
    if text[at] != "{":
        raise LookupError(wanted)
    found = None
    at = _skip(text, at + 1)
    while text[at] == '"':
        key, at = scanstring(text, at + 1, False)
        at = _skip(text, _skip(text, at) + 1)  # behind the colon
        if key == wanted:
            found = at
        at = _skip(text, DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _skip(text, at + 1)
    if found is None:
        raise LookupError(wanted)
    return found


def _item(text: str, at: int, wanted: int) -> int:
    if text[at] != "[":
        raise LookupError(wanted)
    at = _skip(text, at + 1)
    for _ in range(wanted):
        at = _skip(text, DECODER.raw_decode(text, at)[1])
        at = _skip(text, at + 1)  # behind the comma
    return at


def _skip(text: str, at: int) -> int:
    space = SPACE.match(text, at)
    return space.end() if space else at
