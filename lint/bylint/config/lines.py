"""On which line of a TOML text each value is stated: tomllib reads values only."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]

# A statement of more lines than this is not looked into, nor what follows it: each further line
# of a statement means reading it once more.
LONGEST = 400


def lines(text: str) -> dict[Path, int]:
    """The line, from 1, on which the statement of each key begins; `text` must be valid TOML.

    A path is the keys and the places in arrays from the top: `("overrides", 0, "paths")`. A
    statement is the least number of lines that tomllib can read on its own, since no first line
    of a longer one can be: its bracket or quotation mark is still open.
    """
    found: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    table: Path = ()
    begin, statement = 1, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        statement = f"{statement}\n{line}" if statement else line
        if number - begin >= LONGEST:
            break
        try:
            content = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if statement.lstrip(" \t").startswith("["):
            table = _header(content, arrays)
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], begin)
        else:
            for path in _paths(content):
                found.setdefault(table + path, begin)
        begin, statement = number + 1, ""
    return found


def line_of(found: Mapping[Path, int], path: Path) -> int | None:
    """The line of a value, else of the nearest thing around it that has one."""
    return next((found[path[:length]] for length in range(len(path), 0, -1) if path[:length] in found), None)


def _header(content: Any, arrays: dict[Path, int]) -> Path:
    """The path of the table that a header such as `[a.b]` or `[[a]]` opens. `arrays` counts those
    of each array of tables."""
    path: Path = ()
    while content:
        (key, content), *_ = content.items()
        path = (*path, key)
        if isinstance(content, list):
            arrays[path] = arrays.get(path, -1) + 1
            content = content[0]
        if path in arrays:
            path = (*path, arrays[path])
    return path


def _paths(content: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value in a statement."""
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from _paths(value, (*path, key))
