"""What is known of one page once it is checked."""


from typing import NamedTuple

from bylint.problem import Finding


class PageResult(NamedTuple):
    """A page's findings, in the order of their places. `complete` is false where something could
    not be checked: the file could not be read, is no page or too much of one, or a rule crashed. Picklable."""

    path: str
    findings: tuple[Finding, ...]
    complete: bool = True
    suppressed: int = 0
    baselined: int = 0
