"""The shortest edit between two short sequences, by the algorithm of Myers (An O(ND) Difference Algorithm, 1986)."""

from collections.abc import Sequence
from dataclasses import dataclass

# The longest edit that is looked for in one gap.
MOST = 600


@dataclass
class Budget:
    """How many steps may be taken in all: texts that have next to nothing in common must not take long."""

    steps: int = 1_500_000


def shortest(a: Sequence[str], b: Sequence[str], budget: Budget) -> list[tuple[int, int, int]]:
    """(place in `a`, place in `b`, 1) of each that a shortest edit keeps, in order; nothing where it would be too long."""
    # What one side alone has is kept by no edit.
    both = set(a).intersection(b)
    places, others = ([at for at, key in enumerate(side) if key in both] for side in (a, b))
    found = _shortest([a[at] for at in places], [b[at] for at in others], budget)
    return [(places[x + at], others[y + at], 1) for x, y, length in found for at in range(length)]


def _shortest(a: Sequence[str], b: Sequence[str], budget: Budget) -> list[tuple[int, int, int]]:
    trace: list[dict[int, int]] = []
    ends = {1: 0}
    for d in range(min(len(a) + len(b), MOST) + 1):
        budget.steps -= d + 1
        if budget.steps < 0:
            return []
        trace.append(dict(ends))
        for k in range(-d + 2 * max(0, d - len(b)), d + 1 - 2 * max(0, d - len(a)), 2):
            down = k == -d or (k != d and ends.get(k - 1, -1) < ends.get(k + 1, -1))
            x = ends.get(k + 1, -1) if down else ends.get(k - 1, -1) + 1
            y = x - k
            begin = x
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            budget.steps -= x - begin
            ends[k] = x
            if x >= len(a) and y >= len(b):
                return _kept(trace, len(a), len(b))
    return []


def _kept(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int, int]]:
    """The way back along the edit."""
    kept = []
    for d in range(len(trace) - 1, -1, -1):
        ends, k = trace[d], x - y
        down = k == -d or (k != d and ends.get(k - 1, -1) < ends.get(k + 1, -1))
        came = k + 1 if down else k - 1
        before_x = ends.get(came, 0)
        before_y = before_x - came
        # The first step of an edit of length 0 comes from nowhere.
        start = max(0, before_x if down else before_x + 1)
        if x > start:
            kept.append((start, start - k, x - start))
        x, y = before_x, before_y
    return kept[::-1]
