"""The kind of one change. In doubt it is "", a change of what is said."""

from bylint.alignment import Hunk, is_word
from bylint_rules.views.changes.dates import Days
from bylint_rules.views.changes.numbers import converted, one_number
from bylint_rules.views.changes.spelling import one_spelling
from bylint_rules.views.wording import Wording

# Marks that desks set as they like: between words, in abbreviations.
LIGHT = frozenset((",", "-", "/", "...", "·", "•", "、", "'"))
# Longer changes are of no kind, in tokens.
MOST = 16
# The longest dateline, and what ends one.
DATELINE, DATELINE_ENDS = 14, ("-", ":", ")", "]", "】", "|", "电", "電", "讯", "訊", "_")


def kind(theirs: Wording, ours: Wording, hunk: Hunk, days: Days) -> str:
    """ "credit", "typography", "spelling", "dates", "numbers", "units", "place" or ""."""
    if _is_credit(theirs, hunk.start, hunk.end) and _is_credit(ours, hunk.other_start, hunk.other_end):
        return "credit"
    old, new = theirs.tokens.keys[hunk.start : hunk.end], ours.tokens.keys[hunk.other_start : hunk.other_end]
    if max(len(old), len(new)) <= MOST and (found := style(old, new, theirs.tokens.keys[max(0, hunk.start - 4) : hunk.start], days)):
        return found
    return "place" if _is_dateline(theirs, hunk.start, hunk.end) and _is_dateline(ours, hunk.other_start, hunk.other_end) else ""


def style(old: list[str], new: list[str], before: list[str], days: Days) -> str:
    """The kind of a change wherever it stands: of the tokens `old`, behind those `before`, to `new`."""
    if _is_typography(old, new):
        return "typography"
    if one_spelling(old, new):
        return "spelling"
    if days.same(old, new):
        return "dates"
    if one_number(old, new):
        return "numbers"
    return "units" if converted(old, new, before[-4:]) else ""


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
