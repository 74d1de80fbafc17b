"""The quick look for words of phrases is never wrong where it denies."""

import pytest

from bylint.lexicon import AGENCIES, Lexicon
from bylint.phrases import SLOT_NAME
from bylint.plugins import load

LEXICON = Lexicon(load().lexicons)


@pytest.mark.parametrize("language", LEXICON.languages())
def test_a_text_with_a_phrase_has_a_hint_of_it(language):
    said = LEXICON.words((language,))
    for category, phrases in said.categories.items():
        for phrase in phrases.phrases:
            text = f"« {SLOT_NAME.sub('3 Häfen', phrase)} »"
            if phrases.find(text) or phrases.begins(text) or phrases.whole(text):
                assert category in said.possible(text), (category, phrase)


@pytest.mark.parametrize("language", LEXICON.languages())
def test_a_text_with_an_agency_has_a_hint_of_it(language):
    said = LEXICON.words((language,))
    for name, forms in said.agencies.items():
        for form in (name, *forms):
            assert AGENCIES in said.possible(f"({form})")
            assert said.agency(f"({form})")


def test_an_ordinary_text_has_none():
    said = LEXICON.words(("en",))
    assert said.possible("The ferry sails again").isdisjoint(("feed-footer", "desk"))
