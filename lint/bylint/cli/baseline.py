"""`bylint baseline`: the findings that a team has put off, written down, shown, and cleared of what is gone."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

from bylint.baseline import NAME, Baseline, BaselineError, Baselines, Entry, counts, read, written
from bylint.cli.completion import on_disk
from bylint.cli.order import Order
from bylint.cli.terminal import Stop, show
from bylint.config import ConfigError, Configs
from bylint.plugins import PackError
from bylint.problem import counted
from bylint.replace import ReplaceError, replace
from bylint.safe import safe


@click.group()
def baseline() -> None:
    """Put findings off: those in the baseline are not told until somebody mends them or adds one more.

    The baseline is bylint.baseline.jsonl in the current folder or above it; the first is written beside the config file. Keep it in
    version control.
    """


@baseline.command("write")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=on_disk)
def write(paths: tuple[str, ...]) -> None:
    """Check pages and put all that is found into the baseline. What it has of other pages stays in it."""
    known = _known(broken=True)
    if known.file.exists() and known != _sound(known.file):
        _write(known, [entry for _, entry in known.entries])  # without the lines that are none
        known = _known()
    found = _found(paths, known)
    _write(known, [*found.kept, *found.new])
    others = f"; {counted(len(found.kept), 'finding')} in it stay" if found.kept else ""
    show([f"{safe(str(known.file))}: put {counted(len(found.new), 'finding')} off{others}.\n"])


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
    known = _known()
    kept = _found(paths, known).kept
    if gone := len(known.entries) - len(kept):
        _write(known, kept)
    show([f"{safe(str(known.file))}: {counted(gone, 'finding')} taken out, {len(kept):,} left.\n"])


class _Found(NamedTuple):
    """The entries of a baseline that stand for something, as far as a check can tell, and those of what it found besides."""

    kept: list[Entry]
    new: list[Entry]


def _found(paths: tuple[str, ...], known: Baseline) -> _Found:
    if "-" in paths:
        raise Stop("A page on standard input is in no baseline. Name the pages as they lie on the disk.")
    done = Order(paths).run()
    if done.results.interrupted:
        raise KeyboardInterrupt
    put_off = done.quiet.put_off
    assert put_off, "is left out only where the baseline is"
    left = Counter({entry._replace(text=""): -count for entry, count in put_off.of_lost_pages(known).items()})
    new = []
    baselines = Baselines()
    for result in done.results:
        if not result.complete:
            raise Stop(f"{result.path} could not be checked wholly, so the baseline stays as it was. `bylint check` says why.")
        if result.page:
            _belongs(done.files.folder(result.path), known, baselines)
            left.subtract(put_off.gone(known, result))
            new += [known.entry(finding) for finding in result.findings if counts(finding)]
    kept = []
    for _, entry in known.entries:
        bare = entry._replace(text="")
        if left[bare] < 0:
            left[bare] += 1
        else:
            kept.append(entry)
    return _Found(kept, new)


def _belongs(folder: str, known: Baseline, baselines: Baselines) -> None:
    """Raises Stop where another baseline than the `known` one counts for the pages of a folder."""
    nearest = baselines.above(folder)
    if nearest and nearest.file != known.file:
        raise Stop(f"For pages in {folder} {nearest.file} counts, and not {known.file}. Call the command in its folder, or take it away.")
    if not Path(folder).is_relative_to(known.file.parent):
        raise Stop(f"Pages in {folder} are not below {known.file.parent}, where the baseline is. Call the command in a folder above both.")


def _known(*, broken: bool = False) -> Baseline:
    """The baseline of this folder, an empty one where there is none; it may be `broken` where it is written anew."""
    try:
        here = Path.cwd()
        above = next((folder for folder in (here, *here.parents) if (folder / NAME).is_file()), None)
        planned = Configs().for_page(Path("page.html"))
        file = Path(above or (planned.file.parent if planned.file else here), NAME)
        return read(file, broken=broken) if file.exists() else Baseline(file)
    except (ConfigError, PackError, BaselineError) as error:
        raise Stop(error) from error


def _sound(file: Path) -> Baseline | None:
    try:
        return read(file)
    except BaselineError:
        return None


def _write(known: Baseline, entries: Iterable[Entry]) -> None:
    try:
        replace(known.file, [written(entries).encode("utf-8", "replace")])
    except ReplaceError as error:
        raise Stop(f"{known.file} was not written: {error}.") from error
