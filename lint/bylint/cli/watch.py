"""`bylint check --watch`: check again what changes, and show what that changed."""

import time
from collections.abc import Iterable, Iterator, Mapping

from bylint.cli.order import Order
from bylint.cli.terminal import Stop, show, warn
from bylint.desk import Stamp, stamp
from bylint.inputs import PathError
from bylint.lists import ListError
from bylint.problem import Finding
from bylint.reports import Look
from bylint.reports.causes import untold
from bylint.reports.text import page
from bylint.result import Cause, PageResult, Results, StoreError
from bylint.safe import safe

# Seconds between two looks at the files.
INTERVAL = 0.5


def watch(order: Order, look: Look) -> None:
    """Report all findings, then for each change of a page or a config those that are new and those that are gone. Ends with Ctrl-C.
    The code of packs is that of the beginning."""
    seen = _seen(order, ())
    done = order.run()
    known: dict[str, str] = {}
    show(done.report("text", Results(_kept(done.results, known), done.results.causes, done.results.interrupted), look))
    if done.results.interrupted:
        raise KeyboardInterrupt
    show(["Watching. Ctrl-C ends it.\n"])
    seen = _seen(order, done.seen) | seen  # what has changed since is seen to have changed
    while True:
        while (now := _seen(order, done.seen)) == seen:
            time.sleep(INTERVAL)
        seen = now
        found: dict[str, str] = {}
        try:
            done = order.run()
            if done.results.interrupted:
                raise KeyboardInterrupt
            fresh = [(result.path, new) for result in _kept(done.results, found) if (new := _new(result, known))]
        except Stop as error:  # a config half written: wait until it is whole
            warn(error.message)
            continue
        except StoreError as error:
            warn(f"What is known of the pages cannot be read: {error}. They are checked again at the next change.")
            continue
        show(_difference(fresh, done.results.causes, [line for fingerprint, line in known.items() if fingerprint not in found], look))
        known = found


def _difference(fresh: list[tuple[str, list[Finding]]], causes: Mapping[str, Cause], gone: list[str], look: Look) -> Iterator[str]:
    told: set[str] = set()
    for path, findings in fresh:
        if shown := untold(findings, causes, told):
            yield page(path, shown, causes, look)
    yield from (f"Gone: {line}\n" for line in gone)
    yield f"{time.strftime('%H:%M:%S')}  {sum(len(findings) for _, findings in fresh):,} new, {len(gone):,} gone.\n"


def _kept(results: Iterable[PageResult], known: dict[str, str]) -> Iterator[PageResult]:
    """The results, with a line for each finding put into `known` by its fingerprint."""
    for result in results:
        for finding in result.findings:
            known[finding.fingerprint] = f"{safe(finding.path)}:{finding.place.line}:{finding.place.column}  {finding.rule}"
        yield result


def _new(result: PageResult, known: dict[str, str]) -> list[Finding]:
    return [finding for finding in result.findings if finding.fingerprint not in known]


def _seen(order: Order, files: Iterable[str]) -> dict[str, Stamp]:
    """When each page there is, and each of `files`, was last changed, and its size; or that there is nothing to see."""
    try:
        paths = [*(file.name for file in order.files()), *files]
    except (PathError, ListError) as error:
        return {str(error): (0, 0, 0)}
    return {path: stamp(path) for path in paths}
