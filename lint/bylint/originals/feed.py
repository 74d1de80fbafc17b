"""Items of RSS (0.9 to 2.0) and Atom feeds. https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287"""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urljoin

from lxml import etree

from bylint.originals.draft import Draft, cut
from bylint.originals.item import CUT_OFF, FULL_WORDS, Item, is_web
from bylint.originals.markup import as_html
from bylint.originals.xml import Part
from bylint.pieces import Piece, decode
from bylint.views.parts import parts

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
TAG_OR_TEXT = re.compile(r"</?[a-zA-Z][^<>]*>|[^<]+|<")
TERMS = "{http://purl.org/dc/terms/}"
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "{http://www.w3.org/XML/1998/namespace}base"


def rss(part: Part) -> Item:
    """The item that a part is. Raises Trouble."""
    told = _Fields(part)
    body = told.element(CONTENT)
    full = body is not None
    if body is None:
        body = told.element("description")
        full = body is not None and _is_full(told.pieces(body))
    guid, link = told.element("guid"), told.text("link")
    permanent = guid is not None and guid.get("isPermaLink", "true").strip().lower() != "false"
    id = told.text("guid")
    url = link or (id if permanent and is_web(id) else "") or next((each.get("href") or "" for each in told.all(f"{ATOM}link")), "")
    about = next((value for name, value in part.root.attrib.items() if str(name).endswith("}about")), "")
    draft = told.draft(url, "title", (f"{DC}creator", "author"), body)
    if body is not None:
        draft.html(told.pieces(body))
    return Item(
        draft,
        url,
        tuple(filter(None, dict.fromkeys((id, told.text(f"{DC}identifier"), str(about))))),
        told.plain("title"),
        told.text("pubDate", f"{DC}date", f"{TERMS}issued", f"{TERMS}created"),
        told.text(f"{ATOM}updated", f"{TERMS}modified"),
        full=full,
    )


def atom(part: Part) -> Item:
    """The entry that a part is. Raises Trouble."""
    told = _Fields(part)
    links = told.all(f"{ATOM}link")
    link = next((each.get("href") or "" for each in links if each.get("rel", "alternate") == "alternate"), "")
    url = urljoin(_base(part), link)
    body = told.element(f"{ATOM}content")
    full = body is not None
    if body is None:
        body = told.element(f"{ATOM}summary")
        full = body is not None and _is_full(told.pieces(body))
    draft = told.draft(url, f"{ATOM}title", (f"{ATOM}author/{ATOM}name",), body)
    if body is not None:
        kind = (body.get("type") or "text").strip().lower()
        if body.get("src"):  # the content is elsewhere, and bylint fetches nothing
            full = False
        elif kind == "xhtml" or kind.endswith(("+xml", "/xml")):
            as_html(draft, part.tokens(body))
        elif kind in ("html", "text/html"):
            draft.html(told.pieces(body))
        elif kind == "text" or kind.startswith("text/"):
            draft.paragraphs(told.pieces(body))
        else:
            full = False
    return Item(
        draft,
        url,
        tuple(filter(None, (told.text(f"{ATOM}id"),))),
        told.plain(f"{ATOM}title"),
        told.text(f"{ATOM}published"),
        told.text(f"{ATOM}updated"),
        full=full,
    )


class _Fields:
    """The elements of an item by their names."""

    def __init__(self, part: Part) -> None:
        self._part = part

    def all(self, path: str) -> list[etree._Element]:
        # RSS 1.0 has a namespace, 2.0 has none.
        found: list[etree._Element] = self._part.root.findall(path)
        if not found and "}" not in path:
            found = [each for each in self._part.root if isinstance(each.tag, str) and each.tag in _in_rss_1(path)]
        return found

    def element(self, *paths: str) -> etree._Element | None:
        return next((each for path in paths for each in self.all(path)), None)

    def text(self, *paths: str) -> str:
        element = self.element(*paths)
        return "" if element is None else " ".join("".join(element.itertext()).split())

    def pieces(self, element: etree._Element) -> list[Piece]:
        return self._part.text(element)

    def draft(self, url: str, title: str, author: tuple[str, ...], body: etree._Element | None) -> Draft:
        """A page with what the item says of itself."""
        draft = Draft()
        base = _base(self._part) if body is None else _base(self._part, body)
        if base:
            draft.markup(f'<base href="{escape(base)}">', 0)
        draft.canonical(url)
        for name in author:
            if elements := self.all(name):
                for element in elements:
                    draft.meta("author", self.pieces(element))
                break
        headline = self.element(title)
        if headline is not None:
            draft.element("h1", _plain(self.pieces(headline), headline.get("type", "")))
        return draft

    def plain(self, name: str) -> str:
        """The text of a title without the markup that some have in it."""
        element = self.element(name)
        told = [] if element is None else _plain(self.pieces(element), element.get("type", ""))
        return " ".join("".join(piece.text for piece in told).split())


def _in_rss_1(name: str) -> Iterator[str]:
    return (f"{{{space}}}{name}" for space in ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"))


def _plain(told: list[Piece], kind: str) -> list[Piece]:
    """A title without the markup that some have in it."""
    text = "".join(piece.text for piece in told)
    return told if kind in ("", "text", "xhtml") and "<" not in text and "&" not in text else _without_tags(told, text)


def _without_tags(told: list[Piece], text: str) -> list[Piece]:
    found = []
    for match in TAG_OR_TEXT.finditer(text):
        if match[0].startswith("<") and len(match[0]) > 1:
            continue
        for piece in decode(text, match.start(), match.end(), False):
            of = cut(told, piece.start, piece.end)
            if len(piece.text) == piece.end - piece.start:
                found += of
            elif of:
                found.append(Piece(0, piece.text, of[0].start, of[-1].end))
    return found


def _base(part: Part, element: etree._Element | None = None) -> str:
    """What relative addresses in an element are relative to, as far as the file says."""
    within = part.root if element is None else element
    base = ""
    for around in (*reversed(list(within.iterancestors())), within):
        base = urljoin(base, around.get(BASE) or "")
    return base


def _is_full(told: list[Piece]) -> bool:
    """Whether a description is the story: long enough, and not cut off."""
    text = "".join(piece.text for piece in told).rstrip()
    bare = etree.HTML(text) if text else None
    plain = "" if bare is None else "".join(bare.itertext()).rstrip()
    return parts(plain)[1] >= FULL_WORDS and not plain.endswith(CUT_OFF)
