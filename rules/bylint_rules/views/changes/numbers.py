"""Numbers in digits and in words, and what was measured in one unit and is told in another."""

import re
from functools import cache
from itertools import chain

from bylint.lexicon import fold
from bylint.pattern import lazy
from bylint_rules.views.changes.table import table

DIGITS = lazy(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")
GLUED = lazy(r"(\d[\d.,]*)([^\d\s.,]+)")
GROUPED = lazy(r"\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+")
# How far a number may be from the exact one: desks round.
ROUNDED = 0.06
AROUND = frozenset("( ) [ ] - ° º about around or some nearly roughly approximately degree degrees of".split())
PERCENT = frozenset(("%", "percent", "pct", "prozent"))


def one_number(old: list[str], new: list[str]) -> bool:
    """Whether two texts are one number: “five” and “5”, “1,000” and “1000”, “5 %” and “5 percent”."""
    if not (old and new):
        return False
    if _percent(old) and _percent(new):
        return True
    before, after = _value(_without_percent(old)), _value(_without_percent(new))
    return before is not None and before == after and _has_percent(old) == _has_percent(new)


def _percent(keys: list[str]) -> bool:
    return "".join(keys) in PERCENT or keys == ["per", "cent"]


def _has_percent(keys: list[str]) -> bool:
    return any(key in PERCENT for key in keys) or keys[-2:] == ["per", "cent"]


def _without_percent(keys: list[str]) -> list[str]:
    kept = keys[:-2] if keys[-2:] == ["per", "cent"] else keys
    return [key for key in kept if key not in PERCENT]


@cache
def _words() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Numbers up to nineteen, or twelve, the tens, and what multiplies."""
    told = table()["numbers"]
    small = {fold(word): number for name, words in told.items() if len(name) == 2 for number, word in enumerate(words.split())}
    small |= {word: number for number, word in enumerate(told["ideographs"])}
    tens = {word: 10 * number for number, word in enumerate(told["tens"].split(), 2)}
    return small, tens, {fold(word): number for word, number in told["large"].items()}


def _value(keys: list[str]) -> float | None:
    """The number that some tokens are, and nothing besides, or None."""
    small, tens, large = _words()
    total, current, seen = 0.0, 0.0, False
    for key in chain.from_iterable(_split(key) for key in keys):
        if key in ("-", "and"):
            continue
        if DIGITS.fullmatch(key) and not seen:
            current = _digits(key)
        elif key in small and (not current or (current % 10 == 0 and small[key] < 10)):
            current += small[key]
        elif key in tens and current % 100 == 0:
            current += tens[key]
        elif key in large:
            current = (current or 1) * large[key]
            if large[key] >= 1000:
                total, current = total + current, 0.0
        else:
            return None
        seen = True
    return round(total + current, 6) if seen else None


def _split(key: str) -> tuple[str, ...]:
    """“5m” and “16km” are a number and a word."""
    found = GLUED.fullmatch(key)
    return (found[1], found[2]) if found else (key,)


def _digits(text: str) -> float:
    if GROUPED.fullmatch(text):
        return float(re.sub(r"\D", "", text))
    plain = re.sub(r"(?<=\d)[,'’\u00a0\u202f ](?=\d{3}(?:\D|$))", "", text).replace(",", ".")
    try:
        return float(plain)
    except ValueError:  # “1.2.3” is no number
        return float("nan")


@cache
def _units() -> dict[str, tuple[str, float, float]]:
    """What each unit measures, how many of the first of its kind it is, and from where it counts."""
    told = table()
    units = {fold(unit): (what, float(times), 0.0) for what, all in told["units"].items() for unit, times in all.items()}
    return units | {fold(unit): ("temperature", float(times), float(zero)) for unit, (times, zero) in told["temperature"].items()}


def _measured(keys: list[str]) -> tuple[str, float] | None:
    """What some tokens measure, and how much, or None where they are anything else."""
    plain = [part for key in keys if key not in AROUND for part in _split(key)]
    joined = "".join(plain[1:])
    unit = _units().get(joined) or _units().get(plain[-1] if plain else "")
    number = _value(plain[: 1 if joined in _units() else -1]) if unit and len(plain) > 1 else None
    return (unit[0], (number + unit[2]) * unit[1]) if unit and number is not None else None


def converted(old: list[str], new: list[str], before: list[str]) -> bool:
    """Whether a measure is told in another unit: in place of the first, or in brackets behind it."""
    one = _measured(old) if old else None
    other = _measured(new) if new else None
    if bool(old) != bool(new):
        # “10 miles” becomes “10 miles (16 km)”, or loses that.
        told = old or new
        if not (told[0] in ("(", "[") and told[-1] in (")", "]")):
            return False
        one, other = next((found for at in range(len(before)) if (found := _measured(before[at:]))), None), _measured(told)
    if not (one and other) or one[0] != other[0]:
        return False
    return abs(one[1] - other[1]) <= ROUNDED * max(abs(one[1]), abs(other[1]), 1e-9)
