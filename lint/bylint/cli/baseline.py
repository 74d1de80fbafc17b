"""`bylint baseline`: the findings that a team has put off, written down, shown, and cleared of what is gone."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from bylint.baseline import NAME, Baseline, BaselineError, Entry, counts, read, written
from bylint.cli.completion import on_disk
from bylint.cli.order import Done, Order
from bylint.cli.terminal import Stop, show
from bylint.config import ConfigError, Configs
from bylint.plugins import PackError
from bylint.replace import ReplaceError, replace
from bylint.reports.layout import counted
from bylint.result import PageResult
from bylint.safe import safe


@click.group()
def baseline() -> None:
    """Put findings off: those in the baseline are not told until somebody mends them or adds one more.

    The baseline is bylint.baseline.jsonl, beside the config file or in the current folder. Keep it in version control.
    """


@baseline.command("write")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=on_disk)
def write(paths: tuple[str, ...]) -> None:
    """Check pages and put all that is found into the baseline. What it has of other pages stays."""
    done = _checked(paths)
    known = _known(broken=True)
    results = list(done.results)
    seen = {known.place(result.path) for result in results if result.page}
    kept = [entry for _, entry in known.entries if entry.path not in seen and (known.file.parent / entry.path).exists()]
    _unsound(results)
    now = [known.entry(finding) for result in results for finding in result.findings if counts(finding)]
    _write(known, [*kept, *now])
    others = f"; {counted(len(kept), 'finding')} of other pages stay in it" if kept else ""
    show([f"{safe(str(known.file))}: put {counted(len(now), 'finding')} off{others}.\n"])


@baseline.command("show")
def shown() -> None:
    """Show what is in the baseline, by rule and page."""
    known = _known()
    if not known.entries:
        show([f"There is nothing in {safe(str(known.file))}. `bylint baseline write` puts all findings there are into it.\n"])
        return
    by_rule = Counter(entry.rule for _, entry in known.entries)
    show(f"{number:>8,}  {safe(rule)}\n" for rule, number in sorted(by_rule.items(), key=lambda told: (-told[1], told[0])))
    show(["\n"])
    show(f"{safe(entry.path)}  {safe(entry.rule)}  {safe(entry.text)}\n" for _, entry in known.entries)


@baseline.command("prune")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=on_disk)
def prune(paths: tuple[str, ...]) -> None:
    """Check pages and take out of the baseline what is found no more. Nothing is put in."""
    done = _checked(paths)
    known = _known()
    results = list(done.results)
    _unsound(results)
    seen = {known.place(result.path) for result in results if result.page}
    left = Counter(known.entry(finding)._replace(text="") for result in results for finding in result.findings)
    kept = []
    for _, entry in known.entries:
        if entry.path in seen:
            bare = entry._replace(text="")
            left[bare] -= 1
            if left[bare] >= 0:
                kept.append(entry)
        elif (known.file.parent / entry.path).exists():
            kept.append(entry)
    if gone := len(known.entries) - len(kept):
        _write(known, kept)
    show([f"{safe(str(known.file))}: {counted(gone, 'finding')} taken out, {len(kept):,} left.\n"])


def _checked(paths: tuple[str, ...]) -> Done:
    done = Order(paths, no_baseline=True).run()
    if done.results.interrupted:
        raise KeyboardInterrupt
    return done


def _known(*, broken: bool = False) -> Baseline:
    """The baseline of this folder, an empty one where there is none; it may be `broken` where it is written anew."""
    try:
        planned = Configs().for_page(Path("page.html"))
        file = Path(planned.file.parent if planned.file else Path.cwd(), NAME)
        return read(file, broken=broken) if file.exists() else Baseline(file)
    except (ConfigError, PackError, BaselineError) as error:
        raise Stop(error) from error


def _unsound(results: Iterable[PageResult]) -> None:
    """Raises Stop where a page could not be checked wholly: what it has would look mended."""
    if wrong := [result.path for result in results if not result.complete]:
        more = f" and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
        raise Stop(f"{wrong[0]}{more} could not be checked wholly, so the baseline stays as it was. `bylint check` says why.")


def _write(known: Baseline, entries: Iterable[Entry]) -> None:
    try:
        replace(known.file, [written(entries).encode("utf-8", "replace")])
    except ReplaceError as error:
        raise Stop(f"{known.file} was not written: {error}.") from error
