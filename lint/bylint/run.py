"""A run: every page read, checked by a worker or known from the store, then all of them together."""

from collections.abc import Sequence

from bylint.check import checked
from bylint.how import How, PlanFor
from bylint.inputs import PageFile, pages
from bylint.problem import Severity
from bylint.result import PageResult, Results


def run(files: Sequence[PageFile], plan_for: PlanFor, how: How = How()) -> Results:
    """The results of all pages, in the order of the files. No page and no rule stops the others.

    One page alone is checked in this process, unless there is a site to compare it with.
    """
    if len(files) == 1 and not files[0].archive and not (how.store and how.store.exists()):
        return Results([_alone(files[0], plan_for)])
    from bylint.many import together  # SQLite and workers cost start-up that one page need not pay

    return together(files, plan_for, how)


def _alone(file: PageFile, plan_for: PlanFor) -> PageResult:
    planned = plan_for(file.name)
    ((name, data),) = pages(file, planned.plan.settings.page_bytes)
    return data if isinstance(data, PageResult) else checked(name, data, planned.plan, planned.packs.rules, alone=True)


def exit_code(result: PageResult, fail_on: Severity | None) -> int:
    """2 where something could not be checked, 1 where a finding is at least as bad as `fail_on`, else 0.
    A run's exit code is the highest of its pages'; None never fails for findings."""
    if not result.complete:
        return 2
    return int(fail_on is not None and any(finding.severity >= fail_on for finding in result.findings))
