"""`bylint compare`: a copy beside its original, word by word."""

from pathlib import Path

import click

from bylint.cli.check import RULES, THRESHOLDS, finish, formatted, noted, split, told_to
from bylint.cli.completion import formats, on_disk, selected
from bylint.cli.order import Done, Order, spared
from bylint.cli.terminal import Stop, look, save, show, warn
from bylint.config import ConfigError
from bylint.inputs import PageFile
from bylint.originals.original import readable
from bylint.plugins import PackError
from bylint.problem import Compared
from bylint.settings import OriginalError


@click.command()
@click.argument("original", metavar="ORIGINAL", shell_complete=on_disk)
@click.argument("copy", metavar="COPY", shell_complete=on_disk)
@click.option(
    "--format", "style", metavar="NAME", default="text", shell_complete=formats, help="How the findings are shown. [default: text]"
)
@click.option("--report", "reports", multiple=True, metavar="NAME=FILE", callback=formatted, help="Write such a report to FILE too.")
@click.option("--fail-on", type=click.Choice([*THRESHOLDS]), default="error", show_default=True, help="Exit with 1 from this severity on.")
@click.option("--select", multiple=True, metavar=RULES, callback=split, shell_complete=selected, help="Check these rules and no others.")
@click.option("--ignore", multiple=True, metavar=RULES, callback=split, shell_complete=selected, help="Leave these rules out.")
@click.option("--isolated", is_flag=True, help="Ignore every config file, ignore file and baseline.")
@click.option("--no-baseline", is_flag=True, help="Show the findings too that the baseline has.")
@click.pass_context
def compare(
    context: click.Context,
    original: str,
    copy: str,
    style: str,
    reports: tuple[tuple[str, str], ...],
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    isolated: bool,
    no_baseline: bool,
) -> None:
    """Compare a COPY with its ORIGINAL, word by word.

    Tells what was changed, what is missing and what was added, and whether what is owed to the originator is there: the rules of
    fidelity, attribution and terms. Both are HTML files as they were saved, or fragments of them; the copy may be `-` for standard input.

    \b
    bylint compare theirs.html ours.html
    bylint compare theirs.html ours.html --report html=for-the-partner.html

    \b
    Exit code 0: no finding of --fail-on or worse.
              1: there are such findings.
              2: bad usage, a bad config, a missing file, something could not be checked, or the two are not one story.
    """
    theirs = Path(original)
    _two_files(theirs, copy)
    told_to(reports)
    spared([PageFile(original), PageFile(copy, stdin=copy == "-")], [file for _, file in reports], (original, copy))
    names = (style, *(name for name, _ in reports))
    order = Order((copy,), names, select, ignore, isolated, jobs=0, no_cache=True, no_baseline=no_baseline, original=theirs)
    compares = _compares(order, theirs, copy)
    done = order.run()
    codes: set[int] = set()
    results = noted(done, codes, THRESHOLDS[fail_on])
    place = look()
    for name, file in reports:
        save(file, done.report(name, results, place._replace(color=False)))
    show(done.report(style, results, place))
    finish(results)
    codes.add(_said(done, original, copy) if compares else 0)
    context.exit(max(codes))


def _two_files(original: Path, copy: str) -> None:
    if str(original) == "-":
        raise Stop("The original is read from a file. Only the copy can come on standard input.")
    for path in (original, Path(copy)):
        if path.is_dir():
            raise Stop(f"{path} is a folder. Name the file of one story.")
    if copy != "-" and original.exists() and Path(copy).exists() and original.samefile(copy):
        raise Stop(f"{original} and {copy} are one file, which is its own original. Name the copy as the second of two files.")


def _compares(order: Order, original: Path, copy: str) -> bool:
    """Whether one of the rules compares. Raises Stop where there is nothing to compare with."""
    from bylint.config import Configs

    try:
        planned = Configs(isolated=order.isolated, select=order.select, ignore=order.ignore, original=original).for_page(Path(copy))
        readable(original, planned.plan.settings)
        return any(planned.packs.rules[setting.rule].compares for setting in planned.plan.rules)
    except (ConfigError, PackError, OriginalError) as error:
        raise Stop(error) from error


def _said(done: Done, original: str, copy: str) -> int:
    """The exit code for what was not compared; why is said on standard error."""
    (result, *_) = done.results
    compared: Compared | None = result.compared
    if compared is None:
        warn(f"{copy} was not compared with {original}, as nothing in it could be read.")
        return 2
    if not compared.words:
        warn(f"No story was found in {original}, so {copy} was not compared with it. Save the page of the story itself, with its text.")
        return 2
    if not compared.one_story:
        warn(
            f"{copy} does not look like the story of {original}: {100 * compared.carried:.0f} % of that text stands in it. "
            "The two were not compared word by word."
        )
        return 2
    return 0
