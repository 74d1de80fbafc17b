"""The text of a page, the encoding it was read by, and what was lost."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bylint.check import Plan, check
from bylint.source import Source

PROSE = {
    "windows-1251": "Паромы подорожают с понедельника, сообщил городской совет. Жители недовольны решением.",
    "windows-1252": "Les billets de ferry coûteront plus cher dès lundi, a annoncé le conseil — “c’est regrettable”, dit un usager très fâché.",
    "shift_jis": "市議会は月曜日からフェリーの運賃を値上げすると発表した。利用者からは不満の声が上がっている。ソ連製の船もある。",
    "gbk": "市议会宣布，轮渡票价将从星期一起上涨。许多乘客对此表示不满，他们说没有人征求过他们的意见。",
    "euc_kr": "시의회는 월요일부터 연락선 요금을 올린다고 발표했다. 많은 승객들이 불만을 나타냈다.",
    "big5": "市議會宣布，渡輪票價將從星期一起上漲。許多乘客對此表示不滿，他們說沒有人徵求過他們的意見。",
}


def page(words, declared=None):
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<!doctype html><html><head>{meta}<title>{words}</title></head><body><p>{words}</p></body></html>"


def read(data):
    return Source.read("page.html", data)


def reported(data):
    return [(found.rule, found.excerpt.text[found.excerpt.start : found.excerpt.end]) for found in check("page.html", data, Plan(()), {}).findings]


@pytest.mark.parametrize("encoding", PROSE)
def test_a_declared_encoding_is_used(encoding):
    text = page(PROSE[encoding], encoding)
    source = read(text.encode(encoding))
    assert source.text == text
    assert source.lost == ()
    assert reported(text.encode(encoding)) == []


@pytest.mark.parametrize("encoding", PROSE)
def test_an_undeclared_encoding_is_detected(encoding):
    text = page(PROSE[encoding] * 3)
    assert read(text.encode(encoding)).text == text


@pytest.mark.parametrize("label", ["x-sjis", "windows-31j", "Shift_JIS", "SHIFT-JIS"])
def test_the_labels_that_browsers_know_are_known(label):
    text = page(PROSE["shift_jis"], label)
    assert read(text.encode("cp932")).text == text


@pytest.mark.parametrize("label", ["zlib", "rot13", "utf-7", "unicode_escape", "punycode", "undefined", "no-such-thing", "hex"])
def test_no_other_codec_is_believed(label):
    source = read(page("+2AA- \\ud800 é", label).encode())
    assert (source.encoding, source.declared) == ("utf-8", None)
    assert "+2AA- \\ud800 é" in source.text


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-16-le"), (b"", "utf-16-be")]
)
def test_a_byte_order_mark_goes_before_all_else(mark, encoding):
    text = page("Fähre 渡輪 😀", "windows-1252" if mark else None)
    source = read(mark + text.encode(encoding))
    assert (source.text, source.encoding, source.bom) == (text, encoding, len(mark))
    assert source.byte_offset(0) == len(mark)
    assert source.byte_offset(len(text)) == len(source.data)
    assert reported(source.data) == []


@pytest.mark.parametrize(
    ("declared", "written"), [("gb2312", "utf-8"), ("iso-8859-1", "utf-8"), ("utf-8", "windows-1252"), ("utf-8", "windows-1251"), ("utf-8", "gbk")]
)
def test_a_wrong_declaration_loses_nothing_and_is_reported_where_it_stands(declared, written):
    text = page(PROSE.get(written, "Fähre 渡輪 — “teurer”"), declared)
    source = read(text.encode(written))
    assert source.text == text
    assert reported(source.data) == [("page/encoding-mismatch", declared)]


def test_a_wrong_declaration_of_a_page_in_ascii_harms_nobody():
    assert reported(page("Ferry fares", "shift_jis").encode()) == []


def test_what_was_lost_is_known_and_what_only_looks_so_is_not():
    data = b"<p>caf\xc3\xa9 \xef\xbf\xbd own, \xe6\xb8 lost, \xff\xfe lost, \xf0\x9f\x98\x80" + "é".encode() * 40 + b"</p>"
    source = read(data)
    assert source.encoding == "utf-8"
    assert [data[source.byte_offset(span.start) : source.byte_offset(span.end)] for span in source.lost] == [b"\xe6\xb8", b"\xff", b"\xfe"]
    (found,) = check("page.html", data, Plan(()), {}).findings
    assert found.rule == "page/text-lost"
    assert data[found.place.start_byte : found.place.end_byte] == b"\xe6\xb8"
    assert found.message.startswith("3 characters cannot be read as utf-8")


def test_a_page_cut_within_a_character_is_still_utf_8():
    data = page("渡輪票價上漲").encode()[:-20].rpartition(b"\xbc")[0]
    source = read(data)
    assert source.encoding == "utf-8"
    assert len(source.lost) == 1


@given(st.sampled_from("utf-8 utf-16-le cp1251 cp932 gb18030 big5hkscs cp949 euc_jp".split()), st.binary(max_size=80) | st.text(max_size=3000), st.data())
@settings(max_examples=300, deadline=None)
def test_the_bytes_of_each_character_are_that_character(encoding, content, data):
    raw = content if isinstance(content, bytes) else content.encode(encoding, "ignore")
    if raw and not isinstance(content, bytes) and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw = raw[:at] + bytes([data.draw(st.integers(0, 255))]) + raw[at + 1 :]
    source = Source("page.html", raw, raw.decode(encoding, "replace"), encoding)
    offsets = [source.byte_offset(at) for at in range(len(source.text) + 1)]
    assert "".join(raw[a:b].decode(encoding, "replace") for a, b in pairwise(offsets)) == source.text
    assert offsets[-1] == len(raw)


def test_lines_end_at_lf_crlf_and_cr_alike():
    source = read("a\nb\r\nc\rd\r\r\né e".encode())
    points = source.points(range(len(source.text) + 1))
    assert [point.line for point in points.values()] == [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6, 6]
    assert points[source.text.index("e")] == (14, 6, 3, 4)
    assert points[len(source.text)] == (15, 6, 4, 5)
    assert [point.byte for point in points.values()] == [source.byte_offset(at) for at in points]


def test_columns_count_bytes_of_utf_8_whatever_the_encoding():
    text = "é\n😀x é\r\n日 y"
    for encoding in ("utf-8", "utf-16-le"):
        source = Source("page.html", text.encode(encoding), text, encoding)
        points = source.points([text.index("x"), text.rindex("é"), text.index("y")])
        assert [point.column_8 for point in points.values()] == [5, 7, 5]


def test_no_pattern_repeats_a_group_possessively():
    """Python before 3.11.5 reads such patterns wrongly (github.com/python/cpython/issues/106052); an atomic group says the same."""
    root = Path(__file__).parents[2]
    files = [*(root / "lint").rglob("*.py"), *(root / "rules").rglob("*.py")]
    assert [str(file) for file in files if re.search(r"\)(?:[*+?]|\{[0-9,]+\})\+", file.read_text(encoding="utf-8"))] == []
