"""What is known of a rule besides its findings."""

from bylint.notices import NOTICES
from bylint.problem import Severity
from bylint.reports.look import Look


def about(rule: str, look: Look) -> tuple[str, Severity | None]:
    """The manual of a rule or notice, whose first line is a summary, and its own severity; "" and None where it is unknown."""
    if rule in NOTICES:
        severity, doc = NOTICES[rule]
        return doc, severity
    known = look.rules.get(rule)
    return (known.doc, known.severity) if known else ("", None)
