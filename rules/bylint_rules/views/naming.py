"""What the names of classes and ids say that an element is."""

import re
import tomllib
from functools import cache
from pathlib import Path

from bylint.remember import remember
from bylint.views.story import HEADINGS

NAMES = Path(__file__).parents[1] / "data" / "names.toml"
# The kinds of box that hold nothing of the story. Of several names the first counts.
LEFTOVERS = ("comments", "share", "promo", "tags", "related", "consent", "control")
NOTHING = ("", "")
# "RelatedTeaser__item-2": Related, Teaser, item, 2.
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def named(tag: str, called: str | None, id: str | None) -> tuple[str, str]:
    """What an element is by its class, `called`, and its id, and what it is if it also has links or controls: "" for nothing.

    The kinds are LEFTOVERS, "person", "stamp", "site" and "image".
    """
    # The id of a heading is made of its words.
    names = called if not id or tag in HEADINGS else f"{called or ''} {id}"
    if not names:
        return NOTHING
    return _kinds(names)


@remember(16384)  # a site's pages share their names
def _kinds(names: str) -> tuple[str, str]:
    whole, stems = _vocabulary()
    found = set()
    for word in {word.lower() for word in WORD.findall(names)}:
        if kind := whole.get(word):
            found.add(kind)
        else:
            found.update(kind for stem, kind in stems.get(word[:4], ()) if word.startswith(stem))
    return _first(found), _first({kind[:-1] for kind in found if kind[-1] == "?"})


def _first(kinds: set[str]) -> str:
    """The kind of several that counts."""
    if "person" in kinds and not kinds & {"related", "comments", "promo"}:
        return "person"
    for kind in LEFTOVERS:
        if kind in kinds and not (kind in ("consent", "control") and "image" in kinds) and not (kind == "share" and "stamp" in kinds):
            return kind
    return next((kind for kind in ("stamp", "site", "image") if kind in kinds), "")


@cache
def _vocabulary() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Kinds by whole word, and by the first four letters of their stems: keys of NAMES, with a "?" behind those of common words."""
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
