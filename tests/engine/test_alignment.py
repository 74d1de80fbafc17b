"""Alignment against a plain reference differ, and against edits whose places are known."""

import time
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bylint.alignment import Tokens, aligned

# Words that no two scripts share; those of Chinese and Thai stand without spaces.
SCRIPTS = {
    "Latin": (" ", "harbour office ferry islands yard storm pier master council budget ticket boat fisher mayor winter weeks the of and said"),
    "Arabic": (" ", "الميناء العبارة الجزر العاصفة الرصيف المجلس الميزانية التذاكر القوارب الصيادون الشتاء في من على قال"),
    "Hindi": (" ", "बंदरगाह नाव द्वीप तूफान घाट परिषद बजट टिकट मछुआरे सर्दी सप्ताह ने का और कहा"),
    "Chinese": ("", "港口 渡轮 群岛 船厂 风暴 码头 议会 预算 船票 渔民 市长 冬天 星期 的 在 说"),
    "Thai": ("", "ท่าเรือ เรือ เกาะ พายุ อู่ต่อเรือ สภา งบประมาณ ตั๋ว ชาวประมง ฤดูหนาว สัปดาห์ ของ และ กล่าว"),
}
NEW = {"Latin": "zq{}", "Arabic": "ضظ{}", "Hindi": "ञङ{}", "Chinese": "鿰{}", "Thai": "ฬฮ{}"}


def rebuilt(one, other, hunks):
    """The second sequence, made of the first by the hunks."""
    made, at = [], 0
    for start, end, other_start, other_end in hunks:
        made += one[at:start] + other[other_start:other_end]
        at = end
    return made + one[at:]


def changed(hunks):
    return sum(end - start + other_end - other_start for start, end, other_start, other_end in hunks)


words = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(words, words)
@settings(deadline=None)
def test_hunks_make_the_one_text_into_the_other(one, other):
    a, b = Tokens([" ".join(one)]), Tokens([" ".join(other)])
    hunks = aligned(a, b)
    assert rebuilt(a.keys, b.keys, hunks) == b.keys
    assert all(before.end < after.start or before.other_end < after.other_start for before, after in pairwise(hunks))


@given(words, words)
@settings(deadline=None)
def test_no_more_is_changed_than_the_reference_differ_finds(one, other):
    a, b = Tokens([" ".join(one)]), Tokens([" ".join(other)])
    matcher = SequenceMatcher(None, a.keys, b.keys, autojunk=False)
    reference = sum(i2 - i1 + j2 - j1 for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")
    assert changed(aligned(a, b)) <= reference


@st.composite
def planted(draw):
    """A story in a script, a copy with edits, and what these are, in order: (words out, words in)."""
    script = draw(st.sampled_from([*SCRIPTS]))
    space, known = SCRIPTS[script]
    story = draw(st.lists(st.lists(st.sampled_from(known.split()), min_size=6, max_size=25), min_size=2, max_size=8))
    copy, edits, number = [], [], 0
    for paragraph in story:
        made, since = [], 4
        for at, word in enumerate(paragraph):
            sort = draw(st.sampled_from(["", "", "", "", "change", "delete", "insert"])) if since >= 4 and at < len(paragraph) - 4 else ""
            number += bool(sort)
            new = NEW[script].format(chr(ord("一") + number)) if script == "Chinese" else NEW[script].format(number)
            made += [word] if not sort else [new] if sort == "change" else [] if sort == "delete" else [new, word]
            since = 0 if sort else since + 1
            if sort:
                edits.append((word if sort != "insert" else "", new if sort != "delete" else ""))
        copy.append(made)
    return [space.join(words) for words in story], [space.join(words) for words in copy], edits


@given(planted())
@settings(deadline=None, max_examples=200)
def test_planted_edits_are_found_and_nothing_else(told):
    story, copy, edits = told
    a, b = Tokens(story), Tokens(copy)
    expected = [(Tokens([old]).keys, Tokens([new]).keys) for old, new in edits]
    found = [(a.keys[hunk.start : hunk.end], b.keys[hunk.other_start : hunk.other_end]) for hunk in aligned(a, b)]
    # A word beside its like may be told to be missing in several ways, and of two of an edit only the sum is known.
    assume(all(old == [] or new == [] or not set(old) & set(new) for old, new in expected))
    assert sum(len(old) + len(new) for old, new in found) <= sum(len(old) + len(new) for old, new in expected)
    assert [new for _, new in found if new] == [new for _, new in expected if new]
    assert rebuilt(a.keys, b.keys, aligned(a, b)) == b.keys


def test_where_paragraphs_end_is_no_change():
    story = ["The ferry sails again. Tickets cost the same.", "Boats go back."]
    assert aligned(Tokens(story), Tokens([" ".join(story)])) == []
    assert aligned(Tokens([" ".join(story)]), Tokens(story)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It is safe” – he said", '"It is safe" - he said'),
        ("«Es ist sicher»", "„Es ist sicher“"),
        ("co\xadoperation", "cooperation"),
        ("don’t", "don't"),
        ("café", "cafe\u0301"),
        ("A  ferry\u00a0sails", "a ferry sails"),
        ("港口，渡轮。", "港口, 渡轮。"),
        ("می‌روم", "میروم"),
    ],
)
def test_house_style_of_marks_is_no_change(one, other):
    assert Tokens([one]).keys == Tokens([other]).keys


@pytest.mark.parametrize("noise", ["a b " * 10_000, "the of and " * 7_000, "港" * 20_000])
def test_texts_without_anything_unique_take_no_time(noise):
    begin = time.process_time()
    aligned(Tokens([noise]), Tokens([noise[len(noise) // 3 :] + " end " + noise[: len(noise) // 4]]))
    assert time.process_time() - begin < 5


def test_time_grows_with_the_length_and_not_with_its_square():
    def seconds(length):
        story = [" ".join(f"w{(at * 7919 + number * 104729) % 4001}" for at in range(100)) for number in range(length // 100)]
        copy = [text.replace("w17 ", "other ").replace(" w3", " ") for text in story]
        begin = time.process_time()
        aligned(Tokens(story), Tokens(copy))
        return time.process_time() - begin

    seconds(2_000)
    assert seconds(40_000) < 60 * max(seconds(2_000), 0.004)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Sold cake. Critics say so. The eels of the creek fell. The mill opens.", "Sold cake. The mill opens.", ["Critics say so . the eels of the creek fell ."]),
        ("The mill opens.", "INCH (The Inch Observer) - The mill opens.", ["inch ( the inch observer ) -"]),
        ("The mill opens. The shop is shut. Rain falls.", "The mill opens. Rain falls.", ["the shop is shut ."]),
    ],
)
def test_what_was_cut_or_put_in_at_one_place_is_one_hunk(one, other, told):
    a, b = Tokens([one]), Tokens([other])
    found = [" ".join(a.keys[hunk.start : hunk.end] or b.keys[hunk.other_start : hunk.other_end]) for hunk in aligned(a, b)]
    assert [text.lower() for text in found] == [text.lower() for text in told]
