"""Lists of pages that others keep: in a file, in git, in a pattern."""

import codecs
import glob
import os
import posixpath
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bylint.archives import PAGES, is_archive
from bylint.problem import quote

# Paths are no patterns, nothing is fetched, locked or asked for.
CALM = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class ListError(Exception):
    """A list that cannot be had. The message says why and the way out."""


def listed(source: str) -> list[str]:
    """The paths in a file, or on standard input for `-`: one a line, or with a NUL after each if there is one.

    In UTF-8, or as Windows writes it, with byte-order mark and CR LF; bytes that are no UTF-8 stay as paths
    have them. Empty lines are no paths. Raises ListError where the file cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ListError(f"The list {quote(source, 200)} cannot be read ({reason}). Correct its path after --files-from.") from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # PowerShell
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8-sig", "surrogateescape")
    return [path for path in (text.split("\0") if "\0" in text else text.replace("\r\n", "\n").split("\n")) if path]


def expanded(pattern: str) -> list[str]:
    """The files and folders that a pattern with `*`, `**`, `?` or `[…]` names, sorted; hidden ones too. One that
    ends in no name, as `news/**`, gives of files only pages and archives."""
    found = {Path(path).as_posix() for path in glob.glob(pattern, recursive=True, include_hidden=True)}  # noqa: PTH207 pathlib has no absolute patterns
    any_file = "." in os.path.basename(pattern)  # noqa: PTH119 of a pattern, which is no path
    return sorted(path for path in found if any_file or is_archive(path) or path.lower().endswith(PAGES) or Path(path).is_dir())


def changed(ref: str, folders: Sequence[str] = (".",)) -> list[str]:
    """The pages below some files and folders that git sees changed since a commit, by paths from the current folder.

    That is since `ref` and HEAD parted: what others did to `ref` later does not count. Committed, staged or not, or
    new to git, all count; what .gitignore names does not, and what is gone does not. Renamed pages have
    their new names. Raises ListError where git cannot tell.
    """
    settings = {"core.fsmonitor": "false", "core.hooksPath": os.devnull}
    try:
        where = _git(settings, "rev-parse", "--is-inside-work-tree", "--show-prefix")
        if not where.startswith("true"):
            raise _GitError("it is no working tree")
    except _GitError as error:
        raise ListError(
            f"Git cannot say what changed here ({error}). Run bylint in a clone of the repository, or leave out --changed-since."
        ) from None
    prefix = where.partition("\n")[2].removesuffix("\n")
    try:
        commit = _git(settings, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").split()[-1]
    except _GitError:
        raise ListError(
            f"There is no commit {quote(ref)} in this repository. Correct --changed-since, or fetch the commit first: "
            "a shallow clone, as CI makes it, lacks most of them (fetch-depth: 0 gets them all)."
        ) from None
    with suppress(_GitError):  # they have nothing in common, or what they have was not fetched
        commit = _git(settings, "merge-base", commit, "HEAD").strip()
    with suppress(_GitError):  # there are no filters; git would run those that a page goes through
        for key in filter(None, _git(settings, "config", "-z", "--name-only", "--get-regexp", r"^filter\.").split("\0")):
            settings[key] = "false" if key.endswith(".required") else ""
    below = ["--", *(folders or ["."])]
    plain = ["--no-ext-diff", "--no-textconv", "--no-renames", "--no-relative", "--ignore-submodules=all"]
    try:
        names = _git(settings, "diff", "--name-only", "-z", *plain, commit, *below)
        names += _git(settings, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", *below)
    except _GitError as error:
        raise ListError(f"Git cannot say what changed ({error}). Correct the paths, or leave out --changed-since.") from None
    pages = {posixpath.relpath(name, prefix or ".") for name in names.split("\0") if name.lower().endswith(PAGES)}
    return sorted((page for page in pages if os.path.lexists(page)), key=lambda page: page.split("/"))


class _GitError(Exception):
    """What git says went wrong, in a line."""


def _git(settings: Mapping[str, str], *arguments: str) -> str:
    """What git prints, under settings that no repository's own can change."""
    import subprocess  # few runs ask git

    count = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    environment = os.environ | CALM | {"GIT_CONFIG_COUNT": str(count + len(settings))}
    for at, (key, value) in enumerate(settings.items(), count):
        environment |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    try:
        done = subprocess.run(["git", "--no-pager", *arguments], env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise ListError(
            f"Git cannot be run ({error.strerror}), and only git can say what changed. Install it, or leave out --changed-since."
        ) from None
    if done.returncode:
        raise _GitError(done.stderr.decode(errors="replace").strip().partition("\n")[0] or f"exit code {done.returncode}")
    return os.fsdecode(done.stdout)
