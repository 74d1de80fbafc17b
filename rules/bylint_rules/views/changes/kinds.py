"""The kind of one change. In doubt it is "", a change of what is said."""

from collections.abc import Sequence
from itertools import pairwise

from bylint.alignment import Hunk, is_word
from bylint_rules.views.changes.dates import Days
from bylint_rules.views.changes.numbers import converted, one_number
from bylint_rules.views.changes.spelling import one_spelling
from bylint_rules.views.wording import Wording

# Marks that desks set as they like: between words, in abbreviations.
LIGHT = frozenset((",", "-", "/", "...", "·", "•", "、", "'"))
# Longer changes are of no kind, in tokens.
MOST = 16
# So many tokens before a change may tell what it is of, and so many may stand between two that are one.
NEAR, BETWEEN = 4, 2
# The longest dateline, and what ends one.
DATELINE, DATELINE_ENDS = 14, ("-", ":", ")", "]", "】", "|", "电", "電", "讯", "訊", "_")


def kinds(theirs: Wording, ours: Wording, hunks: Sequence[Hunk], days: Days) -> list[str]:
    """The kind of each change. What was only turned around, “3 March” to “March 3”, is two that are of a kind together."""
    found = [kind(theirs, ours, hunk, days) for hunk in hunks]
    for at, (one, other) in enumerate(pairwise(hunks)):
        if not (found[at] and found[at + 1]) and other.start - one.end <= BETWEEN:
            both = Hunk(one.start, other.end, one.other_start, other.other_end)
            if together := kind(theirs, ours, both, days):
                found[at] = found[at + 1] = together
    return found


def kind(theirs: Wording, ours: Wording, hunk: Hunk, days: Days) -> str:
    """ "credit", "typography", "spelling", "dates", "numbers", "units", "place" or ""."""
    if _is_credit(theirs, hunk.start, hunk.end) and _is_credit(ours, hunk.other_start, hunk.other_end):
        return "credit"
    old, new = theirs.tokens.keys[hunk.start : hunk.end], ours.tokens.keys[hunk.other_start : hunk.other_end]
    before = theirs.tokens.keys[max(0, hunk.start - NEAR) : hunk.start]
    if max(len(old), len(new)) <= MOST and (found := style(old, new, before, days)):
        return found
    return "place" if _is_dateline(theirs, hunk.start, hunk.end) and _is_dateline(ours, hunk.other_start, hunk.other_end) else ""


def style(old: list[str], new: list[str], before: list[str], days: Days) -> str:
    """The kind of a change wherever it stands: of the tokens `old`, behind those `before`, to `new`."""
    if _is_typography(old, new):
        return "typography"
    if one_spelling(old, new):
        return "spelling"
    # “Tuesday” may become “Tuesday, 3 March”, and “3 March” “3 March 2026”.
    if days.same(old, new) or (not (old and new) and any(days.same(before[-at:] + old, before[-at:] + new) for at in (1, 2))):
        return "dates"
    if one_number(old, new):
        return "numbers"
    return "units" if converted(old, new, before) else ""


def _is_credit(side: Wording, start: int, end: int) -> bool:
    return start == end or side.within_quiet(start, end)


def _is_typography(old: list[str], new: list[str]) -> bool:
    """Whether two texts have the same letters, and marks besides that desks set as they like."""
    letters = ["".join(filter(str.isalnum, "".join(side))) for side in (old, new)]
    if letters[0] != letters[1]:
        return False
    marks = {key for key in (*old, *new) if not is_word(key)}
    # A full stop within letters is one of an abbreviation.
    return marks <= (LIGHT | {"."} if letters[0] else LIGHT)


def _is_dateline(side: Wording, start: int, end: int) -> bool:
    """Whether tokens are the place, and what goes with it, that a paragraph begins with."""
    if start == end:
        return True
    if end - start > DATELINE or not side.tokens.opens(start):
        return False
    first, last = side.tokens[start], side.tokens[end - 1]
    if first.block != last.block or first.block > 2:
        return False
    text = side.blocks[first.block].text
    named = text[first.start].isupper() or not text[first.start].isascii() or text[first.start] in "([【"
    stops = any(key in (".", "?", "!") for key in side.tokens.keys[start : end - 1])
    return named and not stops and side.tokens.keys[end - 1].endswith(DATELINE_ENDS)
