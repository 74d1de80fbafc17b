"""What is known of one page once it is checked."""

from dataclasses import dataclass

from bylint.problem import Finding


@dataclass(frozen=True, slots=True)
class PageResult:
    """A page's findings, in the order of their places. `complete` is false where something could
    not be checked: the file could not be read, or a rule crashed. Picklable."""

    path: str
    findings: tuple[Finding, ...]
    complete: bool = True
    suppressed: int = 0
    baselined: int = 0
