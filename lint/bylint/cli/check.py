"""`bylint check`: check pages, report what is found, and say it with the exit code."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import click

from bylint import __version__
from bylint.cli import INTERRUPTED
from bylint.cli.order import Order
from bylint.cli.terminal import Stop, look, show
from bylint.problem import Severity
from bylint.result import PageResult, StoreError
from bylint.run import exit_code

THRESHOLDS = {"info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR, "never": None}


def _split(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "style", default="text", metavar="NAME", help="text, json, or a format that a pack brings. [default: text]")
@click.option("--every", is_flag=True, help="Show each finding on each page; else those of one cause are shown once.")
@click.option("--fail-on", type=click.Choice([*THRESHOLDS]), default="error", show_default=True, help="Exit with 1 from this severity on.")
@click.option("--select", multiple=True, metavar="RULE|FAMILY,...", callback=_split, help="Check these rules and no others.")
@click.option("--ignore", multiple=True, metavar="RULE|FAMILY,...", callback=_split, help="Leave these rules out.")
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
@click.option("--files-from", metavar="FILE", help="Check the pages listed in FILE too, one a line; `-` for standard input.")
@click.option("--changed-since", metavar="REF", help="Check only pages that git sees changed since REF.")
@click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="How many processes check pages. [default: one a core]")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what is known of pages from other runs.")
@click.option("--watch", is_flag=True, help="Go on checking what changes, and show what is new and what is gone.")
@click.option("--stdin-filename", metavar="PATH", help="What the page on standard input is called; with the path `-`.")
@click.version_option(__version__, prog_name="bylint", message="%(prog)s %(version)s")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    style: str,
    every: bool,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    isolated: bool,
    files_from: str | None,
    changed_since: str | None,
    jobs: int | None,
    no_cache: bool,
    watch: bool,
    stdin_filename: str | None,
) -> None:
    """Check pages before they are published.

    Each PATH is a file, a folder, in which all .html, .htm and .xhtml files are checked, a pattern such as 'news/**/*.html', an
    archive (.zip, .tar, .warc, also compressed), or `-` for standard input. Without one, the current folder is checked. A page
    may be a fragment, such as the text of a CMS field.

    Of a folder bylint keeps what it knows in `.bylint/`, beside the config file: the next run checks only what changed, and a
    page that is checked alone is compared with the others.

    \b
    Exit code 0: no finding of --fail-on or worse.
              1: there are such findings.
              2: bad usage, a bad config, a missing path, or something could not be checked.
            130: it was interrupted; the report has the pages that were done.
    """
    if stdin_filename is not None and "-" not in paths:
        raise Stop("--stdin-filename names the page on standard input. Give `-` as the path too.")
    if files_from == "-" and "-" in paths:
        raise Stop("Standard input is either a page or the list of --files-from. Give one of them as a file.")
    order = Order(paths, style, select, ignore, isolated, files_from, changed_since, jobs, no_cache, stdin_filename)
    place = look(every=every)
    if watch:
        from bylint.cli.watch import watch as watching  # few runs do

        if style != "text":
            raise Stop("--watch shows text. Leave out --format, or check once.")
        if "-" in (*paths, files_from):
            raise Stop("Standard input cannot be watched. Name the files or the folder.")
        watching(order, place)
    done = order.run()
    codes = {INTERRUPTED if done.results.interrupted else 0}
    results = replace(done.results, pages=_noting(done.results, codes, THRESHOLDS[fail_on]))
    try:
        show(done.report(results, place))
        for _ in results:  # what a pack's format left unread counts all the same
            pass
    except StoreError as error:
        raise Stop(f"What is known of the pages cannot be read: {error}. Forget it with `bylint cache clean` and check again.") from error
    context.exit(max(codes))


def _noting(results: Iterable[PageResult], codes: set[int], fail_on: Severity | None) -> Iterator[PageResult]:
    for result in results:
        codes.add(exit_code(result, fail_on))
        yield result
