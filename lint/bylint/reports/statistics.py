"""The report that counts: a table of the rules that found something."""

from collections.abc import Iterator

from bylint.reports.look import Look
from bylint.reports.tally import tally
from bylint.result import Results
from bylint.safe import safe

HEAD = ("findings", "pages", "severity", "rule")


def statistics(results: Results, look: Look) -> Iterator[str]:
    """A row for each rule, the one with most findings first, under the names of the columns."""
    rows = [(f"{one.findings:,}", f"{one.pages:,}", str(one.severity), safe(one.rule)) for one in tally(results)]
    if not rows:
        yield "No findings.\n"
        return
    findings, pages, severity, _ = (max(map(len, column)) for column in zip(HEAD, *rows, strict=True))
    for row in (HEAD, *rows):
        yield f"{row[0]:>{findings}}  {row[1]:>{pages}}  {row[2]:<{severity}}  {row[3]}\n"
