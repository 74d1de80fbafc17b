"""The report that streams are read of: a JSON object a line, described by report_line.schema.json."""

from collections import Counter
from collections.abc import Iterator
from json import dumps

from bylint.reports.json import TOOL, adds, stated, summary
from bylint.reports.look import Look
from bylint.result import Results


def jsonl(results: Results, look: Look) -> Iterator[str]:
    """A line for each finding, and the summary last: a report without it was cut off. ASCII only, as in the `json` report."""
    counts: Counter[str] = Counter()
    for result in results:
        yield from (dumps({"path": result.path, **stated(finding)}) + "\n" for finding in result.findings)
        counts += adds(result)
    yield dumps({"schema": "bylint-report-line/1", "tool": TOOL, "summary": summary(counts, results)}) + "\n"
