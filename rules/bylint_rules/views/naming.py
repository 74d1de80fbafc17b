"""What the names of classes and ids say that an element is."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from bylint.views.story import HEADINGS

NAMES = Path(__file__).parents[1] / "data" / "names.toml"
# "RelatedTeaser__item-2": Related, Teaser, item, 2.
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def named(tag: str, called: str | None, id: str | None) -> frozenset[str]:
    """The kinds of part, such as "share" or "person", that an element is called by its class and its id.

    The kinds are the keys of `data/names.toml`, with a "?" behind those that only a common word speaks for.
    """
    # The id of a heading is made of its words.
    if not id or tag in HEADINGS:
        return _kinds(called) if called else frozenset()
    return _kinds(f"{called or ''} {id}")


@lru_cache(maxsize=16384)  # a site's pages share their names
def _kinds(names: str) -> frozenset[str]:
    whole, stems = _vocabulary()
    found = set()
    for word in {word.lower() for word in WORD.findall(names)}:
        if kind := whole.get(word):
            found.add(kind)
        else:
            found.update(kind for stem, kind in stems.get(word[:4], ()) if word.startswith(stem))
    return frozenset(found)


@cache
def _vocabulary() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Kinds by whole word, and by the first four letters of their stems."""
    whole: dict[str, str] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    groups = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    told = [(name + mark, group.get(words, "")) for name, group in groups.items() for words, mark in (("words", ""), ("perhaps", "?"))]
    for kind, said in told:
        for word in said.split():
            if word.endswith("*"):
                stems.setdefault(word[:4], []).append((word[:-1], kind))
            else:
                whole[word] = kind
    return whole, stems
