"""The phrases that bylint comes with: every file is well formed and says where its phrases are from."""

import tomllib
from pathlib import Path

import jsonschema
import pytest

import bylint_rules
from bylint.lexicon import bare, fold
from bylint.phrases import SLOT_NAME
from bylint_schemas import schema

FILES = sorted((Path(bylint_rules.__file__).parent / "lexicon").glob("*.toml"))
SLOTS = {"source", "title", "name", "place", "date", "count"}
# Categories whose phrases make a block a leftover when they are all its text.
LABELS = {"ad-label", "share", "comment-form"}
ESSENTIAL = {"ad-label", "byline", "source-label", "credit", "photo-credit", "feed-footer", "related", "promo", "share", "comment-form"}


def categories(file):
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return {key: value["phrases"] for key, value in content.items() if isinstance(value, dict) and key != "agencies"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_well_formed(file):
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(content, schema("lexicon"))
    assert content["language"] == file.stem


@pytest.mark.parametrize("file", [file for file in FILES if file.stem != "mul"], ids=lambda file: file.stem)
def test_a_language_has_what_rules_need(file):
    assert set(categories(file)) >= ESSENTIAL


def test_english_has_every_category_there_is():
    every = {category for file in FILES for category in categories(file)}
    assert set(categories(next(file for file in FILES if file.stem == "en"))) == every


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_phrases_have_words_and_known_slots(file):
    for category, phrases in categories(file).items():
        for phrase in phrases:
            slots = SLOT_NAME.findall(phrase)
            assert set(slots) <= SLOTS, phrase
            assert bare(SLOT_NAME.sub("", phrase)), phrase
            assert category not in LABELS or set(slots) <= {"count"}, f"{phrase}: a label is its whole text"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_credit_is_not_a_label_of_a_leftover(file):
    phrases = categories(file)
    labels = {fold(phrase) for category in LABELS for phrase in phrases.get(category, ())}
    credits = {fold(phrase) for category in ("credit", "byline", "source-label") for phrase in phrases.get(category, ())}
    assert not labels & credits
