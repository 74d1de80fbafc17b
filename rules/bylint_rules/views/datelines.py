"""Datelines: the place, the date and the agency before a story's first sentence."""

import re

from bylint.lexicon import Words
from bylint.pattern import lazy
from bylint_rules.views.names import JOINING, caseless, is_name

# How far into a paragraph a dateline reaches, in characters.
REACH = 90
BRACKETED = lazy(r"[(（\[［【〔/][^()（）\[\]［］【】〔〕/]{2,60}[)）\]］】〕/]")
# What ends a dateline without brackets: “МОСКВА, 3 мар — РИА Новости.”, “AFP - ”, “LONDON, Reuters: ”.
ENDS = lazy(r"\s*(?:[–—―_:：|-]|\.(?=\s*[–—―A-ZА-ЯÀ-Ý-]|$)|/)")
# A Chinese paper names itself: “南方日報訊”, “据新华社北京3月3日电”.
WIRED = lazy(
    r"^[【（(\s]*据?(?P<name>[\u4e00-\u9fff]{1,10}?[报報社网網台刊闻聞])[^，。,\d]{0,6}(?:\d{1,2}月)?(?:\d{1,2}日)?[电電讯訊]"
)
# Others than the known agencies sign datelines too: “WASHINGTON (States Newsroom) —”, “LONDON, 3 March /PRNewswire/ --”.
SIGNED = lazy(r"(?P<place>[^()/\[\]]{0,45})[(/](?P<name>[^()/\[\]\d]{2,40})[)/]\.?\s?(?:--?|[–—―_])\s")
OWN_PAPER = lazy("^[本我]")
# What an agency stands in at the end of a paragraph: brackets, or a dash behind the last sentence.
CLOSED = lazy(r"(?:[(（\[【]([^()（）\[\]【】]{2,50})[)）\]】]|(?<=[.!?”\"»。)])\s*[–—―/-]{1,2}\s?([^.!?–—―]{2,40}))[.。]?\s*$")
WORD = lazy(r"[^\W\d_]+")


def dateline(said: Words, text: str) -> tuple[int, int, bool] | None:
    """From where to where a paragraph's dateline names its source, and whether that is an agency."""
    head = text[:REACH]
    if (wired := WIRED.match(head)) and not OWN_PAPER.match(wired["name"]):
        agency = said.agency(wired["name"])
        start = wired.start("name")
        return (start + agency[1], start + agency[2], True) if agency else (*wired.span("name"), False)
    found = said.agency(head)
    if found is None:
        signed = SIGNED.match(head)
        return (*signed.span("name"), True) if signed and _is_signed(signed["place"], signed["name"]) else None
    _, start, end = found
    bracket = next((one for one in BRACKETED.finditer(head) if one.start() < start and end < one.end()), None)
    before, after = (head[: bracket.start()], head[bracket.end() :]) if bracket else (head[:start], head[end:])
    if not _is_place(before):
        return None
    if bracket:
        inside = head[bracket.start() + 1 : start] + " " + head[end : bracket.end() - 1]
        return (start, end, True) if _is_place(inside) else None
    # Agency first: “新华社北京3月3日电”, “AFP - ”. Or behind a dash or comma, and then a mark ends the dateline.
    behind = before.rstrip()[-1:] in ("", *",–—-―:/|")
    return (start, end, True) if behind and (ENDS.match(after) or re.match(r"[^，。,.]{0,12}[电電讯訊]", after)) else None


def closing(said: Words, text: str) -> tuple[int, int] | None:
    """From where to where the end of a paragraph names an agency: “… last week. (AFP)”, “… last week. — AFP”."""
    tail = text[-60:].rstrip()
    found = CLOSED.search(tail)
    inside = (found[1] or found[2]) if found else ""
    agency = said.agency(inside) if inside else None
    if not found or not agency or not _is_place(inside[: agency[1]] + " " + inside[agency[2] :]):
        return None
    start = len(text[: -60 or None]) if len(text) > 60 else 0
    begin = start + found.start(1 if found[1] else 2)
    return begin + agency[1], begin + agency[2]


def _is_signed(place: str, name: str) -> bool:
    """Whether a name in brackets behind a place is its dateline's, and no more than a remark on the first words."""
    words = WORD.findall(place)
    apart = not words or (words[0].isupper() and len(words[0]) > 1) or any(map(str.isdigit, place))
    return apart and _is_place(place) and is_name(name) and not caseless(name)


def _is_place(text: str) -> bool:
    """Whether a text is no more than places, dates and names: no sentence."""
    if not text.strip():
        return True
    if caseless(text):
        return sum(map(str.isalpha, text)) <= 20 and not re.search("[。，؟]", text)
    words = WORD.findall(text)
    small = [word for word in words if word == word.lower() and not caseless(word) and word not in JOINING]
    # Months are in small letters in many languages, and one may stand beside a day.
    return len(small) <= any(map(str.isdigit, text)) and len(words) <= 12
