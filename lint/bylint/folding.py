"""Text without the differences that do not matter between two spellings, and the way back to its places."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bylint.pattern import lazy
from bylint.remember import remember

# Folded texts up to this length are kept for the next rule that asks.
SHORT = 4096
# What stands around a label and is no part of it.
DECORATION = " \u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad.,:;!?*=~_|/\\-+<>()[]{}\"'·•●▪►▶▼→↓…。、・「」『』【】《》〈〉〔〕※☆★◆■□#&"
# Spellings that are one: of quotation marks and dashes; of Arabic, Persian and Greek letters with
# and without marks; of Turkish, Romanian and Russian letters. What is empty is not there at all.
SAME: dict[str, str] = (
    dict.fromkeys("“”„«»‟❝❞″", '"')
    | dict.fromkeys("‘’‚‛`′", "'")
    | dict.fromkeys("‐‑–—―−", "-")
    | dict.fromkeys("أإآٱ", "ا")
    | dict.fromkeys("یى", "ي")
    | {"ک": "ك", "ё": "е", "ı": "i", "ș": "ş", "ț": "ţ"}
    | dict(zip("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ", strict=True))
    | dict.fromkeys([*map(chr, range(0x64B, 0x653)), *map(chr, range(0xFE00, 0xFE10)), *"ـ\u0307"], "")
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff\xad", "")
)
# Quicker than `str.translate`, which looks up every character.
OTHERWISE = re.compile(f"[{re.escape(''.join(SAME))}]")
# Characters that folding keeps one character each, and apart from their neighbours.
ONE_TO_ONE = lazy("[ -~À-ÖØ-Þà-öø-ÿА-яЁё“”‘’„«»–—]*")
# Normalising takes time with the square of a run of marks, so long runs are normalised in pieces.
MOST_MARKS = 30
MARKS = re.compile(rf"(?:[^\w\s\x00-\x7f]|[\uff9e\uff9f]){{{MOST_MARKS}}}")


@remember(1024, longest=SHORT)  # every rule asks about the same blocks
def fold(text: str) -> str:
    """Text without the differences that do not matter between two spellings of a phrase."""
    return spaced(_fold(text))


def bare(text: str) -> str:
    """Folded text without the decoration around it: “== Anzeige: ==” is “anzeige”."""
    folded = fold(text)
    start, end = inner(folded, 0, len(folded))
    return folded[start:end]


def spaced(text: str) -> str:
    """Text with its white space folded. In most texts it is folded already, as one look tells: no white space but " " can be printed."""
    text = text.strip()
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")
    return "".join(_fold_piece(text[start:end]) for start, end in _pieces(text))


def _fold_piece(text: str) -> str:
    # On its own “´” is a quotation mark; normalised it would be a space with an accent.
    return OTHERWISE.sub(_same, unicodedata.normalize("NFKC", text.replace("´", "'")).casefold())


def _same(character: re.Match[str]) -> str:
    return SAME[character[0]]


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    # All marks are of more than one byte.
    if len(text.encode("utf-8", "surrogatepass")) - len(text) < MOST_MARKS:
        return ((0, len(text)),)
    return pairwise((0, *(run.end() for run in MARKS.finditer(text)), len(text)))


def origins(text: str) -> list[int]:
    """For each character of `fold(text)` the place in `text` it came from."""
    # Most texts are of letters that fold to one letter each.
    if len(fold(text)) == len(text) and ONE_TO_ONE.fullmatch(text):
        return list(range(len(text)))
    found: list[int] = []
    space = True
    for at, cluster in _clusters(text):
        for character in _fold(cluster):
            if not character.isspace() or not space:
                found.append(at)
            space = character.isspace()
    return found


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text, each with those behind it that normalising may join to it."""
    for start, end in _pieces(text):
        begin = start
        for at in range(start + 1, end + 1):
            if at == end or not _joins(text[at]):
                yield begin, text[begin:at]
                begin = at


def _joins(character: str) -> bool:
    if character < "\u0300":
        return False
    first = unicodedata.normalize("NFKC", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _wordy(character: str) -> bool:
    return character.isalnum() or character == "_" or (character > "\u02ff" and unicodedata.category(character)[0] == "M")


def _unspaced(character: str) -> bool:
    """Whether it is of a script that writes words without spaces."""
    return character >= "\u2e80" or "\u0e00" <= character <= "\u109f" or "\u1780" <= character <= "\u17ff"


def cuts(text: str, at: int) -> bool:
    """Whether a word goes on across a place in a text."""
    return 0 < at < len(text) and all(_wordy(side) and not _unspaced(side) for side in text[at - 1 : at + 1])


def opening(text: str, start: int, end: int) -> int:
    """Where a range begins without the decoration before it."""
    while start < end and not text[start].isalnum():
        start += 1
    return start


def inner(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the decoration at its ends: marks, dashes, brackets, pictures."""
    start = opening(text, start, end)
    while end > start and (text[end - 1] == "_" or not _wordy(text[end - 1])):
        end -= 1
    return start, end


def lstrip(text: str) -> str:
    """Text without the decoration before it."""
    return text[opening(text, 0, len(text)) :]


def rstrip(text: str) -> str:
    """Text without the decoration behind it."""
    return lstrip(text) and text[: inner(text, 0, len(text))[1]]


def search(text: str, words: str, start: int, end: int) -> int:
    """Where some words stand first in a range of a text, no word cut in two; -1 where they do not."""
    at = text.find(words, start, end)
    while at >= 0 and (cuts(text, at) or cuts(text, at + len(words))):
        at = text.find(words, at + 1, end)
    return at
