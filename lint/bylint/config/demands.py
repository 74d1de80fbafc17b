"""What a schema cannot tell of an originator's file: whether its demands can be looked for, and be met together."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any, TypeAlias

from bylint.config.file import nearest
from bylint.config.lines import Step
from bylint.config.meaning import phrase_fault
from bylint.lexicon import bare
from bylint.pattern import lazy

Fault: TypeAlias = tuple[tuple[Step, ...], str]
Demands: TypeAlias = list[tuple[tuple[Step, ...], dict[str, Any]]]
NAME = lazy(r"\{([^{}]*)\}")
# The slots of what stands in a text, by the key it is under; what stands in an address has others.
WORDS = ("author", "title", "date", "licence", "publisher")
SLOTS = {"formulas": WORDS, "texts": WORDS, "form": WORDS, "label": ("author",), "text": ()}
ADDRESS = ("id", "slug", "date")
# What of an article only its address tells.
TOLD = ("id", "slug")
# What only an address of the originator's can meet.
TO_HOSTS = ("article", "home")
# Clocks differ, and so does the day around the world.
TOLERANCE = timedelta(days=1)
# Between these years stories are published.
YEARS = range(1900, 2200)


def faults(table: Mapping[str, Any], today: date) -> Iterator[Fault]:
    """The faults of a file that is of the right form, its dates as texts: each a path of keys and what to say of it."""
    demands: Demands = [((kind, at), one) for kind, told in table.items() if isinstance(told, list) for at, one in _tables(told)]
    yield from _dates(table, demands, today)
    yield from _identity(table)
    for path, told in demands:
        if told["reading"] not in table["readings"]:
            known = nearest(told["reading"], table["readings"])
            yield (*path, "reading"), f'there is no [readings.{told["reading"]}]{known or ". Tell under [readings] where it was read"}'
        yield from _phrases(path, told)
        yield from _addresses(path, told, table)
        yield from _nothing_to_check(path, told, table)
    yield from _twice(demands)
    yield from _contradictions(demands)


def _tables(told: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    yield from ((at, one) for at, one in enumerate(told) if isinstance(one, dict))


def _dates(table: Mapping[str, Any], demands: Demands, today: date) -> Iterator[Fault]:
    days: list[tuple[tuple[Step, ...], str]] = []
    days += [(("readings", name, "read"), reading["read"]) for name, reading in table["readings"].items()]
    days += [((*path, key), told[key]) for path, told in demands for key in ("since", "until") if key in told]
    wrong = {path for path, day in days if _day(day) is None}
    for path, day in days:
        if path in wrong:
            yield path, f"there is no day {day} of any story. A date is written like {today}"
        elif path[0] == "readings" and (read := _day(day)) and read > today + TOLERANCE:
            yield path, f"nothing can have been read on {day}, which is yet to come"
    for path, told in demands:
        if not wrong & {(*path, "since"), (*path, "until")} and told.get("since", "") > told.get("until", "9999-12-31"):
            yield (*path, "since"), f"the demand begins on {told['since']}, after it ended on {told['until']}, so it never holds"


def _day(told: str) -> date | None:
    try:
        day = date.fromisoformat(told) if len(told) == len("2000-01-01") else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def _identity(table: Mapping[str, Any]) -> Iterator[Fault]:
    for path, name in ((("name",), table["name"]), *((("aliases", at), alias) for at, alias in enumerate(table.get("aliases", ())))):
        if not bare(name):
            yield path, "a name needs letters, or no page could have it"
    if table["kind"] == "licence" and "licence-urls" not in table:
        yield ("kind",), "a licence is known by the addresses of its deed and text. Add licence-urls"
    if table["kind"] != "licence" and "licence-urls" in table:
        yield ("licence-urls",), 'only a file of kind "licence" has them. Name the licence of the stories under `licence`'
    if "article" in table:
        yield from _slots(("article",), table["article"], ADDRESS)
        if not NAME.search(table["article"]):
            yield ("article",), "without a slot such as {slug} it would be the address of one article only"


def _slots(path: tuple[Step, ...], text: str, known: tuple[str, ...]) -> Iterator[Fault]:
    for slot in NAME.findall(text):
        if slot not in known:
            offer = nearest(slot, known) or "; none is known here"
            yield path, f"there is no slot {{{slot}}}{offer}"
    if "{" in NAME.sub("", text) or "}" in NAME.sub("", text):
        yield path, f'"{text}" has a brace without its other. A slot is written like {{{(*known, "slug")[0]}}}'


def _phrases(path: tuple[Step, ...], told: Mapping[str, Any]) -> Iterator[Fault]:
    for key, known in SLOTS.items():
        if key not in told:
            continue
        listed = isinstance(told[key], list)
        for at, phrase in enumerate(told[key] if listed else [told[key]]):
            place = (*path, key, at) if listed else (*path, key)
            wrong = list(_slots(place, phrase, known))
            yield from wrong
            if not wrong and (fault := phrase_fault(phrase)):
                yield place, f'"{phrase}" cannot be looked for: {fault}'


def _addresses(path: tuple[Step, ...], told: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[Fault]:
    told_by_article = NAME.findall(table.get("article", ""))
    for at, address in enumerate(told.get("urls", ())):
        place = (*path, "urls", at)
        yield from _slots(place, address, (*ADDRESS, "host", "any"))
        if "://" in address or address.startswith("/"):
            yield place, f'"{address}" does not begin with its host. Write it like counter.gazette.example/hit'
        for slot in NAME.findall(address):
            if slot in TOLD and slot not in told_by_article:
                yield place, f"{{{slot}}} is that of the article, and `article` has no {{{slot}}}. Add it there, or write {{any}} here"
            if slot == "host" and "hosts" not in table:
                yield place, "{host} stands for one of `hosts`, and there are none. Name them, or spell the host out here"


def _nothing_to_check(path: tuple[Step, ...], told: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[Fault]:
    kind = path[0]
    if told.get("exact") and "formulas" not in told:
        yield (*path, "exact"), "one of the formulas is to be used word for word, and there are none. Add `formulas`"
    for at, mark in enumerate(told.get("marks", ())):
        if not mark.strip():
            yield (*path, "marks", at), "a mark of white space would bar every picture"
    if told.get("which") == "marked" and "marks" not in told:
        yield (*path, "which"), "pictures are to be known by their marks, and there are none. Add `marks`"
    if "marks" in told and told["which"] != "marked":
        yield (*path, "marks"), f'marks bar nothing where which is "{told["which"]}". Say which = "marked", or take them out'
    if kind == "too-long" and not told.keys() & {"words", "paragraphs", "share"}:
        yield path, "no limit is told. Add words, paragraphs or share"
    if kind == "edits" and len(told["allow"]) > 1 and (alone := {"all", "none"} & {*told["allow"]}):
        yield (*path, "allow"), f'"{min(alone)}" leaves nothing to name beside it. Keep it alone, or take it out'
    if kind == "link-rel" and "link-back" not in table:
        yield path, "no link is demanded whose rel could be looked at. Add [[link-back]]"
    hosts = kind in ("link-back", "notice-kept", "canonical-policy") and "hosts" not in table and table["kind"] != "licence"
    if hosts and ({*told.get("to", ()), told.get("link")} & {*TO_HOSTS} or told.get("policy") in ("original", "both")):
        yield path, "no link can be known for the originator's without its hosts. Add `hosts`"
    if "licence" in told.get("to", ()) and "licence" not in table and "licence-urls" not in table:
        yield (*path, "to"), "the file does not tell which licence is to be linked. Add `licence`"


def _twice(demands: Demands) -> Iterator[Fault]:
    seen = set()
    for path, told in demands:
        said = repr((path[0], sorted((key, value) for key, value in told.items() if key != "note")))
        if said in seen:
            yield path, "this demand stands here twice. Take one out"
        seen.add(said)


def _contradictions(demands: Demands) -> Iterator[Fault]:
    early = [each for each in demands if each[0][0] == "embargoed"]
    late = [told for path, told in demands if path[0] == "expired"]
    for (path, told), also in product(early, late):
        if _meet(told, also) and told["days"] >= also["days"]:
            words = f"a copy may begin only after {told['days']} days and must end after {also['days']}, so none could be carried"
            yield (*path, "days"), words


def _meet(told: Mapping[str, Any], also: Mapping[str, Any]) -> bool:
    """Whether there are copies for which both demands hold."""
    since, until = max(told.get("since", ""), also.get("since", "")), min(told.get("until", "9"), also.get("until", "9"))
    spoken = [{*one["languages"]} for one in (told, also) if "languages" in one]
    editions = {one["edition"] for one in (told, also) if "edition" in one}
    edited = {one["edited"] for one in (told, also) if "edited" in one}
    return since <= until and len(editions) < 2 and len(edited) < 2 and (len(spoken) < 2 or bool(spoken[0] & spoken[1]))
