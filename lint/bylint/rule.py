"""A rule: one function that yields problems, and all that is to be known of it.

    @rule("ads/label-left", severity="error", bad=("…",), good=("…",))
    def label_left(page: Page) -> Iterator[Problem]:
        ...

The docstring of the function, or else of its module, is the manual: its first line says what is
wrong, the rest why it matters and to whom, with sources. `bad` and `good` are pages or fragments
that run: they are the tests and the examples of the manual. They run with the options `example`
where a rule finds nothing without any.

A rule that needs several pages has a `judge` and yields notes, as `bylint.note` tells; each of its
examples is a site, a tuple of pages. A rule that `compares` a page with its original is quiet where
none is known, and says by which view it compares; each of its examples is a pair, the original and its copy.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from bylint.note import Group, Note, Verdict
from bylint.page import Page
from bylint.problem import Compared, Problem, Severity

# What a rule's function yields: problems, or notes where the rule has a judge.
Check: TypeAlias = Callable[..., Iterable[Problem] | Iterable[Note]]
Judge: TypeAlias = Callable[..., Iterable[Verdict]]
# A page or fragment that a rule is shown by, or the pages of a site.
Example: TypeAlias = str | tuple[str, ...]
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Comparison(Protocol):
    """A page beside its original; `told` is what reports say of it."""

    @property
    def told(self) -> Compared: ...


@dataclass(frozen=True)
class NoOptions:
    """A rule without options."""


@dataclass(frozen=True)
class Rule:
    """A rule as it was declared. `check` is the function, with or without an `options` parameter, and
    so is `judge`, None for a rule that looks at one page at a time; `compares` is the view by which it sees a page beside its original."""

    id: str
    check: Check
    severity: Severity
    options: type
    doc: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    republished: bool
    whole_page: bool
    takes_options: bool = field(default=False)
    example: Any = None
    judge: Judge | None = None
    compares: Callable[[Page], Comparison | None] | None = None

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return self.doc.partition("\n")[0]

    def run(self, page: Page, options: Any = None) -> Iterable[Problem] | Iterable[Note]:
        """The problems of a page, or its notes. Quiet where the rule has nothing to say: on fragments if it needs
        a whole page, on our own stories if it is about others', without an original if it compares with one."""
        if self.compares and not page.settings.originals.paths:
            return ()
        if (self.whole_page and page.fragment) or (self.republished and not page.settings.republished):
            return ()
        return self.check(page, options or self.options()) if self.takes_options else self.check(page)

    def verdicts(self, group: Group, options: Any = None) -> Iterable[Verdict]:
        """What the judge says of a group."""
        assert self.judge, "only a rule with a judge has groups"
        return self.judge(group, options or self.options()) if _takes_options(self.judge) else self.judge(group)


def rule(
    id: str,
    *,
    severity: Literal["info", "warning", "error"] = "warning",
    options: type = NoOptions,
    example: Any = None,
    bad: Iterable[Example],
    good: Iterable[Example],
    republished: bool = False,
    whole_page: bool = False,
    judge: Judge | None = None,
    compares: Callable[[Page], Comparison | None] | None = None,
) -> Callable[[Check], Rule]:
    """Declare the function below to be a rule.

    `id` is `family/bad-pattern`. `republished` rules run on pages that carry others' work only;
    `whole_page` rules need a head and stay quiet on fragments; with `compares`, a view, they need an original. With a `judge` the
    function yields notes. Raises ValueError where the declaration is incomplete.
    """
    if not ID.fullmatch(id):
        raise ValueError(f"rule id {id!r} is not of the form family/bad-pattern, in lower case with hyphens")

    if severity.upper() not in Severity.__members__:
        raise ValueError(f"rule {id}: severity is info, warning or error, not {severity!r}")

    def declare(check: Check) -> Rule:
        doc = inspect.cleandoc(check.__doc__ or sys.modules[check.__module__].__doc__ or "")
        if not doc:
            raise ValueError(f"rule {id} has no docstring: say what is wrong and why it matters")
        declared = Severity[severity.upper()]
        takes = _takes_options(check)
        return Rule(id, check, declared, options, doc, tuple(bad), tuple(good), republished, whole_page, takes, example, judge, compares)

    return declare


def _takes_options(function: Callable[..., Any]) -> bool:
    return len(inspect.signature(function).parameters) > 1
