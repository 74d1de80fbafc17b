"""`bylint check --fix`: pages mended and written back, or what that would change."""

from collections.abc import Iterator
from dataclasses import replace

import click

from bylint.cli.order import Done, Order
from bylint.cli.terminal import show, warn
from bylint.fixing import Withdrawn
from bylint.inputs import PageFile, passed_on
from bylint.mend import ROUNDS, Mended, mend
from bylint.problem import Safety, counted
from bylint.replace import ReplaceError
from bylint.replace import replace as write
from bylint.result import Mendings
from bylint.safe import safe
from bylint.source import Source


def fix(order: Order, done: Done, *, unsafe: bool, diff: bool, codes: set[int]) -> Done:
    """Fix the pages of a run, which ends up in `done`, or with `diff` show what that would change, and have 1 among the `codes` if it
    would. What could not be written is said, and 2 among them."""
    wanted: tuple[Safety, ...] = ("safe", "unsafe") if unsafe else ("safe",)
    pages: set[str] = set()
    applied = 0
    withdrawn: list[Withdrawn] = []
    for _ in range(1 if diff else ROUNDS):
        if done.results.interrupted:
            break
        changed: dict[str, PageFile] = {}
        withdrawn = []
        try:
            for page in mend(done.files, done.results, done.plan_for, done.quiet, wanted, order.processes()):
                withdrawn += page.fixed.withdrawn
                if page.trouble:
                    warn(page.trouble)
                    codes.add(2)
                elif page.fixed.data != page.was:
                    if diff:
                        show(difference(page))
                    elif not _written(page):
                        codes.add(2)
                        continue
                    changed[page.file.name] = page.file._replace(data=page.fixed.data) if page.file.stdin else page.file
                    applied += len(page.fixed.applied)
        except KeyboardInterrupt:
            if not diff:
                warn(f"Interrupted: {counted(len(pages | changed.keys()), 'page')} had been fixed, each of them wholly.")
            raise
        pages |= changed.keys()
        if diff or not changed:
            break
        done = order.run([changed.get(name, file) for name, file in done.files.by_name.items()])
    if diff:
        left = f", and {len(withdrawn)} more cannot be had (--fix says why)" if withdrawn else ""
        where = f"{counted(applied, 'finding')} would be fixed on {counted(len(pages), 'page')}"
        click.echo(f"{where}{left}. Nothing was changed.", err=True)
        codes.add(int(bool(pages)))
    for file in done.files.by_name.values():
        if file.stdin and not diff:
            passed_on(file.data)  # of a page that is too large only the beginning was read
    mended = Mendings(applied, len(pages), tuple([(each.finding, each.reason) for each in withdrawn]))
    return done._replace(results=replace(done.results, mended=mended))


def _written(page: Mended) -> bool:
    if page.file.stdin:
        return True
    try:
        write(page.file.path, [page.fixed.data], was=page.was)
    except ReplaceError as error:
        warn(f"{page.file.name} was not fixed: {error}. It is as it was.")
        return False
    return True


def difference(page: Mended) -> Iterator[str]:
    """What the fixes of a page change, as a unified diff that is safe to show."""
    from difflib import unified_diff  # few runs do

    before, after = (Source.read(page.file.name, data).text.splitlines() for data in (page.was, page.fixed.data))
    for line in unified_diff(before, after, f"a/{page.file.name}", f"b/{page.file.name}", lineterm=""):
        yield "\t".join(map(safe, line.split("\t"))) + "\n"
