"""The report for the summary page of a CI job: GitHub-flavored Markdown of less than the 1 MiB that GitHub takes for a step:
https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
"""

import re
from collections import Counter
from collections.abc import Iterator

from bylint.problem import counted
from bylint.reports.about import about
from bylint.reports.causes import Told, gravest, told
from bylint.reports.inert import inert
from bylint.reports.json import adds
from bylint.reports.look import Look
from bylint.reports.tally import tally
from bylint.result import Results
from bylint.safe import safe

# Faults that are shown, and those that can be unfolded below them.
SHOWN, UNFOLDED = 20, 500
# Characters of a message and of a path, and bytes of the rows that can be unfolded.
MESSAGE, PATH, MOST = 300, 200, 600_000
MARKUP = re.compile(r"[!-/:-@\[-`{-~]")


def markdown(results: Results, look: Look) -> Iterator[str]:
    """The totals, the rules with most findings, and the gravest findings, one for each cause."""
    counts: Counter[str] = Counter()
    for result in results:
        counts += adds(result)
        counts += Counter(pages=result.page, incomplete=not result.complete)
    found = ", ".join(counted(counts[f"{severity}s"], severity) for severity in ("error", "warning", "info"))
    yield f"## bylint: {found}\n\n"
    left_out = f"{counts['suppressed']:,} suppressed, {counts['baselined']:,} in the baseline"
    yield f"Checked {counted(counts['pages'], 'page')}. {left_out}.\n"
    if results.interrupted:
        yield "\n**The run was interrupted: pages are missing, and none was compared with others.**\n"
    if counts["incomplete"]:
        yield f"\n**{counted(counts['incomplete'], 'page')} could not be checked wholly.**\n"
    if rules := tally(results):
        yield "\n### Rules\n\n| Findings | Pages | Severity | Rule | What is wrong |\n| ---: | ---: | --- | --- | --- |\n"
        for rule, severity, findings, pages in rules:
            summary = prose(about(rule, look)[0].partition("\n")[0], MESSAGE)
            yield f"| {findings:,} | {pages:,} | {severity} | {code(rule, PATH)} | {summary} |\n"
        yield from _faults(results, look)


def _faults(results: Results, look: Look) -> Iterator[str]:
    faults = gravest(told(results, every=look.every), UNFOLDED)
    yield "\n### Gravest first, one for each cause\n"
    yield from _table(faults[:SHOWN])
    rows = list(_table(faults[SHOWN:]))
    # What is left of a page's room may end within the table, but never within a row of it.
    room = MOST
    kept = [row for row in rows if (room := room - len(row.encode())) >= 0]
    if kept:
        yield f"\n<details><summary>{counted(len(kept) - 1, 'more', 'more')}</summary>\n"
        yield from kept
        yield "\n</details>\n"
    yield "\nA report of another format has every finding on every page.\n"


def _table(faults: list[Told]) -> Iterator[str]:
    if faults:
        yield "\n| Severity | Where | Pages | Rule | What to do |\n| --- | --- | ---: | --- | --- |\n"
    for finding, pages in faults:
        where = f"{code(finding.path, PATH)} {finding.place.line}:{finding.place.column}"
        yield f"| {finding.severity} | {where} | {pages:,} | {code(finding.rule, PATH)} | {prose(finding.message, MESSAGE)} |\n"


def prose(text: str, most: int) -> str:
    """Text as a paragraph or a cell shows it, up to `most` characters: no character of it is markup, and no address or name a link. A
    backslash makes each mark of ASCII a letter, and an empty comment, which shows nothing, stands within what would be active."""
    return MARKUP.sub(r"\\\g<0>", inert(_cut(text, most), "\0")).replace("\0", "<!-- -->")


def code(text: str, most: int) -> str:
    """The same as code. Not between backticks, where no backslash keeps a pipe from ending the cell."""
    return f"<code>{prose(safe(text), most)}</code>"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
