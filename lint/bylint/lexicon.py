"""Phrases of leftovers and credits: data, one file a language, brought by packs and by the config.

A phrase is plain words, matched without regard to case, kind of quotation mark, white space and
decoration around it. `{source}`, `{title}` and the like in a phrase stand for any short text, which
a match gives back. A phrase is never a regular expression, so none can hang a run.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

# How long the text in a slot may be: headlines fit, paragraphs do not.
SLOT = 200
SLOT_NAME = re.compile(r"\{([a-z]+)\}")
QUOTES = str.maketrans(dict.fromkeys("“”„«»‟❝❞", '"') | dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("‐‑–—―−", "-"))
DECORATION = " \u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad" ".,:;!?*=~_|/\\-+<>()[]{}\"'·•●▪►▶▼→↓…。、・「」『』【】《》〈〉〔〕※☆★◆■□#&"
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")
# The language of phrases that stand on pages of any language, and the one the systems speak by default.
ANY, DEFAULT = "mul", "en"


def fold(text: str) -> str:
    """Text without the differences that do not matter between two spellings of a phrase."""
    return " ".join(_fold(text).split())


def bare(text: str) -> str:
    """Folded text without the decoration around it: “== Anzeige: ==” is “anzeige”."""
    return fold(text).strip(DECORATION)


def _fold(text: str) -> str:
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(QUOTES)
    return text.lower()


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase in a text: from `start` to `end` of it, and what its slots hold, as spelt there."""

    start: int
    end: int
    slots: Mapping[str, tuple[int, int]]
    text: str

    def slot(self, name: str) -> str:
        """The text of a slot, "" where the phrase has none of that name."""
        start, end = self.slots.get(name, (0, 0))
        return self.text[start:end]


@dataclass(frozen=True)
class Phrases:
    """The phrases of one category."""

    phrases: tuple[str, ...]

    def whole(self, text: str) -> Match | None:
        """The phrase that is the whole text, decoration aside."""
        if len(text) > 3 * SLOT:
            return None
        if bare(text) in self._plain:
            return Match(0, len(text), {}, text)
        return self._slotted_match(text, "whole")

    def begins(self, text: str) -> Match | None:
        """The phrase that the text begins with, up to the end of a word."""
        folded = fold(text)
        start = len(folded) - len(folded.lstrip(DECORATION))
        found = self._alternation.match(folded, start)
        return _placed(found, text) if found else self._slotted_match(text, "begins")

    def find(self, text: str) -> Match | None:
        """The first phrase in the text, from word boundary to word boundary."""
        found = self._alternation.search(fold(text))
        return _placed(found, text) if found else self._slotted_match(text, "find")

    def _slotted_match(self, text: str, how: str) -> Match | None:
        folded = fold(text)
        for literal, patterns in self._slotted:
            if literal in folded and (found := patterns[how](folded)):
                return _placed(found, text)
        return None

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(bare(phrase) for phrase in self.phrases if "{" not in phrase)

    @cached_property
    def _alternation(self) -> "re.Pattern[str]":
        # Longest first: an alternation takes the first that fits.
        longest = sorted(self._plain, key=lambda phrase: (-len(phrase), phrase))
        return re.compile("|".join(map(_bounded, longest)) or "(?!)")

    @cached_property
    def _slotted(self) -> list:
        """For each phrase with slots its longest literal part and its three ways to match."""
        slotted = []
        for phrase in self.phrases:
            if "{" not in phrase:
                continue
            parts = SLOT_NAME.split(fold(phrase))
            last = len(parts) - 1
            body = "".join(
                re.escape(part) if at % 2 == 0 else f"(?P<{part}>.{{1,{SLOT}}}{'' if at == last - 1 and not parts[last] else '?'})"
                for at, part in enumerate(parts)
            )
            body = _edge(parts[0][:1], before=True) + body + _edge(parts[-1][-1:], before=False)
            junk = f"[{re.escape(DECORATION)}]*"
            slotted.append((
                max(parts[::2], key=len).strip(),
                {
                    "whole": re.compile(junk + body.rstrip(".,:; ") + junk).fullmatch,
                    "begins": re.compile(junk + body).match,
                    "find": re.compile(body).search,
                },
            ))
        return slotted


def _bounded(phrase: str) -> str:
    return _edge(phrase[:1], before=True) + re.escape(phrase) + _edge(phrase[-1:], before=False)


def _edge(character: str, *, before: bool) -> str:
    """No word is cut in two; scripts that write words without spaces have no such edge."""
    if not character.isalnum() or character >= "\u2e80" or "\u0e00" <= character <= "\u109f" or "\u1780" <= character <= "\u17ff":
        return ""
    return r"(?<!\w)" if before else r"(?!\w)"


def _placed(found: "re.Match[str]", text: str) -> Match:
    """A match in folded text, as places of the text it was folded from."""
    origin = _origins(text)
    slots = {
        name: (origin[found.start(name)], origin[found.end(name) - 1] + 1)
        for name in found.re.groupindex
        if found[name] is not None
    }
    return Match(origin[found.start()], origin[found.end() - 1] + 1 if found.end() else 0, slots, text)


def _origins(text: str) -> list[int]:
    """For each character of `fold(text)` the place in `text` it came from."""
    origins: list[int] = []
    space = True
    for at, cluster in _clusters(text):
        for character in _fold(cluster):
            if character.isspace():
                if not space:
                    origins.append(at)
                space = True
            else:
                origins.append(at)
                space = False
    return origins


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text, each with the marks that combine with it."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield begin, text[begin:at]
            begin = at


@dataclass(frozen=True)
class Words:
    """What some languages together say: phrases by category, and agencies by name."""

    categories: Mapping[str, Phrases]
    agencies: Mapping[str, tuple[str, ...]]

    def __getitem__(self, category: str) -> Phrases:
        return self.categories[category]

    def agency(self, text: str) -> tuple[str, int, int] | None:
        """The first agency named in a text: its full name, and from where to where it is named.

        Short forms count in their own capitals only: “AP”, “dpa”, never “ap”.
        """
        found = self._agencies[0].search(text)
        return (self._agencies[1][found[0]], found.start(), found.end()) if found else None

    @cached_property
    def _agencies(self) -> tuple["re.Pattern[str]", dict[str, str]]:
        names = {form: name for name, forms in self.agencies.items() for form in (name, *forms)}
        longest = sorted(names, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(_bounded, longest)) or "(?!)"), names


@dataclass(frozen=True)
class Lexicon:
    """Folders of `<language>.toml` files, and phrases the config adds: (category, phrases) pairs."""

    folders: tuple[Path, ...] = ()
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def words(self, languages: tuple[str, ...]) -> Words:
        """The words of these languages (primary subtags such as "de") and of those that always count."""
        return _words(self.folders, self.extra, tuple(sorted({*languages, ANY, DEFAULT})))

    def languages(self) -> tuple[str, ...]:
        """The languages there are files for."""
        return tuple(sorted({path.stem for folder in self.folders for path in folder.glob("*.toml")} - {ANY}))


@lru_cache(maxsize=64)
def _words(folders: tuple[Path, ...], extra: tuple[tuple[str, tuple[str, ...]], ...], languages: tuple[str, ...]) -> Words:
    phrases: dict[str, dict[str, None]] = defaultdict(dict)
    agencies: dict[str, tuple[str, ...]] = {}
    for folder in folders:
        for language in languages:
            for category, told in _file(folder / f"{language}.toml").items():
                if category == "agencies":
                    for name, forms in told.items():
                        agencies[name] = (*agencies.get(name, ()), *forms)
                elif isinstance(told, dict):
                    phrases[category].update(dict.fromkeys(told["phrases"]))
    for category, more in extra:
        phrases[category].update(dict.fromkeys(more))
    return Words({category: Phrases(tuple(told)) for category, told in phrases.items()}, agencies)


@lru_cache(maxsize=256)
def _file(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
