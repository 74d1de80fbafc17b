"""The installed packs' entry points.

`importlib.metadata` gives the same, and its import (of e-mail, archives and sockets) takes as long as
a page's whole check. The form of the files is public and small:
https://packaging.python.org/en/latest/specifications/entry-points/. Where packages may come from
elsewhere than plain folders, such as a zip file, `importlib.metadata` is asked after all.
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, NamedTuple

NAME = re.compile(r"[-_.]+")


class Entry(NamedTuple):
    """An entry point: its name, what it names (`module` or `module:attribute`), and its distribution."""

    name: str
    value: str
    distribution: str

    def load(self) -> Any:
        """What the entry point names. Raises whatever the import raises."""
        module, _, attributes = self.value.partition("[")[0].strip().partition(":")
        found: Any = import_module(module.strip())
        for attribute in filter(None, attributes.strip().split(".")):
            found = getattr(found, attribute)
        return found


def entries(group: str) -> list[Entry]:
    """The entry points of a group, by name. A distribution that is on the path twice counts once, at its first place."""
    if not _folders_only():
        from importlib.metadata import entry_points  # slow, see above

        return sorted(Entry(entry.name, entry.value, entry.dist.name if entry.dist else "") for entry in entry_points(group=group))
    found: dict[str, list[Entry]] = {}
    for folder in dict.fromkeys(sys.path):
        for file in sorted(Path(folder or ".").glob("*-info/entry_points.txt")):
            distribution = NAME.sub("-", file.parent.name.rpartition(".")[0].partition("-")[0]).lower()
            if distribution not in found:
                found[distribution] = list(_read(file, group, distribution))
    return sorted(entry for entries in found.values() for entry in entries)


def _folders_only() -> bool:
    finders = (finder for finder in sys.meta_path if hasattr(finder, "find_distributions"))
    return all(finder is PathFinder for finder in finders) and not any(
        place.endswith(".egg") or Path(place).is_file() for place in sys.path
    )


def _read(file: Path, group: str, distribution: str) -> Iterator[Entry]:
    section = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == group and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield Entry(name.strip(), value.strip(), distribution)
