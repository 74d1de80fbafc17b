"""Days as desks write them: “on Tuesday”, “on 3 March”, “yesterday”, “3 March 2026”. Two of them are one day unless they speak
against it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from bylint import Page
from bylint.lexicon import fold
from bylint.pattern import lazy
from bylint.views.claims import claims
from bylint.views.dates import day, parse
from bylint_rules.views.changes.table import folded, table

NUMBER = lazy(r"(\d{1,4})(?:st|nd|rd|th|er|\.)?")
CHINESE = lazy(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号號])?"
    r"[(（]?(?:(?:星期|礼拜|禮拜|周|週)(?P<weekday>[一二三四五六日天])|(?P<japanese>[月火水木金土日])曜日?)?[)）]?"
    r"(?P<relative>今天|今日|昨天|昨日|明天|明日|前天|本月)?"
)
RELATIVE = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1, "前天": -2}


class Said(NamedTuple):
    """What a text says of a day, None where it is silent; `away` is told from the day of publication. The weekday of Monday is 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    away: int | None = None


class Days:
    """Compares days on a page and in its original, which was `published` on a day."""

    def __init__(self, published: str, theirs: Page, ours: Page) -> None:
        self._published, self._pages = published, (theirs, ours)

    def same(self, old: list[str], new: list[str]) -> bool:
        """Whether two texts may be one day, written in two ways; one of them may be empty where the other adds but a weekday."""
        if not (old and new):
            return False
        before, after = _read(tuple(old)), _read(tuple(new))
        if before is None or after is None:
            return False
        return not any(_contradict(*pair) for pair in zip(before[:3], after[:3], strict=True)) and self._weekdays_agree(before, after)

    def _weekdays_agree(self, before: Said, after: Said) -> bool:
        days = [list(self._weekdays(said, page)) for said, page in zip((before, after), self._pages, strict=True)]
        exact = [self._exact(said, page) for said, page in zip((before, after), self._pages, strict=True)]
        if exact[0] and exact[1] and exact[0] != exact[1]:
            return False
        return not (days[0] and days[1]) or bool(set(days[0]) & set(days[1]))

    def _weekdays(self, said: Said, page: Page) -> Iterator[int]:
        if said.weekday is not None:
            yield said.weekday
        elif exact := self._exact(said, page):
            yield exact.weekday()

    def _exact(self, said: Said, page: Page) -> date | None:
        today = _published(page, self._published if page is self._pages[0] else "")
        try:
            if said.away is not None:
                return today + timedelta(days=said.away) if today else None
            if said.month and said.day and (said.year or today):
                return date(said.year or (today.year if today else 1), said.month, said.day)
        except ValueError:
            pass
        return None


def _published(page: Page, stated: str) -> date | None:
    told = [stated, *(claim.value for claim in page.view(claims).published)]
    return next((day(moment) for text in told if text and (moment := parse(text))), None)


def _contradict(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


@cache
def _vocabulary() -> tuple[dict[str, int], dict[str, int], dict[str, int], frozenset[str]]:
    """Weekdays, months and days away by their names, and the words that may stand with them."""
    weekdays: dict[str, int] = {}
    months: dict[str, int] = {}
    away: dict[str, int] = {}
    fillers = {",", ".", "-"}
    for told in table()["dates"].values():
        for numbered, words in ((weekdays, told["weekdays"]), (months, told["months"])):
            for number, forms in enumerate(folded(words), 1 if numbered is months else 0):
                numbered.update(dict.fromkeys(forms, number))
        away |= {fold(word): number for word, number in told["relative"].items()}
        fillers |= set(told["fillers"].split())
    return weekdays, months, away, frozenset(fillers)


@cache
def _read(keys: tuple[str, ...]) -> Said | None:
    """The day that some tokens are, and nothing besides, or None."""
    joined = "".join(keys)
    if not joined.isascii() and (found := CHINESE.fullmatch(joined)):
        return _chinese(found)
    weekdays, months, away, fillers = _vocabulary()
    said = Said()
    for key in keys:
        if key in weekdays:
            said = said._replace(weekday=weekdays[key])
        elif key in months:
            said = said._replace(month=months[key])
        elif key in away:
            said = said._replace(away=away[key])
        elif number := NUMBER.fullmatch(key):
            value = int(number[1])
            said = said._replace(day=value) if value <= 31 else said._replace(year=value)
        elif key not in fillers:
            return None
    named = said.weekday is not None or said.month is not None or said.away is not None
    return said if named else None


def _chinese(found: re.Match[str]) -> Said | None:
    weekday = "一二三四五六日".find((found["weekday"] or "?").replace("天", "日"))
    if found["japanese"]:
        weekday = "月火水木金土日".find(found["japanese"])
    year, month, day_ = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
    said = Said(year, month, day_, weekday if weekday >= 0 else None, RELATIVE.get(found["relative"] or ""))
    return said if any(value is not None for value in said) else None
