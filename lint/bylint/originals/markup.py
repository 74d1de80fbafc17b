"""Markup that stands in an XML file as such, XHTML or NITF, as HTML, tag by tag, so that every letter keeps its place."""

import re
from collections.abc import Iterable

from bylint.originals.draft import Draft
from bylint.originals.xml import NAME, NEWLINE
from bylint.pieces import Piece

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# https://www.iptc.org/std/NITF/ : what has another name in HTML. All else that HTML does not have is a part of a sentence.
NITF = {
    "body": "article", "body.head": "header", "body.content": "div", "body.end": "footer", "hedline": "div", "hl1": "h1", "hl2": "h2",
    "byline": "div", "byttl": "span", "distributor": "p", "dateline": "p", "abstract": "div", "block": "div", "tagline": "p",
    "bq": "blockquote",
    "media": "figure", "media-reference": "img", "media-caption": "figcaption", "media-producer": "small", "datasource": "small",
    "note": "aside", "nitf-table": "div", "credit": "cite", "bibliography": "p", "story.date": "time",
}  # fmt: skip
SAME = frozenset("p a em strong b i u ol ul li table tr td th thead tbody tfoot caption br hr pre sub sup q dl dt dd".split())
CLASSED = {"byline": ' class="byline"', "dateline": ' class="dateline"'}
SOURCE = re.compile(r"\ssource(?=\s*=)")
UNPREFIXED = re.compile(rf"(?:{NAME}:)?({NAME})")


def as_html(draft: Draft, tokens: Iterable[re.Match[str]], nitf: bool = False) -> None:
    """Add what stands between the tags of an element to a page."""
    for token in tokens:
        if token["name"]:
            _tag(draft, token, nitf)
        elif token["cdata"] is not None:
            draft.words(_lines(token["cdata"], token.start("cdata")))
        elif token["text"] is not None or token[0].startswith("<!--"):
            draft.put(token[0], token.start(), token.end())  # XML's references are HTML's


def _tag(draft: Draft, token: re.Match[str], nitf: bool) -> None:
    local = token["name"].rpartition(":")[2]
    name = local if not nitf or local in SAME else NITF.get(local, "span")
    if token["close"]:
        if name not in VOID:
            draft.put(f"</{name}>", token.start(), token.end())
        return
    draft.put(f"<{name}", token.start(), token.end("name"))
    start, attributes = token.start("attributes"), token["attributes"]
    source = SOURCE.search(attributes) if name == "img" and nitf else None
    if source:
        draft.put(attributes[: source.start() + 1], start, start + source.start() + 1)
        draft.put("src", start + source.start() + 1, start + source.end())
        draft.put(attributes[source.end() :], start + source.end(), token.end("attributes"))
    else:
        draft.put(attributes, start, token.end("attributes"))
    if nitf and local in CLASSED and "class" not in attributes:
        draft.markup(CLASSED[local])
    draft.put(f"></{name}>" if token["empty"] and name not in VOID else ">", token.end("attributes"), token.end())


def _lines(text: str, start: int) -> Iterable[Piece]:
    at = 0
    for newline in NEWLINE.finditer(text):
        yield Piece(0, text[at : newline.start()], start + at, start + newline.start())
        yield Piece(0, "\n", start + newline.start(), start + newline.end())
        at = newline.end()
    yield Piece(0, text[at:], start + at, start + len(text))
