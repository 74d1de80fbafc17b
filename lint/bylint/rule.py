"""A rule: one function that yields problems, and all that is to be known of it.

    @rule("ads/label-left", severity="error", bad=("…",), good=("…",))
    def label_left(page: Page) -> Iterator[Problem]:
        ...

The docstring of the function, or else of its module, is the manual: its first line says what is
wrong, the rest why it matters and to whom, with sources. `bad` and `good` are pages or fragments
that run: they are the tests and the examples of the manual. They run with the options `example`
where a rule finds nothing without any.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from bylint.page import Page
from bylint.problem import Problem, Severity

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class NoOptions:
    """A rule without options."""


@dataclass(frozen=True)
class Rule:
    """A rule as it was declared. `check` is the function, with or without an `options` parameter."""

    id: str
    check: Callable[..., Iterable[Problem]]
    severity: Severity
    options: type
    doc: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    republished: bool
    whole_page: bool
    takes_options: bool = field(default=False)
    example: Any = None

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return self.doc.partition("\n")[0]

    def run(self, page: Page, options: Any = None) -> Iterable[Problem]:
        """The problems of a page. Quiet where the rule has nothing to say: on fragments if it needs
        a whole page, on our own stories if it is about others'."""
        if (self.whole_page and page.fragment) or (self.republished and not page.settings.republished):
            return ()
        return self.check(page, options or self.options()) if self.takes_options else self.check(page)


def rule(
    id: str,
    *,
    severity: Literal["info", "warning", "error"] = "warning",
    options: type = NoOptions,
    example: Any = None,
    bad: Iterable[str],
    good: Iterable[str],
    republished: bool = False,
    whole_page: bool = False,
) -> Callable[[Callable[..., Iterable[Problem]]], Rule]:
    """Declare the function below to be a rule.

    `id` is `family/bad-pattern`. `republished` rules run on pages that carry others' work only;
    `whole_page` rules need a head and stay quiet on fragments. Raises ValueError where the
    declaration is incomplete.
    """
    if not ID.fullmatch(id):
        raise ValueError(f"rule id {id!r} is not of the form family/bad-pattern, in lower case with hyphens")

    if severity.upper() not in Severity.__members__:
        raise ValueError(f"rule {id}: severity is info, warning or error, not {severity!r}")

    def declare(check: Callable[..., Iterable[Problem]]) -> Rule:
        doc = inspect.cleandoc(check.__doc__ or sys.modules[check.__module__].__doc__ or "")
        if not doc:
            raise ValueError(f"rule {id} has no docstring: say what is wrong and why it matters")
        parameters = len(inspect.signature(check).parameters)
        declared = Severity[severity.upper()]
        return Rule(id, check, declared, options, doc, tuple(bad), tuple(good), republished, whole_page, parameters > 1, example)

    return declare
