"""Short cuts to what texts say: they give what the long way gives."""

from hypothesis import given
from hypothesis import strategies as st

from bylint.folding import fold, spaced
from bylint.lexicon import AGENCIES, Lexicon, Words
from bylint.phrases import Phrases

PIECES = ("ad", "ferry", "Ähre", "_", " ", "  ", "\n", "\u00a0", "\u3000", "\x1c", "\u2028", "-", "“", "’", "́", "゙", "广", "告", "カ", "ไทย", "xad", "1")
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=12).map("".join)
SAID = Phrases(("ad", "ferry ad", "广告", "ad广", "カ", "Ähre", "ไทย 1", "{source} ferry", "ad: {title} 告"))
WORDS = Words({"label": SAID}, {"Ferry": ("AD", "广告")})


@given(TEXTS)
def test_white_space_is_folded(text):
    assert spaced(text) == " ".join(text.split())


@given(TEXTS)
def test_a_phrase_that_stands_in_a_text_is_hinted_at(text):
    hinted = WORDS.possible(text)
    if SAID.find(text):
        assert "label" in hinted
    if WORDS.agency(text):
        assert AGENCIES in hinted


@given(TEXTS)
def test_an_index_hides_no_phrase(text):
    folded = fold(text)
    found = [phrase for phrase in SAID._plain if phrase.find(folded)]
    assert set(found) <= set(SAID._found.likely(folded))
    slotted = [phrase for phrase in SAID._slotted.phrases if phrase.find(folded)]
    assert set(slotted) <= set(SAID._slotted.likely(folded))


def test_a_word_of_another_script_is_found_between_letters_of_one_without_spaces():
    assert Lexicon(extra=(("label", ("ferry广告",)),)).words(())["label"].find("看ferry广告吗")
    assert "label" in WORDS.possible("看ad吗")
    assert "label" not in Words({"label": SAID}, {}).possible("看adx吗")
