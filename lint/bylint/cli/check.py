"""`bylint check`: check pages, report what is found, and say it with the exit code."""

from collections.abc import Iterable, Iterator

import click

from bylint import __version__
from bylint.cli.terminal import Stop, look, nearest, show
from bylint.config import ConfigError, Configs, PagePlan
from bylint.plugins import PackError
from bylint.problem import Severity
from bylint.reports import Reporter
from bylint.result import PageResult
from bylint.run import STDIN, PathError, exit_code, expand, run

THRESHOLDS = {"info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR, "never": None}


def _split(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "style", default="text", metavar="NAME", help="text, json, or a format that a pack brings. [default: text]")
@click.option("--fail-on", type=click.Choice([*THRESHOLDS]), default="error", show_default=True, help="Exit with 1 from this severity on.")
@click.option("--select", multiple=True, metavar="RULE|FAMILY,...", callback=_split, help="Check these rules and no others.")
@click.option("--ignore", multiple=True, metavar="RULE|FAMILY,...", callback=_split, help="Leave these rules out.")
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
@click.option("--stdin-filename", metavar="PATH", help="What the page on standard input is called; with the path `-`.")
@click.version_option(__version__, prog_name="bylint", message="%(prog)s %(version)s")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    style: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    isolated: bool,
    stdin_filename: str | None,
) -> None:
    """Check pages before they are published.

    Each PATH is a file, a folder, in which all .html, .htm and .xhtml files are checked, or `-` for standard input. Without
    one, the current folder is checked. A page may be a fragment, such as the text of a CMS field.

    \b
    Exit code 0: no finding of --fail-on or worse.
              1: there are such findings.
              2: bad usage, a bad config, a missing path, or something could not be checked.
    """
    if stdin_filename is not None and "-" not in paths:
        raise Stop("--stdin-filename names the page on standard input. Give `-` as the path too.")
    try:
        files = expand(paths or (".",), stdin_filename or STDIN)
        configs = Configs(isolated=isolated, select=select, ignore=ignore)
        pages = [(file, configs.for_page(file.path)) for file in files]
    except (PathError, ConfigError, PackError) as error:
        raise Stop(error) from error
    report = _reporter(style, (planned for _, planned in pages))
    codes = {0}
    results = _noting(run(pages), codes, THRESHOLDS[fail_on])
    show(report(results, look()))
    for _ in results:  # what a pack's format left unread counts all the same
        pass
    context.exit(max(codes))


def _reporter(style: str, plans: Iterable[PagePlan]) -> Reporter:
    known: dict[str, Reporter] = {}
    for planned in plans:
        if style in planned.packs.reporters:
            return planned.packs.reporters[style]
        known |= planned.packs.reporters
    raise Stop(f"There is no format “{style}”.{nearest(style, known)} The formats are {', '.join(sorted(known))}.")


def _noting(results: Iterable[PageResult], codes: set[int], fail_on: Severity | None) -> Iterator[PageResult]:
    for result in results:
        codes.add(exit_code(result, fail_on))
        yield result
