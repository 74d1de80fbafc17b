"""What a document becomes by fixes: the text that `bylint check --fix` would write, or that with one finding mended."""

from bylint.fixing import Fixer
from bylint.lsp.desks import Desks
from bylint.lsp.sheet import Outcome
from bylint.mend import ROUNDS
from bylint.problem import Finding, Safety


def mended(outcome: Outcome, finding: Finding) -> str | None:
    """The text with the fix of one finding, None where it would cost what is to be kept."""
    if not (outcome.seat and outcome.written and outcome.checked and outcome.mendable and finding.fix):
        return None
    planned = outcome.seat.planned
    # What is found afterwards is another matter: of that nothing is mended.
    fixer = Fixer(planned.plan, planned.packs.rules, lambda result: result._replace(findings=()), (finding.fix.safety,))
    fixed = fixer.fix(outcome.written.data, outcome.checked.result._replace(findings=(finding,)))
    return outcome.written.text(fixed.data) if fixed.applied else None


def all_mended(outcome: Outcome, desks: Desks, wanted: tuple[Safety, ...] = ("safe",)) -> str:
    """The text with all fixes of the wanted kinds."""
    if not (outcome.seat and outcome.written and outcome.checked and outcome.mendable):
        return outcome.lines.text
    seat, checked, data = outcome.seat, outcome.checked, outcome.written.data
    for _ in range(ROUNDS):
        if not any(each.fix and each.fix.safety in wanted for each in checked.result.findings):
            break
        after = Fixer(seat.planned.plan, seat.planned.packs.rules, checked.quiet, wanted).fix(data, checked.result).data
        if after == data:
            break
        data = after
        checked = desks.check(seat, outcome.name, data)
    return outcome.written.text(data)
