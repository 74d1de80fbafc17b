"""Patterns of paths, as the config writes them: `*` and `?` within a name, `**` for any folders.

They are split at the slashes and each name is left to `fnmatch`, whose patterns do not backtrack
(bugs.python.org/issue40480). Git's patterns, which libraries have, mean something else: there `news`
is every `news` at any depth, and a `!` takes paths out again.
"""

from collections.abc import Sequence
from fnmatch import fnmatchcase


def fault(glob: str) -> str | None:
    """What is wrong with the form of a glob and how to mend it, or None."""
    names = glob.split("/")
    if not glob.strip():
        return "it is empty; `**` stands for all pages"
    if "\\" in glob:
        return "folders are separated by `/` on every system"
    if glob.startswith("/") or glob[1:2] == ":":
        return "it is absolute; write it relative to the folder of the config file"
    if names[-1] == "":
        return f"it ends in `/` and so names no page; `{glob}**` is everything in the folder"
    if ".." in names:
        return "it leaves the folder of the config file, which only applies to pages in that folder"
    if "" in names or "." in names:
        return f"it has an empty step; write `{'/'.join(name for name in names if name not in ('', '.'))}`"
    for name in names:
        if "**" in name and name != "**":
            one = name.replace("**", "*")
            return f"`**` stands alone between slashes; write `{one}` for one name, `{one}/**` for all below it"
    return None


def matches(glob: str, path: str) -> bool:
    """Whether a glob without fault fits a path, both relative and with forward slashes."""
    return _fits([name.replace("[", "[[]") for name in glob.split("/")], path.split("/"))


def _fits(globs: Sequence[str], names: Sequence[str]) -> bool:
    """Only the last `**` is ever taken back, so the time is at most the product of the lengths."""
    glob = name = 0
    star = taken = -1
    while name < len(names):
        if glob < len(globs) and globs[glob] == "**":
            star, taken = glob, name
            glob += 1
        elif glob < len(globs) and fnmatchcase(names[name], globs[glob]):
            glob += 1
            name += 1
        elif star >= 0:
            taken += 1
            glob, name = star + 1, taken
        else:
            return False
    return all(rest == "**" for rest in globs[glob:])
