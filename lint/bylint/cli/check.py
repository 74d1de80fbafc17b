"""`bylint check`: check pages, report what is found, and say it with the exit code."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

import click

from bylint import __version__
from bylint.archives import PAGES
from bylint.cli import INTERRUPTED
from bylint.cli.completion import formats, on_disk, selected
from bylint.cli.order import Done, Order, is_report, written_over
from bylint.cli.terminal import STREAMS, Stop, look, save, show, writable
from bylint.problem import Severity
from bylint.reports import Look
from bylint.result import PageResult, Results, StoreError
from bylint.run import exit_code

# The share of a run's time from which a rule or view is named.
SHOWN = 0.0005
THRESHOLDS = {"info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR, "never": None}
RULES = "RULE|FAMILY,..."


def split(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the values of an option, which separates them by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def formatted(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    told = [(name, file) for name, _, file in (value.partition("=") for value in values)]
    if wrong := next((name for name, file in told if not (name and file)), None):
        raise Stop(f"--report takes a format and a file, such as --report sarif=out.sarif; “{wrong}” is not of that form.")
    return tuple(told)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=on_disk)
@click.option(
    "--format",
    "style",
    metavar="NAME",
    shell_complete=formats,
    help="How the findings are shown: text, concise, json, … or a pack's. [default: text]",
)
@click.option("--report", "reports", multiple=True, metavar="NAME=FILE", callback=formatted, help="Write such a report to FILE too.")
@click.option("--statistics", is_flag=True, help="Show how often each rule found something, instead of the findings.")
@click.option("--timing", is_flag=True, help="Show at the end how long each rule and view took; without workers or store.")
@click.option("--every", is_flag=True, help="Show each finding on each page; else those of one cause are shown once.")
@click.option("--fix", is_flag=True, help="Apply the safe fixes, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply the fixes too that need a look afterwards.")
@click.option("--diff", is_flag=True, help="Show what the fixes would change, instead of the findings; change nothing.")
@click.option("--fail-on", type=click.Choice([*THRESHOLDS]), default="error", show_default=True, help="Exit with 1 from this severity on.")
@click.option("--select", multiple=True, metavar=RULES, callback=split, shell_complete=selected, help="Check these rules and no others.")
@click.option("--ignore", multiple=True, metavar=RULES, callback=split, shell_complete=selected, help="Leave these rules out.")
@click.option("--isolated", is_flag=True, help="Ignore every config file, ignore file and baseline.")
@click.option("--no-baseline", is_flag=True, help="Show the findings too that the baseline has.")
@click.option(
    "--files-from",
    metavar="FILE",
    shell_complete=on_disk,
    help="Check the pages listed in FILE too, one a line; `-` for standard input.",
)
@click.option("--changed-since", metavar="REF", help="Check only pages that git sees changed since REF.")
@click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="How many processes check pages. [default: one a core]")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what is known of pages from other runs.")
@click.option("--now", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day for what runs out. [default: today]")
@click.option("--watch", is_flag=True, help="Go on checking what changes, and show what is new and what is gone.")
@click.option("--stdin-filename", metavar="PATH", help="What the page on standard input is called; with the path `-`.")
@click.version_option(__version__, prog_name="bylint", message="%(prog)s %(version)s")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    style: str | None,
    reports: tuple[tuple[str, str], ...],
    statistics: bool,
    timing: bool,
    every: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    isolated: bool,
    no_baseline: bool,
    files_from: str | None,
    changed_since: str | None,
    jobs: int | None,
    no_cache: bool,
    now: datetime | None,
    watch: bool,
    stdin_filename: str | None,
) -> None:
    """Check pages before they are published.

    Each PATH is a file, a folder, in which all .html, .htm and .xhtml files are checked, a pattern such as 'news/**/*.html', an
    archive (.zip, .tar, .warc, also compressed), or `-` for standard input. Without one, the current folder is checked. A page
    may be a fragment, such as the text of a CMS field.

    Of a folder bylint keeps what it knows in `.bylint/`, beside the config file: the next run checks only what changed, and a
    page that is checked alone is compared with the others.

    With --fix, a page on standard input goes fixed to standard output, and the report to standard error. With --diff, the exit code
    is 1 if something would be changed.

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
    if statistics and style not in (None, "statistics"):
        raise Stop("--statistics shows a table instead of the findings. Leave out --format, or write the findings to a file with --report.")
    told_to(reports)
    today = now.date() if now else date.today()
    if timing:
        jobs, no_cache = 0, True
    style = style or ("statistics" if statistics else "text")
    styles = (style, *(name for name, _ in reports))
    told = tuple(file for _, file in reports)
    order = Order(
        paths, styles, select, ignore, isolated, files_from, changed_since, jobs, no_cache, no_baseline, today, stdin_filename, reports=told
    )
    place = look(every=every)
    if watch:
        _watch(order, place, style, ("-" in (*paths, files_from)), bool(fix or unsafe_fixes or diff or reports or timing))
    with _timed(timing):
        done = order.run()
        codes: set[int] = set()
        if (fix or unsafe_fixes or diff) and not done.results.interrupted:
            from bylint.cli.fix import fix as apply  # most runs change nothing

            done = apply(order, done, unsafe=unsafe_fixes, diff=diff, codes=codes)
        codes.add(INTERRUPTED if done.results.interrupted else 0)
        results = noted(done, codes, THRESHOLDS[fail_on])
        try:
            for name, file in reports:
                save(file, done.report(name, results, place._replace(color=False)))
            if (fix or unsafe_fixes) and "-" in paths:
                show(done.report(style, results, place._replace(color=False)), err=True)
            elif not diff:
                show(done.report(style, results, place))
            if not diff:
                finish(results)
        except StoreError as error:
            raise Stop(f"What is known of pages cannot be read: {error}. Forget it with `bylint cache clean` and check again.") from error
    context.exit(max(codes))


def told_to(reports: tuple[tuple[str, str], ...]) -> None:
    """Raises Stop where reports cannot be written to their files, or would be written over what may be a page: there is no telling
    which files are pages of the site, as a run may be of a few of them."""
    for _, file in reports:
        writable(file)
        real = os.path.realpath(file)
        page = file.lower().endswith(PAGES) or real.lower().endswith(PAGES)
        if page and file not in STREAMS and os.path.isfile(real) and os.path.getsize(real) and not is_report(real):  # noqa: PTH113, PTH202
            raise written_over(file, "a page, or what is named like one and is no report that bylint wrote as HTML")
    if len({*map(os.path.realpath, (file for _, file in reports))}) < len(reports):
        raise Stop("Two reports cannot be written to one file. Name a file for each --report.")


def noted(done: Done, codes: set[int], fail_on: Severity | None) -> Results:
    """The results, whose exit codes are put into `codes` as they are gone through."""
    return replace(done.results, pages=_Noted(done.results, codes, fail_on))


def finish(results: Results) -> None:
    """Note what is left, if no report went through all results: what a pack's format does not read counts all the same."""
    if isinstance(results.pages, _Noted) and not results.pages.whole:
        for _ in results:
            pass


@dataclass
class _Noted:
    """The results, with their exit codes noted as they are gone through."""

    results: Iterable[PageResult]
    codes: set[int]
    fail_on: Severity | None
    whole: bool = False

    def __iter__(self) -> Iterator[PageResult]:
        for result in self.results:
            self.codes.add(exit_code(result, self.fail_on))
            yield result
        self.whole = True


def _watch(order: Order, place: Look, style: str, stdin: bool, other: bool) -> None:
    from bylint.cli.watch import watch  # few runs do

    if style != "text" or other:
        raise Stop("--watch shows text and changes nothing. Leave out the other options, or check once.")
    if stdin:
        raise Stop("Standard input cannot be watched. Name the files or the folder.")
    watch(order, place)


@contextmanager
def _timed(wanted: bool) -> Iterator[None]:
    """Show on standard error how long rules and views took, if that is wanted."""
    if not wanted:
        yield
        return
    from bylint.timing import Clock, timing  # few runs do

    clock = Clock()
    try:
        with timing(clock), clock.of("all else: reading, parsing, places, reports"):
            yield
    finally:
        total = sum(clock.spent.values())
        click.echo(f"{'seconds':>8}  {'share':>6}  {'times':>9}  what took them (a view's without the views it asks)", err=True)
        rest = [name for name, seconds in clock.spent.items() if seconds < SHOWN * total]
        for name, seconds in sorted(clock.spent.items(), key=lambda told: -told[1]):
            if name not in rest:
                click.echo(f"{seconds:>8.3f}  {seconds / total:>6.1%}  {clock.times[name]:>9,}  {name}", err=True)
        if rest:
            seconds = sum(clock.spent[name] for name in rest)
            click.echo(f"{seconds:>8.3f}  {seconds / total:>6.1%}  {'':>9}  {len(rest)} others, none above {SHOWN:.2%}", err=True)
