"""The report that people read: findings under the name of their page, each with the line it stands in."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import click

from bylint.problem import Compared, Excerpt, Finding, Severity, counted
from bylint.reports.causes import untold
from bylint.reports.difference import Part, lines
from bylint.reports.layout import cell_len, head, tail, wrap
from bylint.reports.look import Look
from bylint.result import Cause, Mendings, Results
from bylint.safe import flat, safe

CHANGED = {"removed": "red", "added": "green"}
COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
TAB = 4
# How many other pages with the same cause are named.
SHOWN = 3


def text(results: Results, look: Look) -> Iterator[str]:
    """A block of lines for every page with findings, and the totals. Findings of one cause are shown on
    the first of its pages, unless every one is wanted."""
    counts: Counter[str] = Counter()
    withdrawn = {finding.fingerprint for finding, _ in results.mended.withdrawn} if results.mended else set()
    causes = {} if look.every else results.causes
    told: set[str] = set()
    example = ""
    for result in results:
        counts["page"] += result.page
        counts["clean"] += result.page and result.complete and not result.findings
        counts["incomplete"] += not result.complete
        counts["suppressed"] += len(result.suppressed)
        counts["baselined"] += len(result.baselined)
        counts["compared"] += result.compared is not None
        counts.update(str(finding.severity) for finding in result.findings)
        counts.update(finding.fix.safety for finding in result.findings if finding.fix and finding.fingerprint not in withdrawn)
        shown = untold(result.findings, causes, told)
        counts["grouped"] += len(result.findings) - len(shown)
        if withdrawn:
            shown = [each._replace(fix=None) if each.fingerprint in withdrawn else each for each in shown]
        if shown:
            example = example or shown[0].rule
            yield page(result.path, shown, causes, look)
    yield from _totals(counts, look)
    if counts["compared"]:
        yield from (_compared(result.path, result.compared) for result in results if result.compared)
    yield from _mendings(counts, results.mended)
    if example:
        yield f"`bylint explain RULE` tells more of a rule, for example: bylint explain {safe(example)}\n"
    if results.interrupted:
        yield "The run was interrupted: these are the pages that were done, and none was compared with others.\n"


def page(path: str, findings: list[Finding], causes: Mapping[str, Cause], look: Look) -> str:
    """The findings of a page under its name, those of a shared cause with the other pages that have it."""
    width = max(len(_at(finding)) for finding in findings)
    blocks = ["\n".join(_finding(finding, width, causes.get(finding.cause), look)) for finding in findings]
    return "\n\n".join([_style(safe(path), look, bold=True, underline=True), *blocks]) + "\n\n"


def _finding(finding: Finding, width: int, cause: Cause | None, look: Look) -> Iterator[str]:
    color = COLORS[finding.severity]
    yield _first_line(finding, width, look)
    margin = " " * (width + 4)
    room = max(20, look.width - len(margin))
    yield from (margin + line for line in wrap(flat(finding.message), room))
    if _shows(finding):
        line, column, length = mark(finding.excerpt, room - 2)
        carets = _style("^" * length, look, fg=color, bold=True)
        yield ""
        yield f"{_style(f'{finding.excerpt.line:>{width + 3}} |', look, dim=True)} {line}"
        yield f"{_style(' ' * (width + 3) + ' |', look, dim=True)} {' ' * column}{carets}{_continues(finding)}"
    if finding.difference:
        first, *rest = (_colored(line, look) for line in lines(finding.difference, room - 7))
        yield f"{margin}{_style('= diff', look, dim=True)} {first}"
        # A log takes a line that begins with “::” for a command, and text of a page may break anywhere.
        yield from (f"{margin}{_style('     |', look, dim=True)} {line}" for line in rest)
    if cause:
        first, *rest = wrap(flat(_same(cause, finding.path)), room - 7)
        yield f"{margin}{_style('= same', look, dim=True)} {first}"
        yield from (f"{margin}       {line}" for line in rest)
    for related in finding.related:
        at = f"{related.path}:" if related.path else ""
        first, *rest = wrap(f"at {safe(at)}{related.place.line}:{related.place.column}: {flat(related.message)}", room - 7)
        yield f"{margin}{_style('= note', look, dim=True)} {first}"
        yield from (f"{margin}       {line}" for line in rest)


def _colored(line: list[Part], look: Look) -> str:
    return "".join(_style(part.text, look, fg=CHANGED[part.kind]) if part.kind in CHANGED else part.text for part in line)


def _first_line(finding: Finding, width: int, look: Look) -> str:
    """Where a finding stands, how bad it is, its rule and, where there is room, what mends it."""
    start, rule = f"  {_at(finding):<{width}}  ", safe(finding.rule)
    severity = _style(f"{finding.severity!s:<7}", look, fg=COLORS[finding.severity], bold=True)
    mends = {"safe": "  mended by --fix", "unsafe": "  mended by --unsafe-fixes"}[finding.fix.safety] if finding.fix else ""
    fits = cell_len(f"{start}warning  {rule}{mends}") <= look.width
    return f"{start}{severity}  {_style(rule, look, bold=True)}{_style(mends, look, dim=True) if fits and mends else ''}"


def _same(cause: Cause, path: str) -> str:
    """Where else a finding's cause is found, and how often."""
    others = [other for other in cause.examples if other != path][:SHOWN]
    rest = cause.pages - 1 - len(others)
    named = f"{', '.join(others)}{f' and {rest:,} more' if rest else ''}"
    times = f", {cause.findings:,} times in all" if cause.findings > cause.pages else ""
    return f"on {counted(cause.pages - 1, 'other page')}{times}: {named}"


def mark(excerpt: Excerpt, room: int) -> tuple[str, int, int]:
    """The source line, cut to `room` cells around what is marked; the cell from which on it is marked, and how many."""
    before = _plain(excerpt.text[: excerpt.start].lstrip(), 0)
    inside = _plain(excerpt.text[excerpt.start : excerpt.end], cell_len(before))
    after = _plain(excerpt.text[excerpt.end :].rstrip(), cell_len(before + inside))
    if cell_len(inside) > room - 8:
        inside = head(inside, room - 9) + "…"
    left = room - cell_len(inside)
    if cell_len(before) + cell_len(after) > left:
        share = max(left - cell_len(after), left // 2)
        if cell_len(before) > share:
            before = "…" + tail(before, share - 1)
        if cell_len(after) > left - cell_len(before):
            after = head(after, left - cell_len(before) - 1) + "…"
    return before + inside + after, cell_len(before), max(1, cell_len(inside))


def _plain(part: str, column: int) -> str:
    """A part of a source line, safe and with its tabs as spaces; it begins in cell `column`."""
    first, *rest = part.split("\t")
    plain = safe(first)
    for piece in rest:
        plain += " " * (TAB - (column + cell_len(plain)) % TAB) + safe(piece)
    return plain


def _at(finding: Finding) -> str:
    return f"{finding.place.line}:{finding.place.column}"


def _shows(finding: Finding) -> bool:
    """Whether there is something to mark: what is said of the whole page stands at 1:1 without length."""
    place = finding.place
    return bool(finding.excerpt.text.strip()) and (place.end_line, place.end_column) != (1, 1)


def _continues(finding: Finding) -> str:
    """For a range of several lines, of which an excerpt has the first."""
    last = finding.place.end_line - (finding.place.end_column == 1)
    return f" … to line {last}" if last > finding.place.line else ""


def _totals(counts: Counter[str], look: Look) -> Iterator[str]:
    if not counts["page"]:
        yield "Nothing was checked: no page has changed, or the list is empty.\n"
        return
    checked = f"Checked {counted(counts['page'], 'page')}: "
    errors = _style(counted(counts["error"], "error"), look, fg="red" if counts["error"] else None, bold=True)
    warnings = _style(counted(counts["warning"], "warning"), look, fg="yellow" if counts["warning"] else None, bold=True)
    clean = f"{counted(counts['clean'], 'page')} {'is' if counts['clean'] == 1 else 'are'} clean."
    clean = _style(clean, look, fg="green" if counts["clean"] else None)
    yield f"{checked}{errors}, {warnings}, {counted(counts['info'], 'info')}. {clean}\n"
    if counts["incomplete"]:
        yield f"{counted(counts['incomplete'], 'page')} could not be checked wholly; the findings above say why.\n"
    if counts["grouped"]:
        yield f"{counted(counts['grouped'], 'more finding')} of the causes above; --every shows each.\n"
    if counts["suppressed"] or counts["baselined"]:
        yield f"Not shown: {counts['suppressed']:,} suppressed, {counts['baselined']:,} in the baseline.\n"


def _compared(path: str, compared: Compared) -> str:
    """How much of an original stands in its copy."""
    more = f"which has {counted(compared.words, 'word')}" if compared.one_story else "and was not compared word by word"
    return f"{safe(path)} has {compared.carried:.0%} of the text of {safe(compared.original)}, {more}.\n"


def _mendings(counts: Counter[str], mended: Mendings | None) -> Iterator[str]:
    """What was fixed, what was not and why, and what could be."""
    if mended:
        yield f"Fixed {counted(mended.findings, 'finding')} on {counted(mended.pages, 'page')}.\n"
        for finding, reason in mended.withdrawn:
            place = f"{safe(finding.path)}:{finding.place.line}:{finding.place.column}"
            yield f"Not fixed: {place} {safe(finding.rule)}, as it would {flat(reason)}\n"
    if counts["safe"]:
        yield f"{counted(counts['safe'], 'finding')} can be fixed with --fix.\n"
    if counts["unsafe"]:
        yield f"{counted(counts['unsafe'], 'finding')} can be fixed with --unsafe-fixes, which need a look afterwards.\n"


def _style(words: str, look: Look, **style: Any) -> str:
    return click.style(words, **style) if look.color else words
