"""`bylint strip`: take bylint's own comments and attributes out of pages before they ship."""

import sys

import click

from bylint.cli.terminal import Stop, show, warn
from bylint.config import ConfigError, Configs
from bylint.directives import stripped
from bylint.edits import EditError, edited
from bylint.inputs import PageFile, PathError, expand, pages
from bylint.page import Page
from bylint.plugins import PackError
from bylint.replace import ReplaceError, replace
from bylint.result import PageResult
from bylint.source import Source


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
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
    if file.archive:
        warn(f"{file.name} is an archive, and left as it is. Unpack it first.")
        return None
    ((_, data),) = pages(file, configs.for_page(file.path).plan.settings.page_bytes)
    if isinstance(data, PageResult):
        warn(f"{file.name} is left as it is. {data.findings[0].message}")
        return None
    try:
        page = Page(Source.read(file.name, data))
        edits = stripped(page)
        after = edited(page, edits).page.source.data if edits else data
        if file.stdin:
            sys.stdout.buffer.write(after)
        elif edits:
            replace(file.path, [after], was=data)
    except EditError as error:
        warn(f"{file.name} is left as it is: without its bylint comments it would {error}. Take them out by hand.")
        return None
    except ReplaceError as error:
        warn(f"{file.name} is left as it is: {error}.")
        return None
    return len(edits)
