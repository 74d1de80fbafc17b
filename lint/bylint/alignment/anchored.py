"""Alignment of two sequences of tokens by what stands in both once, and by the shortest edit between."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bylint.alignment.shortest import Budget, shortest
from bylint.alignment.tokens import Tokens

# So many tokens in a row are looked for that stand in both sequences once: first long rows, which are no chance, then shorter ones.
ROWS = (8, 4, 2, 1)
# Gaps of so many tokens in both together are searched through at once.
SMALL = 200


class Hunk(NamedTuple):
    """Tokens `start` to `end` of one sequence in place of those `other_start` to `other_end` of another. One of the two may be empty."""

    start: int
    end: int
    other_start: int
    other_end: int


class _Gap(NamedTuple):
    start: int
    end: int
    other_start: int
    other_end: int
    level: int


def aligned(one: Tokens, other: Tokens) -> list[Hunk]:
    """What has to be replaced in some texts to make others, in order; what lies between is the same in both. Where a paragraph ends
    does not matter."""
    a, b = one.keys, other.keys
    return list(_hunks(a, b, _joined(a, b, _matches(a, b, paragraphs(one, other)))))


def _joined(a: Sequence[str], b: Sequence[str], matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The same matches, without those that part one gap in two: where “Critics say so. The” is missing before “The mill”, it is not
    “Critics say so.” and “… The” around the first “The”."""
    kept = [(0, 0, 0)]
    for match in (*matches, (len(a), len(b), 0)):
        while len(kept) > 1:
            (x0, y0, length0), (x, y, length), (x1, y1, length1) = kept[-2], kept[-1], match
            x0, y0 = x0 + length0, y0 + length0
            only_a = y0 == y and y + length == y1
            if not only_a and not (x0 == x and x + length == x1):
                break
            long, start, end, at = (a, x0, x1, x) if only_a else (b, y0, y1, y)
            same = long[at : at + length]
            if long[end - length : end] == same:
                match = (x1 - length if only_a else x, y if only_a else y1 - length, length + length1)
                kept.pop()
            elif long[start : start + length] == same:
                kept[-2:] = [(x0 - length0, y0 - length0, length0 + length)]
            else:
                break
        kept.append(match)
    return [match for match in kept if match[2]]


def paragraphs(one: Tokens, other: Tokens) -> list[tuple[int, int, int]]:
    """(place in `one`, place in `other`, length) of the paragraphs that stand in both once, and in one order."""
    here, there = _long(one), _long(other)
    pairs = [(at, there[keys], len(keys)) for keys, at in here.items() if keys in there]
    lengths = {at: length for at, _, length in pairs}
    return [(at, other_at, lengths[at]) for at, other_at in _rising(sorted((at, other_at) for at, other_at, _ in pairs))]


def _long(tokens: Tokens) -> dict[tuple[str, ...], int]:
    """Where paragraphs begin that stand once, and are too long to be the same by chance."""
    reaches = [tokens.reach(block) for block in range(len(tokens.texts))]
    all = [(tuple(tokens.keys[start:end]), start) for start, end in reaches if end - start >= ROWS[0]]
    times = Counter(keys for keys, _ in all)
    return {keys: at for keys, at in all if times[keys] == 1}


def _hunks(a: Sequence[str], b: Sequence[str], matches: list[tuple[int, int, int]]) -> Iterator[Hunk]:
    at, other_at = 0, 0
    for start, other_start, length in (*matches, (len(a), len(b), 0)):
        if start > at or other_start > other_at:
            yield Hunk(at, start, other_at, other_start)
        at, other_at = start + length, other_start + length


def _matches(a: Sequence[str], b: Sequence[str], known: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """(place in `a`, place in `b`, length) of what is the same in both, in order, some of which is `known`."""
    budget = Budget()
    found = list(known)
    edges = [(0, 0, 0), *known, (len(a), len(b), 0)]
    gaps = [_Gap(x + length, next_x, y + length, next_y, 0) for (x, y, length), (next_x, next_y, _) in pairwise(edges)]
    while gaps:
        gap = gaps.pop()
        # The ends of a gap are often the same: those around an anchor, and of texts that differ in their middle.
        start, other_start = gap.start, gap.other_start
        while start < gap.end and other_start < gap.other_end and a[start] == b[other_start]:
            start, other_start = start + 1, other_start + 1
        end, other_end = gap.end, gap.other_end
        while start < end and other_start < other_end and a[end - 1] == b[other_end - 1]:
            end, other_end = end - 1, other_end - 1
        found.append((gap.start, gap.other_start, start - gap.start))
        found.append((end, other_end, gap.end - end))
        if start == end or other_start == other_end:
            continue
        level = gap.level
        anchors: list[tuple[int, int, int]] = []
        if end - start + other_end - other_start <= SMALL:
            level = len(ROWS)
        while level < len(ROWS) and not anchors:
            anchors = _anchors(a, b, _Gap(start, end, other_start, other_end, level), ROWS[level])
            level += 1
        if not anchors:
            small = shortest(a[start:end], b[other_start:other_end], budget)
            found += [(start + x, other_start + y, length) for x, y, length in small]
            continue
        found += anchors
        # A row that stands twice in the whole may stand once in a gap, so that the same length is looked for again.
        edges = [(start, other_start, 0), *anchors, (end, other_end, 0)]
        for (x, y, length), (next_x, next_y, _) in pairwise(edges):
            if x + length < next_x and y + length < next_y:
                gaps.append(_Gap(x + length, next_x, y + length, next_y, level - 1))
    return sorted(match for match in found if match[2])


def _anchors(a: Sequence[str], b: Sequence[str], gap: _Gap, row: int) -> list[tuple[int, int, int]]:
    """Rows of tokens that stand once in either side of a gap, the most of them that are in one order, made as long as they are the same."""
    here, there = _once(a, gap.start, gap.end, row), _once(b, gap.other_start, gap.other_end, row)
    pairs = [(at, there[key]) for key, at in here.items() if key in there]
    anchors: list[tuple[int, int, int]] = []
    x, y = gap.start, gap.other_start  # up to where all is anchored
    for at, other_at in _rising(sorted(pairs)):
        if at < x or other_at < y:
            continue  # within the last anchor
        start, other_start = at, other_at
        while start > x and other_start > y and a[start - 1] == b[other_start - 1]:
            start, other_start = start - 1, other_start - 1
        end, other_end = at + row, other_at + row
        while end < gap.end and other_end < gap.other_end and a[end] == b[other_end]:
            end, other_end = end + 1, other_end + 1
        anchors.append((start, other_start, end - start))
        x, y = end, other_end
    return anchors


def _once(tokens: Sequence[str], start: int, end: int, row: int) -> dict[object, int]:
    """Where rows stand that stand once."""
    part = tokens[start:end]
    rows: list[object] = list(part) if row == 1 else list(zip(*(part[at:] for at in range(row)), strict=False))
    times = Counter(rows)
    return {key: start + at for at, key in enumerate(rows) if times[key] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs in which both numbers rise (patience sorting)."""
    tails: list[int] = []
    places: list[int] = []
    before = [-1] * len(pairs)
    for at, (_, y) in enumerate(pairs):
        pile = bisect_left(tails, y)
        before[at] = places[pile - 1] if pile else -1
        tails[pile : pile + 1], places[pile : pile + 1] = [y], [at]
    chosen = []
    at = places[-1] if places else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
