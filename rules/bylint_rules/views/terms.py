"""What originators demand of a page, and how the rules of the family `terms` judge it.

For each kind of demand one function says whether a page meets it; the rule of that name and the list that
`bylint explain-page` and reports show are made of its verdicts, so that they cannot disagree.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from bylint import Fix, Page, Problem, Span
from bylint.originators import Demand, Originator
from bylint.problem import Severity
from bylint.views.claims import claims
from bylint.views.dates import day, parse
from bylint.views.language import languages
from bylint.views.story import story
from bylint_rules.views.recognised import Recognised, recognised

# unseen: a page alone does not show whether it is met.
State: TypeAlias = Literal["met", "broken", "unseen"]
VERBS = {"must": "demands", "should": "asks for", "request": "would like"}


class Verdict(NamedTuple):
    """Whether a demand is met, where on the page that is seen, None for nowhere, and what is to be told of it: one that is met may
    have a remark too."""

    state: State
    span: Span | None = None
    problems: tuple[Problem, ...] = ()


class Demanded(NamedTuple):
    """A demand that applies to a page, of whom, and how the page stands to it."""

    originator: Originator
    demand: Demand
    state: State
    span: Span | None = None
    problems: tuple[Problem, ...] = ()


Judge: TypeAlias = Callable[[Page, Recognised, Demand], Verdict]
UNSEEN, MET = Verdict("unseen"), Verdict("met")


def demands(page: Page, *kinds: str) -> tuple[tuple[Recognised, Demand], ...]:
    """The demands of some kinds that apply to a page, of its innermost originator first."""
    return tuple((layer, demand) for layer in page.view(recognised) for demand in layer.originator.of(*kinds) if applies(page, demand))


def applies(page: Page, demand: Demand) -> bool:
    """Whether a demand holds for a page of its language and day."""
    if demand.languages and set(demand.languages).isdisjoint(page.view(languages)):
        return False
    if demand.since is None and demand.until is None:
        return True
    published = next((day(moment) for claim in page.view(claims).published if (moment := parse(claim.value))), None)
    if published is None:
        return demand.until is None
    return (demand.since is None or demand.since <= published) and (demand.until is None or published <= demand.until)


def judged(page: Page, kind: str, judge: Judge) -> Iterator[Demanded]:
    """The demands of a kind, each with its verdict. Where terms differ by edition, or by whether a copy was edited, a page does not
    show which hold for it: to meet one of them is enough."""
    for layer in page.view(recognised):
        found = [(demand, judge(page, layer, demand)) for demand in layer.originator.of(kind) if applies(page, demand)]
        met = any(_is_one_of_several(demand) and verdict.state == "met" for demand, verdict in found)
        for demand, verdict in found:
            if met and _is_one_of_several(demand) and verdict.state != "met":
                verdict = UNSEEN
            yield Demanded(layer.originator, demand, *verdict)


def breaches(page: Page, kind: str, judge: Judge) -> Iterator[Problem]:
    """What a rule of the family tells. Without a story there is nothing to credit."""
    if page.view(recognised) and page.view(story).prose:
        # Two layers may ask for the same.
        yield from dict.fromkeys(problem for one in judged(page, kind, judge) for problem in one.problems)


def breach(
    span: Span,
    originator: Originator,
    demand: Demand,
    told: tuple[str, str, str],
    fix: Fix | None = None,
    *,
    most: Severity = Severity.ERROR,
    since: date | None = None,
    until: date | None = None,
) -> Problem:
    """A problem that says who demands what, with the source and the day on which it was read. `told` is what is wrong, what is
    demanded, and what to do: “No credit names it to readers”, “one”, “Add …”; `since` and `until` are the days for which it holds."""
    wrong, what, mend = told
    message = f"{wrong}, and {originator.name} {VERBS[demand.weight]} {what} ({source(demand)}). {mend}."
    return Problem(span, message, fix, most=min(demand.severity, most), since=since, until=until)


def broken(span: Span, originator: Originator, demand: Demand, told: tuple[str, str, str], fix: Fix | None = None) -> Verdict:
    """The verdict on a breach, with its problem: see `breach`."""
    return Verdict("broken", span, (breach(span, originator, demand, told, fix),))


def source(demand: Demand) -> str:
    """Where a demand was read, and when: “https://gazette.example/republish, read on 2026-11-29”."""
    how = {"summary": " in a summary", "digest": " in others' notes", "observed": " off copies"}.get(demand.reading.confidence, "")
    return f"{demand.reading.url}, read{how} on {demand.reading.read}"


def headline_place(page: Page) -> Span:
    """Where to tell of what is nowhere on the page."""
    found = page.view(story)
    return page.span_of(found.headline or found.prose[0]) if found.headline or found.prose else Span(0, 0)


def _is_one_of_several(demand: Demand) -> bool:
    return bool(demand.edition) or demand.edited is not None
