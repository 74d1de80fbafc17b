"""The report of one line a finding, for terminals, grep and the lists of editors."""

from collections import Counter
from collections.abc import Iterator

from bylint.reports.look import Look
from bylint.result import Results
from bylint.safe import flat, safe


def concise(results: Results, look: Look) -> Iterator[str]:
    """`path:line:column: severity rule message` for each finding, and a last line with the totals, in which there is no colon."""
    counts: Counter[str] = Counter()
    for result in results:
        counts["page"] += result.page
        for finding in result.findings:
            counts[str(finding.severity)] += 1
            at = f"{safe(finding.path)}:{finding.place.line}:{finding.place.column}"
            yield f"{at}: {finding.severity} {safe(finding.rule)} {flat(finding.message)}\n"
    yield ", ".join(f"{counts[noun]:,} {noun}{'' if counts[noun] == 1 else 's'}" for noun in ("page", "error", "warning", "info"))
    yield ", interrupted\n" if results.interrupted else "\n"
