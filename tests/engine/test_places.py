"""Places are exact: compared with an independent parser's, and with the bytes on disk."""

import importlib.util
import re
import time
from html import unescape
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from bylint import Attribute, Page, Run, StartTag
from bylint.markup import Markup
from bylint.opening import by_name, by_number, openings
from bylint.scan import scan
from bylint.source import Source
from bylint.span import Span
from bylint.tree import in_order, parse

AWKWARD = sorted((Path(__file__).parent / "awkward").glob("*.html"))
_spec = importlib.util.spec_from_file_location("compare_places", Path(__file__).parents[1] / "bench" / "compare_places.py")
compare_places = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(compare_places)

TAGS = """<p>\v</p>\v<p \v<P class="a" CLASS=b>\v<b>\v</b>\v<i>\v</i>\v<div id=x>\v</div>\v<br>\v<br/>\v</br>\v<ul>\v<li>\v</ul>\v<h1>\v</h2>
<html>\v<html lang=x>\v</html>\v<head>\v</head>\v<body>\v</body>\v<body class=x>\v<table>\v<tr>\v<td>\v</td>\v</tr>\v</table>\v<form>\v</form>
<noscript>\v</noscript>\v<template>\v</template>\v<select>\v<option>\v<button>\v<image>\v<meta charset=x>\v<link>\v<x:y>\v<é>\v<aé>
<svg viewBox="0"><foreignObject/></svg>\v<path d=x/>\v<iframe src=x/>\v</iframe>\v<script src=x/>\v</script>\v<p/class=x>\v<img alt="<b>" src=a>\v<img alt='>' src=x/y>
<a title="a&amp;b"x=y>\v<a href= "a b"  c = 'd' e>\v<p a=1 b =2 =3>\v<p @click="<b>" :x='</p>'>"""
ODD = """<div"x>\v<a=b>\v<a<b c>\v<b-->\v<b]]>\v<p ="x>y">\v<a x=<b "y>z">\v<a <b ="x>y">\v<a <b= "x>y">\v<b\0c>\v<p \x01>\v<scr<script>ipt>
x<y\v7031=3\v<p 7031=0>\v<?php a>\v<!doctype html>\v</ p>\v</>\v<\v</\v"\v'\v=\v\ufffe\v\x01\v\0\v\f"""
COMMENTS = """<!--\v-->\v--!>\v<!-- x -->\v<!---->\v<!-->\v<!--->\v<!x>\v<![CDATA[<b]]>\v]]>"""
RAW = """<script>\v</script>\v<script>if(a<b)x="<p>"</script>\v<script><!--<script></script>--></script>\v<style>a>b{}</style>\v<title>\v</title>
<title>a<b></title>\v<textarea>\v</textarea>\v<textarea>\r<b></textarea>\v<iframe><p></iframe>\v<xmp>\v</xmp>"""
WORDS = """a\vb=\vé\v日本\v😀\v \v&amp;\v&amp\v&lt\v&notit;\v&copy=\v&#65;\v&#x41\v&#0;\v&#xD800;\v&bogus;\v&\v&NotEqualTilde;"""
PIECES = re.split("[\v\n]", "\v".join((TAGS, ODD, COMMENTS, RAW, WORDS)))
# What makes the two parsers read what follows differently, and so stays out of the comparison: a raw element
# inside SVG or MathML, `<script/>`, framesets.
DIVERGING = ["<svg>", "<math>", "<script/>", "<title/>", "<frameset>", "<plaintext>"]
awkward = st.lists(st.sampled_from([*PIECES, "\n", "\r\n", "\r", "\t"]), min_size=1, max_size=40).map("".join)
anything = st.lists(st.sampled_from([*PIECES, *DIVERGING, "\r\n"]) | st.text(max_size=3), max_size=40).map("".join)


def read(path):
    return Source.read(str(path), path.read_bytes())


@pytest.mark.parametrize("path", AWKWARD, ids=lambda path: path.stem)
def test_the_awkward_pages_are_read_as_an_independent_parser_reads_them(path):
    found = compare_places.compare(read(path).text)
    assert found.differences == []
    assert found.compared["element"] > 3


@given(awkward)
@settings(max_examples=1000, deadline=None)
def test_every_place_is_the_independent_parsers(text):
    assert compare_places.compare(text).differences == []


@given(anything)
@settings(max_examples=1000, deadline=None)
def test_rules_get_the_tree_of_a_plain_parse(text):
    text = text.encode("utf-8", "replace").decode()
    plain, _ = parse(text)
    if plain is not None:
        markup = Markup(text)
        for element in markup.root.iter():
            markup.span(element)  # looking for places leaves no trace
        for one, other in zip_longest(in_order(plain), in_order(markup.root)):
            assert (one.tag, one.items(), one.text, one.tail) == (other.tag, other.items(), other.text, other.tail)


@given(anything)
@settings(max_examples=1000, deadline=None)
def test_the_numbered_copy_has_the_same_elements(text):
    root, _ = parse(text)
    nodes = list(in_order(root))
    starts = list(openings(text, scan(text), nodes))
    assert all(start >= 0 for start, node in zip(starts, nodes, strict=True) if isinstance(node.tag, str) and node.attrib.keys())
    assert [start for start in starts if start >= 0] == sorted({start for start in starts if start >= 0})


@given(anything)
@example("</<xmp><xmp></xmp>")
@example("<p><iframe></iframe><script src=x/></b><body></script><li>")
@settings(max_examples=1000, deadline=None)
def test_tags_paired_off_by_name_are_those_of_the_numbered_copy(text):
    nodes = list(in_order(parse(text)[0]))
    paired = by_name(text, scan(text), nodes)
    assert paired is None or paired == by_number(text, nodes)


def runs(root):
    for element in root.iter():
        if isinstance(element.tag, str) and element.text:
            yield element, "text", element.text
        if element.tail:
            yield element, "tail", element.tail


@given(awkward, st.data())
@settings(max_examples=500, deadline=None)
def test_a_part_of_a_text_is_found_in_the_source(text, data):
    markup = Markup(text)
    for element, which, content in runs(markup.root):
        begin = data.draw(st.integers(0, len(content) - 1))
        end = data.draw(st.integers(begin + 1, len(content)))
        span = markup.span(Run(element, which, begin, end))
        source = text[span.start : span.end]
        within = element.tag if which == "text" else ""
        got = compare_places._read(source, within)
        # Two characters that stand for one reference, and the two of a line break, are not parted.
        assert content[begin:end] in got
        if not re.search(r"[&<\r\0]", source):
            assert source == content[begin:end]


def test_a_part_of_a_text_with_references():
    text = "<p>Fish &amp; chips&hellip; caf&eacute; 😀</p>"
    page = Page(Source.read("a.html", text.encode()))
    (p,) = page.select("p")

    def at(part):
        begin = p.text.index(part)
        span = page.span_of(Run(p, "text", begin, begin + len(part)))
        return text[span.start : span.end]

    assert at("Fish") == "Fish"
    assert at("& ch") == "&amp; ch"
    assert at("s… c") == "s&hellip; c"
    assert at("café 😀") == "caf&eacute; 😀"


ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "windows-1251": b"",
    "shift_jis": b"",
    "gbk": b"",
    "gb18030": b"",
    "euc_kr": b"",
    "big5": b"",
    "iso2022_jp": b"",
}
SPEECH = {
    "windows-1251": "Паромы подорожают",
    "gbk": "渡轮票价上涨",
    "gb18030": "渡轮票价上涨𠀀",
    "euc_kr": "연락선 요금 인상",
    "big5": "渡輪票價上漲功許蓋",  # second bytes 0x5C among them
}
LATIN = "Ferry fares rise"
JAPANESE = "ソ表能の運賃"  # second bytes 0x5C in Shift_JIS


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_place_names_the_bytes_on_disk(encoding, newline):
    words = SPEECH.get(encoding, JAPANESE if encoding in ("shift_jis", "iso2022_jp") else "Fähre — 渡輪 😀")
    label = encoding.removesuffix("-sig").replace("iso2022_jp", "iso-2022-jp")
    text = newline.join([
        f"<!doctype html><html><head><meta charset={label}><title>{words}</title>",
        f'<script type="application/ld+json">{{"headline": "{words} <b>"}}</script></head><body>',
        f'<!-- {words} <i> --><p title="{words} > {LATIN}" class=a{words[0]}>{words} <b>{LATIN}</b> &amp; {words}</p>',
        f"<textarea>{words}</textarea></body></html>",
    ])
    data = ENCODINGS[encoding] + text.encode(encoding)
    page = Page(Source.read("page.html", data))
    assert page.source.text == text

    def on_disk(place):
        start, end = page.span_of(place)
        return data[page.source.byte_offset(start) : page.source.byte_offset(end)].decode(encoding)

    (p,) = page.select("p")
    (script,) = page.select("script")
    (comment,) = page.root.iter(etree.Comment)
    assert on_disk(p).endswith("</p>") and on_disk(p).startswith("<p title=")
    assert on_disk(StartTag(p)) == f'<p title="{words} > {LATIN}" class=a{words[0]}>'
    assert on_disk(Attribute(p, "title")) == f"{words} > {LATIN}"
    assert on_disk(Attribute(p, "class")) == f"a{words[0]}"
    assert on_disk(comment) == f"<!-- {words} <i> -->"
    assert on_disk(Run(script)) == script.text
    assert on_disk(page.select("title")[0]) == f"<title>{words}</title>"
    assert unescape(on_disk(Run(page.select("b")[0], "tail"))) == f" & {words}"


def test_implied_elements_and_missing_attributes_have_places_too():
    text = "Words<p>More"
    markup = Markup(text)
    body = markup.root[0]
    p = body[0]
    assert markup.span(markup.root) == markup.span(body) == (0, len(text))
    assert markup.span(StartTag(body)) == (0, 0)
    assert markup.span(p) == (5, len(text))
    assert markup.span(Attribute(p, "class")) == (6, 7)


def test_comments_before_and_words_behind_the_html_element():
    text = "<!-- a --><html><body><p>b</p></body></html><!-- c --><p>d</p> e"
    page = Page(Source.read("page.html", text.encode()))
    spans = [page.span_of(comment) for comment in page.root.xpath("//comment()")]
    assert [text[start:end] for start, end in spans] == ["<!-- a -->", "<!-- c -->"]
    late = page.select("p")[1]
    assert text[slice(*page.span_of(late))] == "<p>d</p>"
    assert text[slice(*page.span_of(Run(late, "tail")))] == " e"


def test_the_innermost_element():
    text = "<div><p>one <b>two</b> three</p></div>"
    markup = Markup(text)
    place = text.index("three")
    assert markup.innermost(Span(place, place + 5)).tag == "p"


@pytest.mark.parametrize("newline", ["", "\n"])
def test_a_hundred_thousand_tags_take_seconds(newline):
    text = "<!doctype html><body>" + f'<p class="a">x &amp; <b>y</b></p>{newline}' * 50_000
    before = time.process_time()
    page = Page(Source.read("page.html", text.encode()))
    last = [page.span_of(element) for element in page.root.iter()][-1]
    assert text[slice(*last)] == "<b>y</b>"
    assert page.source.points([last.start])[last.start].line == (50_000 if newline else 1)
    assert time.process_time() - before < 20
