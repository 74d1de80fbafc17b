"""`bylint strip`: take bylint's own comments and attributes out of pages before they ship."""

import sys

import click

from bylint.cli.completion import on_disk
from bylint.cli.terminal import Stop, show, warn
from bylint.config import ConfigError, Configs
from bylint.directives import stripped
from bylint.edits import EditError, edited
from bylint.inputs import PageFile, PathError, expand, held, pages, passed_on
from bylint.page import Page
from bylint.plugins import PackError
from bylint.replace import ReplaceError, replace
from bylint.result import PageResult
from bylint.source import Source


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=on_disk)
@click.pass_context
def strip(context: click.Context, paths: tuple[str, ...]) -> None:
    """Take the comments (bylint-disable …) and attributes (data-bylint-ignore) out of pages, and nothing else.

    Each PATH is a file, a folder with pages, a pattern, or `-` for standard input, which then goes to standard output. Do it last:
    a page without them shows again what they silenced.
    """
    try:
        files = expand(paths)
        configs = Configs()
        taken = [_strip(file, configs) for file in files]
    except (PathError, ConfigError, PackError) as error:
        raise Stop(error) from error
    if not any(file.stdin for file in files):
        changed = [count for count in taken if count]
        show([f"Took {sum(changed):,} comments and attributes out of {len(changed):,} of {len(files):,} pages.\n"])
    context.exit(2 if None in taken else 0)


def _strip(file: PageFile, configs: Configs) -> int | None:
    """How many were taken out of a page; None where it could not be done, which is said."""
    try:
        return _taken(file, configs)
    except _LeftError as error:
        if file.stdin:
            passed_on(error.held)
        warn(f"{file.name} is left as it is{error}")
        return None


class _LeftError(Exception):
    """A page that is left as it is: why, as the rest of a sentence, and what was `held` of standard input."""

    def __init__(self, why: str, held: bytes | None = None) -> None:
        super().__init__(why)
        self.held = held


def _taken(file: PageFile, configs: Configs) -> int:
    if file.archive:
        raise _LeftError(", being an archive. Unpack it first.")
    most = configs.for_page(file.name).plan.settings.page_bytes
    file = held(file, most) if file.stdin else file
    ((_, data),) = pages(file, most)
    if isinstance(data, PageResult):
        raise _LeftError(f". {data.findings[0].message}", file.data)
    try:
        page = Page(Source.read(file.name, data))
        edits = stripped(page)
        after = edited(page, edits).page.source.data if edits else data
        if file.stdin:
            sys.stdout.buffer.write(after)
        elif edits:
            replace(file.path, [after], was=data)
    except EditError as error:
        raise _LeftError(f": without its bylint comments it would {error}. Take them out by hand.", data) from error
    except ReplaceError as error:
        raise _LeftError(f": {error}.") from error
    return len(edits)
