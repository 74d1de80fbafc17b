"""One finding as an editor sees it: in full, in a line that points to the first of its cause, and set aside."""

from collections.abc import Iterator, Mapping

from bylint.notices import NOTICES
from bylint.problem import Finding, Place, RelatedPlace, counted
from bylint.reports.html.comparison import difference
from bylint.reports.html.escaped import excerpt, name, plain, quoting
from bylint.reports.html.survey import Fault, Kind
from bylint.rule import Rule

FIXES = {
    "safe": "bylint can fix this for you, with --fix.",
    "unsafe": "bylint can fix this for you, with --unsafe-fixes. Look over what it did: that takes your judgment.",
}


class Entries:
    """Writes findings. `rules` may be told of; `kinds` and `about` are what filters and links name a finding and its rule by."""

    def __init__(self, rules: Mapping[str, Rule], kinds: list[Kind], about: list[str]) -> None:
        self._rules = rules
        self._kinds = {kind: f"k{number}" for number, kind in enumerate(kinds)}
        self._about = {rule: f"rule-{number}" for number, rule in enumerate(about)}

    def classes(self, findings: list[Finding]) -> str:
        """The kinds of findings, so that what holds them is shown as long as one of them is."""
        named = dict.fromkeys(self._kinds[Kind(finding.rule, finding.severity)] for finding in findings)
        return " ".join(["kind", *named])

    def whole(self, finding: Finding, before: Finding | None = None) -> str:
        """A finding in full; what is word for word the same as of the one `before` it is not said again."""
        same = before is not None and (before.rule, before.severity, before.message) == (finding.rule, finding.severity, finding.message)
        told = "".join(self._same(finding) if same else self._told(finding))
        return f'<li class="finding {self.classes([finding])}">\n{told}</li>\n'

    def again(self, finding: Finding, number: int) -> str:
        """The line for a finding of a cause that was shown on a page before."""
        return (
            f'<li class="again {self.classes([finding])}">{_severity(finding)} '
            f'<span>{where(finding.place)}: <a href="#fault-{number}">fault {number}</a> again, {plain(finding.rule)}</span></li>\n'
        )

    def fault(self, number: int, fault: Fault) -> str:
        cause, first = fault
        times = f", {cause.findings:,} times in all" if cause.findings > cause.pages else ""
        examples = [name(path) for path in cause.examples]
        if rest := cause.pages - len(cause.examples):
            examples.append(f"and {counted(rest, 'more page')}")
        listed = "\n".join(f"<li>{example}</li>" for example in examples)
        return (
            f'<li class="finding {self.classes([first])}" id="fault-{number}">\n'
            f"<h3>Fault {number}, on {counted(cause.pages, 'page')}{times}</h3>\n"
            f'{"".join(self._told(first, f" of {name(first.path)}"))}'
            f'<ul class="examples" aria-label="Pages that have it">{listed}</ul>\n</li>\n'
        )

    def _told(self, finding: Finding, of: str = "") -> Iterator[str]:
        yield f'<p class="head">{_severity(finding)} <span>{where(finding.place)}{of}</span></p>\n'
        yield f'<p class="message">{quoting(finding.message)}</p>\n'
        yield from _evidence(finding)
        about = plain(finding.rule)
        if finding.rule in self._about:
            about = f'<a href="#{self._about[finding.rule]}">{about}</a>'
        yield f'<p class="rule">{about} {quoting(self.summary(finding.rule))}</p>\n'

    def _same(self, finding: Finding) -> Iterator[str]:
        yield f'<p class="head">{_severity(finding)} <span>{where(finding.place)}: {plain(finding.rule)}, as above</span></p>\n'
        yield from _evidence(finding)

    def summary(self, rule: str) -> str:
        """What a rule or notice finds, in a line; "" where nothing is known of it."""
        if rule in self._rules:
            return self._rules[rule].summary
        return NOTICES[rule][1].partition(". ")[0].rstrip(".") + "." if rule in NOTICES else ""


def _evidence(finding: Finding) -> Iterator[str]:
    if finding.excerpt.text.strip() and not of_page(finding.place):
        yield f"{excerpt(finding.excerpt)}\n"
    if finding.difference:
        yield f"{difference(finding.difference)}\n"
    if finding.related:
        places = (f"<li>{_in_file(related)}: {quoting(related.message)}</li>" for related in finding.related)
        yield f'<ul class="related" aria-label="See also">{"".join(places)}</ul>\n'
    if finding.fix:
        yield f'<p class="fix">{FIXES[finding.fix.safety]}</p>\n'


def _in_file(related: RelatedPlace) -> str:
    return f"{name(related.path)}, {where(related.place).lower()}" if related.path else where(related.place)


def aside(finding: Finding, because: str) -> str:
    """A finding that does not count, and why, on few lines."""
    return (
        f"<li><p>{name(finding.path)}, {where(finding.place).lower()}: {plain(finding.rule)}</p>\n"
        f"<p>{quoting(finding.message)}</p>\n{f'<p>{because}</p>' if because else ''}</li>\n"
    )


def where(place: Place) -> str:
    """Where on its page a finding stands, in words."""
    if of_page(place):
        return "The page as a whole"
    last = place.end_line - (place.end_column == 1)
    return f"Line {place.line}, column {place.column}" + (f", to line {last}" if last > place.line else "")


def of_page(place: Place) -> bool:
    """Whether something is said of a page as a whole."""
    return (place.end_line, place.end_column) == (1, 1)


def _severity(finding: Finding) -> str:
    return f'<span class="severity {finding.severity}">{str(finding.severity).capitalize()}</span>'
