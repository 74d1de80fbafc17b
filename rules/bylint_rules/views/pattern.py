"""What the texts of several stories have in common, and how they stand in them."""

from collections import Counter
from typing import NamedTuple

from bylint import Group
from bylint_rules.views.recurring import WORD, Recurring, tokens

# How many words on either side of what differs a message shows.
SHOWN = 8
# How much is kept of a text that meets none but its like, in characters.
SPELT = 120
# The share of its pages on which a paragraph must stand at the same place, or next to it.
PLACED = 0.8


def evidence(found: Recurring) -> str:
    """What is kept of a block for `pattern`."""
    text = found.text if len(found.keys) > 1 else found.text[:SPELT]
    return f"{'plain' if found.plain else 'own'} {found.before} {found.behind} {text}"


class Pattern(NamedTuple):
    """What texts have in common, the share that this is of the shortest, whether they stand like paragraphs, and whether
    most stand at the same place of their stories."""

    text: str
    share: float
    plain: bool
    placed: bool


def pattern(group: Group) -> Pattern | None:
    """The pattern of a group, None where its texts have too little in common."""
    first, plain, model = "", False, [""]
    head = tail = least = count = 0
    before, behind = Counter[int](), Counter[int]()
    for note in group:
        assert isinstance(note.evidence, str)
        stands, at, left, text = note.evidence.split(" ", 3)
        told = tokens(text)
        if not count:
            first, model = text, told
            head = tail = least = len(told)
        count += 1
        before[int(at)] += 1
        behind[int(left)] += 1
        plain |= stands == "plain"
        least = min(least, len(told))
        head = _common(model, told, head)
        tail = _common(model[::-1], told[::-1], tail)
    placed = max(map(_together, (before, behind))) >= PLACED * count
    if head >= least:
        return Pattern(first, 1, plain, placed)
    share = min(1.0, (head + tail) / least)
    if head + tail < 3 or share < 0.3:
        return None
    spans = [word.span() for word in WORD.finditer(first)]
    begin = first[spans[max(0, head - SHOWN)][0] : spans[head - 1][1]] if head else ""
    end = first[spans[-tail][0] : spans[min(-1, SHOWN - tail - 1)][1]] if tail else ""
    return Pattern(f"{begin} … {end}".strip(), share * 0.9, plain, placed)


def _together(places: Counter[int]) -> int:
    """How many stand at one place, or next to it: what else ends a story is not always there."""
    return max(places[at - 1] + places[at] + places[at + 1] for at in list(places))


def _common(one: list[str], other: list[str], most: int) -> int:
    """How many words two texts begin with alike."""
    return next((at for at, (left, right) in enumerate(zip(one[:most], other, strict=False)) if left != right), min(most, len(other)))
