"""Phrases of leftovers and credits: data, one file a language, brought by packs and by the config.

What a phrase may hold and how it matches is told in `bylint.phrases`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from bylint.folding import DECORATION, bare, cuts, fold
from bylint.phrases import Match, Phrases
from bylint.vocabulary import Vocabulary, longest

__all__ = ["DECORATION", "Lexicon", "Match", "Phrases", "Words", "bare", "fold"]

# The language of phrases that stand on pages of any language, and the one the systems speak by default.
ANY, DEFAULT = "mul", "en"
# The table of agencies, beside the categories of phrases.
AGENCIES = "agencies"


@dataclass(frozen=True)
class Words:
    """What some languages together say: phrases by category, and agencies by name."""

    categories: Mapping[str, Phrases]
    agencies: Mapping[str, tuple[str, ...]]
    folders: tuple[Path, ...] = ()

    def __getitem__(self, category: str) -> Phrases:
        """The phrases of a category, none where these languages have none.

        Raises KeyError where no language has the category.
        """
        if category in self.categories:
            return self.categories[category]
        known = sorted({*self.categories, *_known(self.folders)})
        if category in known:
            return Phrases(())
        from difflib import get_close_matches  # start-up is a feature, and most runs never come here

        near = get_close_matches(category, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known) or 'none'}."
        raise KeyError(f"No lexicon file has a category {category!r}. {hint}")

    def agency(self, text: str) -> tuple[str, int, int] | None:
        """The first agency named in a text: its full name, and from where to where it is named.

        Short forms count in their own capitals only: “AP”, “dpa”, never “ap”.
        """
        for at, length, form in sorted((text.index(form), -len(form), form) for form in self._named.likely(text) if form in text):
            while at >= 0 and (cuts(text, at) or cuts(text, at - length)):
                at = text.find(form, at + 1)
            if at >= 0:
                return self._forms[form], at, at - length
        return None

    def possible(self, text: str) -> frozenset[str]:
        """The categories that a text may have a phrase of, AGENCIES where it may name one: quickly told, and never wrongly denied."""
        return self._any.union(self._hinted.likely(fold(text)))

    @cached_property
    def _any(self) -> frozenset[str]:
        """The categories with a phrase that has no word."""
        return frozenset(category for category, phrases in self.categories.items() if "" in phrases.keys)

    @cached_property
    def _hinted(self) -> Vocabulary[str]:
        """The categories by a word of each of their phrases."""
        agencies = dict.fromkeys((longest(fold(form)), AGENCIES) for form in self._forms)
        return Vocabulary((*agencies, *((word, category) for category, phrases in self.categories.items() for word in phrases.keys)))

    @cached_property
    def _named(self) -> Vocabulary[str]:
        """The forms of agencies' names by the longest word in each: most texts have none of them."""
        return Vocabulary((longest(form), form) for form in self._forms)

    @cached_property
    def _forms(self) -> dict[str, str]:
        return {form: name for name, forms in self.agencies.items() for form in (name, *forms)}


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
            told = _file(folder / f"{language}.toml")
            for name, forms in told.get(AGENCIES, {}).items():
                agencies[name] = (*agencies.get(name, ()), *forms)
            for category in _categories(told):
                phrases[category].update(dict.fromkeys(told[category]["phrases"]))
    for category, more in extra:
        phrases[category].update(dict.fromkeys(more))
    return Words({category: Phrases(tuple(told)) for category, told in phrases.items()}, agencies, folders)


@lru_cache(maxsize=16)
def _known(folders: tuple[Path, ...]) -> frozenset[str]:
    files = (path for folder in folders for path in folder.glob("*.toml"))
    return frozenset(category for path in files for category in _categories(_file(path)))


def _categories(told: Mapping[str, Any]) -> Iterator[str]:
    return (name for name, value in told.items() if isinstance(value, dict) and name != AGENCIES)


@lru_cache(maxsize=256)
def _file(path: Path) -> dict[str, Any]:
    """What a file says, {} where there is none. Raises ValueError where it is no lexicon."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:  # TOML or UTF-8
        raise ValueError(f"The lexicon {path} cannot be read: {error}.") from error
    for category in _categories(told):
        if not isinstance(told[category].get("phrases"), list):
            raise ValueError(f"The lexicon {path} has a category [{category}] without a list `phrases`. Add one.")
    return told
