"""How well leftovers are found on pages that nothing was fitted on.

    python tests/bench/generalise.py LABELS.json PAGES [--folds 5]

LABELS.json is a list of {"file", "encoding", "blocks": [[start, end, code], ...]}: ranges of code
points of the decoded page, newlines as LF. A and P and X are leftovers, H, B, S and C the story's own,
N stands outside the story.

The limits of `bylint_rules.views.limits` are fitted on some sites and scored on the others, then
fitted on all languages but one and scored on that one; a last column scores the unseen language with
its phrases taken away. Each fit starts from the shipped limits and tries for each of them a smaller and a
larger one. What the other families find counts in all columns alike.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.page import Page
from bylint.plugins import load
from bylint.settings import Settings
from bylint.source import Source
from bylint.views.blocks import blocks
from bylint.views.claims import claims
from bylint.views.language import languages, words
from bylint_rules.views.boxes import boxes
from bylint_rules.views.home import host_of
from bylint_rules.views.leftovers import _found, leftovers
from bylint_rules.views.limits import Limits, limits
from bylint_rules.views.sayings import sayings

FITTED = (boxes, sayings, _found, leftovers)
LEFT, KEPT = "APX", "HBSC"
FAMILIES, RULES = ("ads/", "residue/"), ("attribution/byline-empty", "attribution/source-placeholder", "boilerplate/repeated-block")
STEPS = (0.67, 1.5)


class Score(NamedTuple):
    """Blocks: leftovers found and all leftovers; the story's own that were flagged, and those outside."""

    found: int = 0
    left: int = 0
    kept: int = 0
    outside: int = 0

    def plus(self, other: "Score") -> "Score":
        return Score(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def worth(self) -> float:
        """What a fit looks for: leftovers found, and hardly anything else."""
        return self.found - 5 * self.kept - 0.5 * self.outside

    def __str__(self) -> str:
        precision = self.found / (self.found + self.kept) if self.found + self.kept else 1.0
        return f"precision {precision:.3f} recall {self.found / self.left if self.left else 1.0:.3f}"

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.kept) if self.found + self.kept else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.left if self.left else 1.0


class Labelled:
    """A page, its labels, and what other rules flag on it."""

    def __init__(self, path: Path, labels: dict[str, Any], settings: Settings, rules: Any) -> None:
        data = path.read_bytes()
        self.page = Page(Source.read(path.name, data), settings)
        text = data.decode(labels["encoding"], "replace").replace("\r\n", "\n").replace("\r", "\n")
        self.codes = [code for _, _, code in labels["blocks"]]
        self.ranges = [(start, end) for start, end, _ in labels["blocks"]]
        newlines = _Newlines(self.page.source.text)
        self.of_block = {
            block: self.over(newlines.offset(span.start), newlines.offset(span.end))
            for block in self.page.view(blocks)
            for span in (block.locate(self.page),)
        }
        starts = _line_starts(text)
        plan = Plan(tuple(RuleSetting(id, rule.severity) for id, rule in rules.items() if id.startswith(FAMILIES) or id in RULES), settings)
        self.base = {
            at
            for finding in check(path.name, data, plan, rules).findings
            for at in self.over(
                starts[finding.place.line - 1] + finding.place.column - 1, starts[finding.place.end_line - 1] + finding.place.end_column - 1
            )
        }
        address = next((host_of(claim.value) for claim in self.page.view(claims).canonical if host_of(claim.value)), "")
        self.site = address or path.name
        self.language = next(iter(self.page.view(languages)), "?")

    def over(self, start: int, end: int) -> list[int]:
        return [at for at, (begin, stop) in enumerate(self.ranges) if begin < max(end, start + 1) and stop > start]

    def score(self, chosen: Limits, settings: Settings | None = None) -> Score:
        views = self.page._views
        for view in (*FITTED, *((words,) if settings else ())):
            views.pop(view, None)
        before, self.page.settings = self.page.settings, settings or self.page.settings
        views[limits] = chosen
        flagged = self.base.union(*(self.of_block[block] for block in self.page.view(leftovers)))
        self.page.settings = before
        if settings:
            views.pop(words, None)
        codes = [self.codes[at] for at in flagged]
        return Score(
            sum(code in LEFT for code in codes),
            sum(code in LEFT for code in self.codes),
            sum(code in KEPT for code in codes),
            codes.count("N"),
        )


class _Newlines:
    def __init__(self, text: str) -> None:
        self.pairs = [at for at in range(len(text)) if text.startswith("\r\n", at)] if "\r\n" in text else []

    def offset(self, at: int) -> int:
        from bisect import bisect_left

        return at - bisect_left(self.pairs, at)


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]


def total(scores: Iterable[Score]) -> Score:
    found = Score()
    for score in scores:
        found = found.plus(score)
    return found


class Fit:
    """Fits the limits on some pages. The scores of every single change are worked out once."""

    def __init__(self, pages: list[Labelled]) -> None:
        shipped = Limits()
        self.scores: dict[Limits, list[Score]] = {}
        self.changes: dict[str, list[Limits]] = {}
        for name, value in shipped._asdict().items():
            for step in STEPS:
                changed = min(1.0, value * step) if isinstance(value, float) else max(1, round(value * step))
                self.changes.setdefault(name, []).append(shipped._replace(**{name: changed}))
        for candidate in (shipped, *(one for group in self.changes.values() for one in group)):
            self.scores[candidate] = [page.score(candidate) for page in pages]

    def on(self, seen: list[int]) -> Limits:
        def worth(candidate: Limits) -> float:
            return total(self.scores[candidate][at] for at in seen).worth

        fitted = Limits()
        for name, group in self.changes.items():
            best = max((Limits(), *group), key=worth)
            fitted = fitted._replace(**{name: getattr(best, name)})
        return fitted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    given = parser.parse_args()
    packs = load()
    lexicon = Lexicon(packs.lexicons)
    pages = [
        Labelled(given.pages / labels["file"], labels, Settings(lexicon=lexicon), packs.rules)
        for labels in json.loads(given.labels.read_text(encoding="utf-8"))
    ]
    fit = Fit(pages)
    everything = list(range(len(pages)))
    print(f"{len(pages)} pages, {len({page.site for page in pages})} sites. Shipped limits: {total(fit.scores[Limits()])}")
    fitted = fit.on(everything)
    moved = {name: value for name, value in fitted._asdict().items() if value != getattr(Limits(), name)}
    print(f"Fitted on all: {total(page.score(fitted) for page in pages)}; moved: {moved or 'none'}\n")

    print(f"{'by site':12s}{'seen':34s}{'unseen':34s}")
    sites = sorted({page.site for page in pages})
    random.Random(1).shuffle(sites)
    rows = []
    for fold in range(given.folds):
        held = set(sites[fold :: given.folds])
        rows.append(_row(f"fold {fold + 1}", fit, pages, [at for at in everything if pages[at].site in held]))
    _sum("sites", rows)

    print(f"\n{'by language':12s}{'seen':34s}{'unseen':34s}without its phrases")
    spoken = defaultdict(list)
    for at, page in enumerate(pages):
        spoken[page.language].append(at)
    rows = []
    with TemporaryDirectory() as scratch:
        for language, held in sorted(spoken.items(), key=lambda item: -len(item[1])):
            rows.append(_row(f"{language} ({len(held)})", fit, pages, held, _without(lexicon, language, Path(scratch))))
    _sum("languages", rows)


def _row(name: str, fit: Fit, pages: list[Labelled], held: list[int], bare: Settings | None = None) -> tuple[Score, ...]:
    seen = [at for at in range(len(pages)) if at not in set(held)]
    chosen = fit.on(seen)
    scores = [total(pages[at].score(chosen) for at in seen), total(pages[at].score(chosen) for at in held)]
    if bare:
        scores.append(total(pages[at].score(chosen, bare) for at in held))
    print(f"{name:12s}" + "".join(f"{score!s:34s}" for score in scores))
    return tuple(scores)


def _sum(name: str, rows: list[tuple[Score, ...]]) -> None:
    columns = [total(column) for column in zip(*rows, strict=True)]
    print(f"{'all ' + name:12s}" + "".join(f"{score!s:34s}" for score in columns))
    for unseen, what in zip(columns[1:], ("unseen", "unseen without phrases"), strict=False):
        drops = f"precision {columns[0].precision - unseen.precision:+.3f} recall {columns[0].recall - unseen.recall:+.3f}"
        print(f"drop from seen to {what}: {drops}")


def _without(lexicon: Lexicon, language: str, scratch: Path) -> Settings:
    """Settings in which a language has no phrases: its file is not there."""
    folders = []
    for number, folder in enumerate(lexicon.folders):
        copy = scratch / language.strip("?") / str(number)
        copy.mkdir(parents=True)
        for file in folder.glob("*.toml"):
            if file.stem != language:
                (copy / file.name).write_bytes(file.read_bytes())
        folders.append(copy)
    return Settings(lexicon=Lexicon(tuple(folders)))


if __name__ == "__main__":
    main()
