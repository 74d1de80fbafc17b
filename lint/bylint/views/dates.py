"""Dates as pages write them, read without a clock and without a guess."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeAlias

from bylint.pattern import lazy

Moment: TypeAlias = datetime | date

ISO = lazy(
    r"(?P<year>[0-9]{4})(?P<dash>-?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})"
    r"(?:(?P<t>[Tt ])(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?P<zone>[Zz]|[+\-−][0-9]{2}(?::?[0-9]{2})?)?)?"
)
MONTHS = {name: at for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
# English in words: RFC 2822, JavaScript's own form, “May 15th, 2023 9:14 am”. The month may stand before or after the day.
MONTH = r"(?P<{}>[A-Za-z]{{3,9}})\.?"
WORDS = lazy(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(?:(?P<d1>[0-9]{1,2})[\s-]+" + MONTH.format("m1") + "|" + MONTH.format("m2")
    + r"\s+(?P<d2>[0-9]{1,2})(?:st|nd|rd|th)?,?)[\s-]+(?P<year>[0-9]{4})"
    r"(?:,?\s+(?:at\s+)?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"(?:\s*(?P<name>[A-Za-z]{1,4})?(?P<offset>[+-][0-9]{2}:?[0-9]{2})?)?(?:\s*\([^()]{1,60}\))?)?"
)
SLASHED = lazy(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
SECONDS = lazy(r"[0-9]{10}(?:[0-9]{3})?")
LONGEST = 120
# The widest apart that two clocks on earth can stand: UTC+14 and UTC-12.
CLOCKS = timedelta(hours=26)


def parse(text: str) -> Moment | None:
    """The date of a text, with its time of day where it has one, aware where it names its zone.

    Reads ISO 8601, RFC 3339 and RFC 2822, English months, `2025/01/15` and Unix seconds; None
    for all else, and for days that no calendar has. `01/02/2025` is nobody's guess.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    try:
        return _iso(text) or _words(text) or _numbers(text)
    except (ValueError, OverflowError, OSError):
        return None


def is_iso(text: str) -> bool:
    """Whether a text has the form of ISO 8601, or has a space in place of its “T” as RFC 3339 allows."""
    return len(text) <= LONGEST and ISO.fullmatch(text.strip()) is not None


def day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def later(one: Moment, other: Moment) -> timedelta:
    """By how much `one` is surely later than `other`: negative or zero where it is not.

    Where one is a day without a time of day, days are compared, and a zone in the other may make a
    day's difference; where only one of two times names its zone, all that the clocks of the world
    allow for is taken off.
    """
    if not (isinstance(one, datetime) and isinstance(other, datetime)):
        zoned = any(isinstance(moment, datetime) and moment.tzinfo for moment in (one, other))
        return day(one) - day(other) - timedelta(days=zoned)
    if (one.tzinfo is None) == (other.tzinfo is None):
        return one - other
    return one.replace(tzinfo=UTC) - other.replace(tzinfo=UTC) - CLOCKS


def _iso(text: str) -> Moment | None:
    found = ISO.fullmatch(text)
    if not found:
        return None
    year, month, day_ = int(found["year"]), int(found["month"]), int(found["day"])
    if found["hour"] is None:
        return date(year, month, day_)
    zone = None
    if found["zone"]:
        zone = UTC if found["zone"] in "Zz" else _offset(found["zone"])
    # A leap second is the second before it; midnight may be the end of the day.
    hour, second = int(found["hour"]), min(int(found["second"] or 0), 59)
    late = timedelta(days=1) if hour == 24 else timedelta(0)
    return datetime(year, month, day_, hour % 24, int(found["minute"]), second, tzinfo=zone) + late


def _offset(text: str) -> timezone:
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(offset if text[0] == "+" else -offset)


def _words(text: str) -> Moment | None:
    found = WORDS.fullmatch(text)
    month = MONTHS.get((found["m1"] or found["m2"])[:3].lower()) if found else None
    if not found or not month:
        return None
    day_ = date(int(found["year"]), month, int(found["d1"] or found["d2"]))
    if found["hour"] is None:
        return day_
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0] in "Pp" else 0)
    zone = None
    if found["offset"]:
        zone = _offset(found["offset"])
    elif found["name"] and found["name"].lower() in ZONES:
        zone = timezone(timedelta(hours=ZONES[found["name"].lower()]))
    return datetime(day_.year, day_.month, day_.day, hour, int(found["minute"]), int(found["second"] or 0), tzinfo=zone)


def _numbers(text: str) -> Moment | None:
    if found := SLASHED.match(text):
        return _iso(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}{text[found.end():]}")
    if SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return None
