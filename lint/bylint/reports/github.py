"""The report that GitHub Actions turns into annotations: workflow commands, as told in
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator

from bylint.problem import Finding, Severity
from bylint.reports.causes import Told, gravest, told
from bylint.reports.look import Look
from bylint.result import Results
from bylint.safe import flat, safe

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# A step shows so many annotations of each command, and drops the others without a word.
SHOWN = 10
# Characters of a message; of one above 4,096 nothing may be left but its beginning.
MOST = 4000
# So many are gathered before those that will not be shown are dropped.
GATHERED = 1000


def github(results: Results, look: Look) -> Iterator[str]:
    """The gravest findings as annotations, one for each cause, and a last one that says how many more there are."""
    kept: dict[Severity, list[Told]] = {severity: [] for severity in COMMANDS}
    total = 0
    for one in told(results, every=look.every):
        total += 1
        same = kept[one.finding.severity]
        same.append(one)
        if len(same) == GATHERED:
            same[:] = gravest(same, SHOWN)
    shown = {severity: gravest(same, SHOWN) for severity, same in kept.items()}
    more = total - sum(map(len, shown.values()))
    if (more or results.interrupted) and len(shown[Severity.INFO]) == SHOWN:  # the last one is a notice as well
        shown[Severity.INFO].pop()
        more += 1
    for severity, command in COMMANDS.items():
        yield from (_command(command, one) for one in shown[severity])
    last = "The run was interrupted, and pages are missing. " if results.interrupted else ""
    if more:
        last += f"{'1 more finding is' if more == 1 else f'{more:,} more findings are'} not annotated; other formats have them all."
    if last:
        yield f"::notice title=bylint::{last}\n"


def _command(command: str, one: Told) -> str:
    finding = one.finding
    message = flat(finding.message)
    if len(message) > MOST:
        message = f"{message[:MOST]}…"
    if one.pages > 1:
        message += f" The same is on {one.pages - 1:,} other page{'' if one.pages == 2 else 's'}."
    properties = {"file": safe(finding.path), **_place(finding), "title": f"bylint {safe(finding.rule)}"}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {listed}::{_data(message)}\n"


def _place(finding: Finding) -> dict[str, str]:
    """Columns stand on one line only: GitHub takes none with a range of several."""
    place = finding.place
    if place.line == place.end_line:
        columns = {"col": str(place.column), "endColumn": str(place.end_column)}
        return {"line": str(place.line), "endLine": str(place.line), **columns}
    return {"line": str(place.line), "endLine": str(place.end_line - (place.end_column == 1))}


def _data(text: str) -> str:
    """As the toolkit escapes what stands after the second `::`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
