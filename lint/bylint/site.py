"""The rules that need several pages: their judges get the groups of a run's notes, one after the other."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bylint.check import check, crashed, digest, in_order
from bylint.config import PagePlan
from bylint.note import Noted, Verdict
from bylint.packed import opened, pack, single
from bylint.problem import Finding
from bylint.result import PageResult, StoreError
from bylint.rule import Rule
from bylint.store import Entry, Store


class _Group:
    """The notes of one key, read from the store each time."""

    def __init__(self, store: Store, key: int, pages: int) -> None:
        self._store, self._key, self.pages = store, key, pages

    def __iter__(self) -> Iterator[Noted]:
        return (Noted(id, path, evidence) for id, path, evidence, _ in self._store.notes(self._key))


class Site:
    """A run's pages once all are checked. `plans` are by the number of a page."""

    def __init__(self, store: Store, plans: Sequence[PagePlan]) -> None:
        self._store, self._plans = store, plans
        self._crashes: dict[int, list[Finding]] = {}
        self._variants: dict[str, dict[tuple[Rule, Any], set[int]]] = {}

    def judge(self, *, whole: bool = False) -> None:
        """Have all groups judged; in a run over the `whole` site what the last one said of groups stands, if they are the same.
        A judge that raises ends its rule, and the first page of the group tells."""
        known = whole and self._store.recall()
        stopped = self._judge()
        if stopped and known:  # as a rule that ends tells of no group behind that
            self._store.forget()
            self._judge()
        self._store.stand(remember=whole and not stopped)

    def _judge(self) -> bool:
        """Have all groups judged; whether a judge raised."""
        self._crashes.clear()
        stopped: set[tuple[Rule, Any]] = set()
        for rule, key, pages in self._store.groups():
            for variant, plans in self._of(rule).items():
                if variant in stopped:
                    continue
                try:
                    self._verdicts(*variant, plans, key, pages)
                except StoreError:
                    raise
                except (Exception, SystemExit) as error:  # whatever a rule does wrong, the other rules go on
                    stopped.add(variant)
                    _, path, _, number = next(note for note in self._store.notes(key) if note[3] >= 0)
                    self._crashes.setdefault(number, []).append(crashed(path, rule, error))
        return bool(stopped)

    def __iter__(self) -> Iterator[PageResult]:
        """The result of each page, in the order of the run."""
        chosen = {id(each.plan): {setting.rule: setting.severity for setting in each.plan.rules} for each in self._distinct()}
        for entry in self._store.entries():
            severities = chosen[id(self._plans[entry.number].plan)]
            known = opened(entry.path, entry.findings)
            told = [*known.findings, *_found(entry), *(crashes := self._crashes.get(entry.number, []))]
            # Severities are of this run, whatever they were when the page was checked.
            stamped = [each.at(severities.get(each.rule, each.severity)) for each in told]
            complete = entry.complete and not crashes
            found = in_order(stamped)
            yield PageResult(entry.path, found, complete, directives=known.directives, digest=known.digest, compared=known.compared)

    def _verdicts(self, rule: Rule, options: Any, plans: set[int], key: int, pages: int) -> None:
        owners = {id: number for id, _, _, number in self._store.notes(key)} if len(self._variants[rule.id]) > 1 else None
        for verdict in rule.verdicts(_Group(self._store, key, pages), options):
            if not isinstance(verdict, Verdict):
                raise TypeError(f"its judge yields {type(verdict).__name__} instead of Verdict")
            note, weight = verdict.note.id, float(verdict.weight)
            if not math.isfinite(weight) or not self._store.has(key, note):
                raise ValueError("its judge yields a verdict on no note of the group, or of no finite weight")
            if owners is None or (owners[note] >= 0 and id(self._plans[owners[note]].plan) in plans):
                cause = digest(rule.id, verdict.cause or str(key))
                self._store.judged(key, note, str(verdict.message), cause, weight)

    def _distinct(self) -> Collection[PagePlan]:
        """One of the pages' plans for each that differs: pages to which the same applies have the very same."""
        return {id(each.plan): each for each in self._plans}.values()

    def _of(self, rule: str) -> dict[tuple[Rule, Any], set[int]]:
        """The rule as pages have it, with its options, and the plans (by their `id`) of those pages."""
        if rule not in self._variants:
            found: dict[tuple[Rule, Any], set[int]] = {}
            for planned in self._distinct():
                for setting in planned.plan.rules:
                    if setting.rule == rule:
                        found.setdefault((planned.packs.rules[rule], setting.options), set()).add(id(planned.plan))
            self._variants[rule] = found
        return self._variants[rule]


def _found(entry: Entry) -> Iterator[Finding]:
    """The findings that verdicts make of a page's notes."""
    return (single(entry.path, packed)._replace(message=message, cause=cause) for message, cause, packed in entry.verdicts)


def examine(pages: Mapping[str, bytes], planned: PagePlan) -> list[PageResult]:
    """The results of a few pages that are a site, by path."""
    store = Store(spill=False)
    for number, (path, data) in enumerate(pages.items()):
        store.add(number, pack(check(path, data, planned.plan, planned.packs.rules)), None)
    store.sort()
    site = Site(store, [planned] * len(pages))
    site.judge()
    results = list(site)
    store.close()
    return results
