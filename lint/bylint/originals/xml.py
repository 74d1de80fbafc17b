"""Parts of XML files, read by lxml, with the place of every text in them.

Only what stands between an item's tags is read, below the opening tags that stand around it: no document type, and so no entity
but the five that XML has, ever gets to the parser. libxml2 knows no places but lines. XML without document types is so regular
that its tags can be found without a parser, once lxml vouches that they are well-formed: the n-th opening tag is the n-th element.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from bylint.originals.trouble import Trouble
from bylint.pieces import Piece
from bylint.source import Source

NAME = r"[^\s<>/!?=&'\"]+"
TAG = rf"""<(?P<close>/?)(?P<name>{NAME})(?P<attributes>(?>[^<>"'/]+|"[^"<]*"|'[^'<]*'|/(?!>))*)(?P<empty>/?)>"""
TOKEN = re.compile(
    rf"(?P<text>[^<]+)|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|{TAG}",
    re.S,
)
REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|(lt|gt|amp|quot|apos));|\r\n?")
NEWLINE = re.compile(r"\r\n?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
# No number of a character is longer; Python reads none that is much longer.
DIGITS = 8


class Part:
    """An element of a file as text, below the opening tags `around` it."""

    def __init__(self, source: Source, around: str = "") -> None:
        """Raises Trouble where it is not well-formed."""
        self.source = source
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        above = [match["name"] for match in TOKEN.finditer(around) if match["name"]]
        whole = "".join((around, source.text, *(f"</{name}>" for name in reversed(above))))
        try:
            root = etree.fromstring(whole.encode("utf-8", "surrogatepass"), parser)
        except etree.XMLSyntaxError as error:
            raise Trouble(f"is no well-formed XML ({str(error.msg or error).partition(', line')[0]})") from error
        for _ in above:
            root = root[0]
        self.root = root

    @cached_property
    def _tokens(self) -> list[re.Match[str]]:
        found = []
        at, text = 0, self.source.text
        while at < len(text) and (token := TOKEN.match(text, at)):
            found.append(token)
            at = token.end()
        return found

    @cached_property
    def _inside(self) -> dict[etree._Element, tuple[int, int]]:
        """Of each element the numbers of the tokens behind its opening tag and of its closing tag."""
        inside: dict[etree._Element, tuple[int, int]] = {}
        elements = self.root.iter(etree.Element)
        open_: list[tuple[etree._Element, int]] = []
        for number, token in enumerate(self._tokens):
            if token["name"] is None:
                continue
            if token["close"]:
                element, first = open_.pop()
                inside[element] = first, number
            else:
                element = next(elements)
                if token["empty"]:
                    inside[element] = number + 1, number + 1
                else:
                    open_.append((element, number + 1))
        return inside

    def tokens(self, element: etree._Element) -> list[re.Match[str]]:
        """What stands between an element's tags."""
        first, last = self._inside[element]
        return self._tokens[first:last]

    def text(self, element: etree._Element) -> list[Piece]:
        """All text in an element, with its places."""
        pieces = [piece for token in self.tokens(element) for piece in _pieces(token)]
        if "".join(piece.text for piece in pieces) != "".join(element.itertext()):
            raise Trouble("has a text whose place cannot be told")  # not known to happen
        return pieces

    def attribute(self, element: etree._Element, name: str) -> list[Piece]:
        """The value of an attribute, with its place; nothing where that is not plain."""
        first, _ = self._inside[element]
        tag = self._tokens[first - 1]
        value = element.get(name) or ""
        found = re.compile(rf"""\s{re.escape(name.rpartition("}")[2])}\s*=\s*["']{re.escape(value)}["']""").search(tag["attributes"])
        if not value or not found:
            return []
        start = tag.start("attributes") + found.end() - 1 - len(value)
        return [Piece(0, value, start, start + len(value))]


def _pieces(token: re.Match[str]) -> Iterator[Piece]:
    """The text of a token as XML reads it."""
    which = "text" if token["text"] is not None else "cdata"
    text = token[which]
    if text is None:
        return
    at, start = 0, token.start(which)
    for special in (REFERENCE if which == "text" else NEWLINE).finditer(text):
        if at < special.start():
            yield Piece(0, text[at : special.start()], start + at, start + special.start())
        yield Piece(0, _read(special), start + special.start(), start + special.end())
        at = special.end()
    if at < len(text):
        yield Piece(0, text[at:], start + at, start + len(text))


def _read(special: re.Match[str]) -> str:
    if special[0][0] == "\r":
        return "\n"
    hexadecimal, decimal, name = special.groups()
    if name:
        return NAMED[name]
    digits = (hexadecimal or decimal).lstrip("0")
    return chr(int(digits or "0", 16 if hexadecimal else 10)) if len(digits) <= DIGITS else "\ufffd"
