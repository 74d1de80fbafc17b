"""One config file: found, read, and where in it each value stands. What it may say is `schema`'s part."""

import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bylint.config.lines import Step, line_of, lines
from bylint.pattern import lazy
from bylint.safe import safe

NAMES = ("bylint.toml", ".bylint.toml")
PYPROJECT = "pyproject.toml"
BARE = lazy(r"[A-Za-z0-9_-]+")


class ConfigError(Exception):
    """A config that cannot be used, or a rule, family or preset that is not there.

    The message has a line for each fault: file and line, the key, what was expected, the way out.
    """


@dataclass(frozen=True)
class Document:
    """A config file as it was read. `table` is its content (for pyproject.toml, what stands under
    `[tool.bylint]`, the `above` of every key), `preset` is its name where it is one of a pack's."""

    file: Path
    text: str
    table: dict[str, Any]
    above: tuple[str, ...] = ()
    preset: str | None = None

    def line(self, path: tuple[Step, ...]) -> int | None:
        """The line, from 1, on which the value at a path of keys is stated, None where it is not certain."""
        return line_of(self._lines, self.above + path)

    def place(self, path: tuple[Step, ...]) -> str:
        """File and line of the value at a path of keys: `bylint.toml:12`. A preset goes by its name."""
        line = self.line(path)
        name = f"{self.preset} ({self.file.name})" if self.preset else shown(self.file)
        return f"{name}:{line}" if line else name

    def error(self, path: tuple[Step, ...], message: str) -> ConfigError:
        """An error at a path of keys. `message` begins in lower case and has no full stop."""
        return ConfigError(safe(f"{self.place(path)}: {key(self.above + path)}: {sentence(message)}"))

    def beside(self, name: str) -> Path:
        """The file that a path in this document means: it is relative to the document's folder."""
        return Path(os.path.abspath(self.file.parent / name))  # noqa: PTH100 - resolve() would follow links

    @cached_property
    def _lines(self) -> dict[tuple[Step, ...], int]:
        return lines(self.text)


def find(folder: Path) -> Document | None:
    """The config file in a folder, None where there is none. ConfigError where it cannot be read."""
    for name in (*NAMES, PYPROJECT):
        if os.path.lexists(f"{folder}/{name}"):  # of a site's thousands of folders most have none
            document = read(folder / name)
            if document is not None:
                return document
    return None


def read(file: Path, preset: str | None = None) -> Document | None:
    """A config file's content. None for a pyproject.toml without `[tool.bylint]`; ConfigError where
    the file cannot be read or is no TOML."""
    name = f"{preset} ({shown(file)})" if preset else shown(file)
    try:
        if file.exists() and not file.is_file():
            raise OSError(None, "it is no ordinary file")
        data = file.read_bytes()
    except OSError as error:
        raise ConfigError(safe(f"{name}: the file cannot be read: {error.strerror or error}.")) from error
    # Most projects' pyproject.toml say nothing of bylint, and reading them as TOML takes a while.
    if file.name == PYPROJECT and b"bylint" not in data:
        return None
    try:
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(safe(f"{name}:{line}: the file is not in UTF-8, as TOML must be. Save it in UTF-8.")) from error
    except tomllib.TOMLDecodeError as error:
        said = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.S)
        line_column, reason = (f":{said[2]}:{said[3]}", said[1]) if said else ("", str(error))
        raise ConfigError(safe(f"{name}{line_column}: this is not valid TOML: {reason}.")) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number of more digits than Python reads
        reason = "brackets are nested too deep" if isinstance(error, RecursionError) else "a number in it has too many digits"
        raise ConfigError(safe(f"{name}: the file cannot be read: {reason}.")) from error
    if file.name != PYPROJECT:
        return Document(file, text, content, preset=preset)
    tool = content.get("tool")
    if not isinstance(tool, dict) or "bylint" not in tool:
        return None
    if not isinstance(tool["bylint"], dict):
        raise Document(file, text, content).error(("tool", "bylint"), "expected a table, [tool.bylint]")
    return Document(file, text, tool["bylint"], above=("tool", "bylint"))


def shown(file: Path) -> str:
    """A path as messages name it: relative to the current folder where it is below that."""
    return str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else str(file)


def key(path: Iterable[Step]) -> str:
    """A path of keys as TOML spells it: `overrides[0].rules."ads/label-left"`."""
    spelt = ""
    for step in path:
        if isinstance(step, int):
            spelt += f"[{step}]"
        else:
            spelt += "." * bool(spelt) + (step if BARE.fullmatch(step) else f'"{step}"')
    return spelt


def sentence(message: str) -> str:
    """A message with its full stop, where it does not end in a question."""
    return message if message.endswith("?") else f"{message}."


# No more names than that are listed where none is near.
MOST_NAMED = 24


def nearest(name: str, known: Iterable[str]) -> str:
    """Words that offer the right spelling of a name, or all names where there are few, or nothing."""
    known = sorted(known)
    by_ending = [whole for whole in known if whole.endswith((f"/{name}", f":{name}"))]
    from difflib import get_close_matches  # start-up is a feature, and most runs never come here

    near = by_ending or get_close_matches(name.lower(), known, 1, 0.6)
    if near:
        return f'. Did you mean "{near[0]}"?'
    return f". Known: {', '.join(known)}" if 0 < len(known) <= MOST_NAMED else ""
