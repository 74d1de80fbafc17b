"""Every text of an original has its exact place in the file that holds it, through whatever it is escaped by."""

import json
from html import escape, unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bylint.span import Span
from bylint.views.claims import claims
from bylint.views.story import story

# Letters of one to four bytes, what forms escape, and no white space: blocks fold that.
LETTERS = st.sampled_from("aZé–“漢𝄞ก&<>\"'\\/[]{}%;#]")
WORDS = st.text(LETTERS, min_size=1, max_size=8)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=3)


def numbered(text):
    """Each character as a reference, as some senders write all that is not ASCII."""
    return "".join(char if char.isascii() and char.isalnum() else f"&#{ord(char)};" for char in text)


def surrogated(text):
    """A JSON string with all that is not ASCII as escapes."""
    return json.dumps(text)[1:-1].replace("/", "\\/")


def xml(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# How a paragraph is written, how a whole content is, and how what stands there is read.
FORMS = {
    "cdata": (escape, lambda html: f"<![CDATA[{html.replace(']]>', ']]]]><![CDATA[>')}]]>", lambda raw: unescape(raw.replace("]]><![CDATA[", ""))),
    "escaped": (escape, xml, lambda raw: unescape(unescape(raw))),
    "numbered": (numbered, xml, lambda raw: unescape(unescape(raw))),
}


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS, form=st.sampled_from(sorted(FORMS)), newline=st.sampled_from(["\n", "\r\n"]), data=st.data())
def test_rss(originals_of, rss, texts, form, newline, data):
    write, wrap, read = FORMS[form]
    html = newline.join(f"<p>{write(text)}</p>" for text in texts)
    content = rss(
        f"{newline}<item><title>Ferry &amp;amp; boats</title><guid>é{newline}</guid><content:encoded>{wrap(html)}</content:encoded></item>", "<item/>"
    ).encode()
    one = originals_of("a.xml", content)[0]
    check(one, content, ["Ferry & boats", *texts], read, data, title=lambda raw: unescape(unescape(raw)))


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS, write=st.sampled_from([escape, numbered]), cdata=st.booleans(), data=st.data())
def test_xhtml(originals_of, texts, write, cdata, data):
    paragraphs = "".join(
        f"<x:p class='a'><![CDATA[{text}]]></x:p>" if cdata and "]]>" not in text else f"<x:p><x:b></x:b>{write(text)}<x:i/></x:p>\r" for text in texts
    )
    content = (
        '<?xml version="1.0"?>\r\n<feed xmlns="http://www.w3.org/2005/Atom"><title>漢</title>\n<entry><title>x</title><content type="xhtml">'
        f'<x:div xmlns:x="http://www.w3.org/1999/xhtml">{paragraphs}</x:div></content></entry></feed>'
    ).encode()
    (one,) = originals_of("a.xml", content)
    check(one, content, ["x", *texts], unescape, data, plain=cdata)


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS, spell=st.sampled_from([lambda text: json.dumps(text, ensure_ascii=False)[1:-1], surrogated]), plain=st.booleans(), data=st.data())
def test_ninjs(originals_of, texts, spell, plain, data):
    body = "\n\n".join(texts) if plain else "\r\n".join(f"<p>{escape(text)}</p>" for text in texts)
    name = "body_text" if plain else "body_xhtml"
    content = f'[{{"uri": "a"}},\n {{"uri": "漢", "headline": "{spell(texts[0])}", "{name}": "{spell(body)}"}}]'.encode()
    one = originals_of("a.json", content)[1]

    def read(raw):
        told = json.loads(f'"{raw}"')
        return told if plain else unescape(told)

    check(one, content, [texts[0], *texts], read, data, title=lambda raw: json.loads(f'"{raw}"'))


def check(one, content, texts, read, data, title=unescape, plain=False):
    blocks = one.page.view(story).blocks
    assert [block.text for block in blocks] == texts
    number = data.draw(st.integers(0, len(blocks) - 1))
    block = blocks[number]
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    place = one.place(block.part(one.page, start, end))
    raw = content[place.start_byte : place.end_byte].decode()
    if not (plain and "]]>" not in block.text):
        raw = (read if number else title)(raw)
    assert raw == block.text[start:end]
    before = content[: place.start_byte].decode().replace("\r\n", " \n").replace("\r", "\n")
    assert (place.line, place.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert place.column_8 == len(before[before.rfind("\n") + 1 :].encode()) + 1
    # What reads the places of a page without knowing that it stands in a file finds the same beginning.
    assert one.page.source.points([block.part(one.page, start, end).start])[block.part(one.page, start, end).start].byte == place.start_byte


def test_metadata_and_what_was_put_in_stand_where_they_come_from(originals_of, rss):
    content = rss(
        "<item><content:encoded>&lt;p&gt;One.&lt;/p&gt;</content:encoded><dc:creator>Ada &amp; Bo</dc:creator><title>Ferry</title></item>"
    ).encode()
    (one,) = originals_of("a.xml", content)
    author = one.place(one.page.view(claims).author[0].locate(one.page))
    assert content[author.start_byte : author.end_byte] == b"Ada &amp; Bo"
    headline, paragraph = one.page.view(story).blocks
    across = Span(headline.locate(one.page).start, paragraph.locate(one.page).end)
    place = one.place(across)  # the title stands behind the text
    assert content[place.start_byte :].startswith(b"Ferry</title>")
    assert place.end_byte == place.start_byte
    whole = one.place(Span(0, len(one.page.source.text)))
    assert 0 <= whole.start_byte <= whole.end_byte <= len(content)
