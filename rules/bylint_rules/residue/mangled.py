"""Text whose letters were read in the wrong encoding, and the letters they were.

UTF-8 read as windows-1252 turns “é” into “Ã©”. Such a run of letters, written back as bytes of the wrong
encoding, is valid UTF-8. Real text hardly ever is, but it can be: a capital “Ã” before a closing quotation
mark, “é” before a space and a “»”. So a run must also be sure by what it gives or by what stands beside it.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from bylint_rules.residue.misread import ENCODINGS, Misread, beside, letters, patterns


class Mangled(NamedTuple):
    """Characters `start` to `end` of a text; `text` is what they were, None where nobody can know."""

    start: int
    end: int
    text: str | None


# What stands in every language's text beside letters; three bytes of UTF-8 each, which no text has by chance.
TYPOGRAPHY = frozenset("‐‑‒–—―‘’‚“”„†‡•…‰′″‹›€™→←−\u200b\u200c\u200d\u200e\u200f\u2009\u202f\ufeff\ufffd")
# Characters that stand behind a letter in real text too.
ORDINARY = frozenset("\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014\u2026\u2039\u203a«»\xa0\xad·…¡¿°")
OPENING = frozenset("«‹“„‚‘\"'(")
# Leads of two bytes of UTF-8 that letters of Latin alphabets have.
LATIN = frozenset((0xC3, 0xC4, 0xC5, 0xC6, 0xC8, 0xC9))
# Letters that languages of today write with; those between are phonetic signs.
WRITTEN = frozenset((*map(chr, range(0xC0, 0x180)), *"ƠơƯưȘșȚțƏə"))
LOST = re.compile("\ufffd+|锟斤拷[锟斤拷]*|â€(?![\x80-\xbf‘’‚“”„†‡•…‰‹›™œžŸŠšŒŽ¢£¤¥¦¬˜ˆ–—])|(?<=[a-z.,;:!?)])Â(?= |$)")
LOST_SIGNS = ("\ufffd", "锟", "â€", "Â")
# One of these is in every text that was mangled.
LETTERS = frozenset(sign[0] for sign in (*LOST_SIGNS, *(sign for misread in ENCODINGS for sign in misread.signs)))
ASCII = bytes(range(0x80))


def may_be_mangled(text: str) -> bool:
    """A cheap first look."""
    beyond = b"" if text.isascii() else text.encode("utf-8", "surrogatepass").translate(None, ASCII)
    return not LETTERS.isdisjoint(beyond.decode("utf-8", "surrogatepass"))


def mangled(text: str) -> tuple[Mangled, ...]:
    """The runs of a text that were surely misread, in its order. Where one is sure, those like it are."""
    if not may_be_mangled(text):
        return ()
    pairs = beside(text)
    found = [list(_runs(text, misread)) for misread in ENCODINGS if _may_be(pairs, misread)] if pairs else []
    sure = [tuple(run for is_sure, run in runs if is_sure or _is_short(run)) for runs in found if any(is_sure for is_sure, _ in runs)]
    # Encodings have letters in common; the one that explains most was it.
    best = max(sure, key=lambda runs: sum(run.end - run.start for run in runs), default=())
    if not best and any(sign in text for sign in LOST_SIGNS):
        return tuple(Mangled(*lost.span(), None) for lost in LOST.finditer(text))
    return best


def _may_be(text: str, misread: Misread) -> bool:
    """A cheap first look."""
    return any(sign in text for sign in misread.signs) and any(pattern.search(text) for pattern in patterns(misread.encoding)[1:])


def _is_short(run: Mangled) -> bool:
    return run.text is not None and len(run.text) == 1 and run.end - run.start == 2


def _runs(text: str, misread: Misread) -> Iterator[tuple[bool, Mangled]]:
    """The runs that are UTF-8, with whether each is sure."""
    byte = letters(misread.encoding)
    for run in patterns(misread.encoding)[0].finditer(text):
        data = bytes(map(byte.__getitem__, run[0]))
        try:
            was = data.decode()
        except UnicodeDecodeError:
            continue
        if not all(map(_is_plausible, was)):
            continue
        sure = _is_sure(text, run, data, was, misread)
        # Text can be misread twice, and then what comes out is mangled still.
        again = mangled(was) if sure and len(was) > 1 else ()
        for more in reversed(again):
            was = was[: more.start] + (more.text or was[more.start : more.end]) + was[more.end :]
        yield sure, Mangled(*run.span(), None if "\ufffd" in was else was)


def _is_sure(text: str, run: re.Match[str], data: bytes, was: str, misread: Misread) -> bool:
    """Whether a run is no real text, by what it gives and what stands beside it."""
    before, behind = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 2]
    if any(letter in TYPOGRAPHY or letter >= "\U0001f000" for letter in was):
        return True
    if len(was) >= misread.row:
        return was[0].isalpha() and len({_script(letter) for letter in was if letter.isalpha()}) == 1
    if data[0] == 0xC2:
        spoken_of = before in OPENING and run[0][1] in ORDINARY
        return was >= "\xa0" and not before.isupper() and (before.islower() or (misread.encoding == "cp1252" and not spoken_of))
    if data[0] not in LATIN or not (was.isalpha() and WRITTEN.issuperset(was)):
        return False
    if misread.encoding not in ("cp1252", "cp1250", "mac_roman"):
        return before.isalpha() and before < "\u0250"  # a letter of another alphabet inside a Latin word
    if misread.encoding == "mac_roman":
        # “x√π” is a formula.
        return before.islower() and (behind[:1].islower() or (run.start() > 1 and text[run.start() - 2].isalpha()))
    if before.islower() or (not before.isalpha() and len(behind) == 2 and behind.isalpha() and behind.islower()):
        return True
    if misread.encoding == "cp1250" or len(was) > 1:
        return False
    # “à” is a word of its own in French, Italian and Portuguese.
    return (run[0] == "Ã\xa0" and not before.isalpha()) or (data[0] == 0xC3 and run[0][1] not in ORDINARY)


def _is_plausible(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "C" or letter in TYPOGRAPHY or "\x80" <= letter <= "\x9f" or letter == "\xad"


def _script(letter: str) -> str:
    """A letter's script, near enough: the first word of its name."""
    name = unicodedata.name(letter, "")
    return name.partition(" ")[0] if not name.startswith(("CJK", "HIRAGANA", "KATAKANA")) else "CJK"
