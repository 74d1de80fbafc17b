"""Items of ninjs 1 to 3. https://iptc.org/std/ninjs/userguide/"""

import json
import re
from collections.abc import Iterator
from typing import Any

from bylint.originals.draft import Draft
from bylint.originals.item import Item, is_web
from bylint.originals.trouble import Trouble
from bylint.pieces import Piece
from bylint.views.json_walk import Path, value_range

ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?:u[0-9a-fA-F]{4}|.)")
# Of several bodies the first of these is read, by the end of its name in ninjs 1, by its content type in 2 and 3.
FORMS = ("application/xhtml+xml", "text/html", "text/plain")
NAMES = ("xhtml", "html", "text")
# What is no story.
OTHER = ("picture", "graphic", "audio", "video", "animated", "component", "event", "planning")


def ninjs(text: str) -> Item | None:
    """The item that an object is, None where it is no text. Raises Trouble."""
    told = _Fields(text)
    if told.word("type").lower() in OTHER:
        return None
    uri, guid = told.word("uri"), told.word("guid")  # Superdesk's
    if not (uri or guid):
        raise Trouble("has no uri, which every item of ninjs has")
    web = told.word("canonicalUrl", "canonical_url", "canonicalurl", "url", "link") or told.canonical()
    url = next((each for each in (web, uri) if is_web(each)), "")
    headline = told.headline()
    draft = Draft()
    draft.canonical(url)
    if "byline" in told.value:
        draft.meta("author", told.pieces(("byline",)))
    elif "by" in told.value:
        draft.meta("author", told.pieces(("by",)))
    if headline:
        draft.element("h1", told.pieces(headline))
    kind, body = told.body()
    if body:
        content = told.pieces(body)
        draft.paragraphs(content) if kind == FORMS[-1] else draft.html(content)
    return Item(
        draft,
        url,
        tuple(filter(None, dict.fromkeys((uri, guid, *told.alternates())))),
        " ".join(str(told.at(headline)).split()) if headline else "",
        told.word("firstcreated", "firstCreated", "contentcreated", "contentCreated"),
        told.word("versioncreated", "versionCreated", "contentmodified", "contentModified"),
        told.word("pubstatus", "pubStatus") or "usable",  # what the standard takes for said where nothing is
        told.word("embargoed"),
        told.word("expires"),
        told.word("version"),
        full=bool(body),
    )


class _Fields:
    """An object of JSON and where its values stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        try:
            value = json.loads(text)
        except ValueError as error:
            raise Trouble(f"is no JSON ({error})") from error
        except RecursionError as error:
            raise Trouble("is nested too deep") from error
        if not isinstance(value, dict):
            raise Trouble("is no object of JSON")
        self.value: dict[str, Any] = value

    def word(self, *names: str) -> str:
        """The value of the first of these that is a text or a number."""
        for name in names:
            value = self.value.get(name)
            if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
                return str(value).strip()
        return ""

    def at(self, path: Path) -> Any:
        value: Any = self.value
        for step in path:
            value = value[step]
        return value

    def headline(self) -> Path:
        """Where the headline stands, () where there is none."""
        many = list(self._objects("headlines"))
        main = [path for path, one in many if one.get("role") in (None, "main")] or [path for path, _ in many]
        if main:
            return (*main[0], "value")
        return ("headline",) if isinstance(self.value.get("headline"), str) else ()

    def body(self) -> tuple[str, Path]:
        """The form of the body and where it stands."""
        bodies = list(self._objects("bodies"))
        for form in FORMS:
            for path, one in bodies:
                if str(one.get("contentType", one.get("contenttype", FORMS[-1]))).partition(";")[0].strip().lower() == form:
                    return form, (*path, "value")
        for form, ending in zip(FORMS, NAMES, strict=True):
            for name in sorted(self.value):
                if name.startswith("body") and name.endswith(ending) and isinstance(self.value[name], str):
                    return form, (name,)
        return "", ()

    def alternates(self) -> Iterator[str]:
        """Other identifiers: of ninjs 1 texts or an object of them, of 2 and 3 objects with a value."""
        for name in ("altids", "altIds"):
            many = self.value.get(name)
            for one in many.values() if isinstance(many, dict) else many if isinstance(many, list) else ():
                value = one.get("value") if isinstance(one, dict) else one
                if isinstance(value, str):
                    yield value.strip()

    def canonical(self) -> str:
        """The address of a link that says it is the canonical one."""
        for _, one in self._objects("links", "href"):
            if "canonical" in str(one.get("rel", "")).lower():
                return str(one["href"]).strip()
        return ""

    def pieces(self, path: Path) -> list[Piece]:
        """A text with its places; nothing where it is no text."""
        value = self.at(path)
        if not isinstance(value, str):
            return []
        start, end = value_range(self._text, 0, path)
        pieces = list(_pieces(self._text, start + 1, end - 1))
        if "".join(piece.text for piece in pieces) != value:
            raise Trouble("has a text whose place cannot be told")  # not known to happen
        return pieces

    def _objects(self, name: str, needed: str = "value") -> Iterator[tuple[Path, dict[str, Any]]]:
        many = self.value.get(name)
        for at, one in enumerate(many if isinstance(many, list) else ()):
            if isinstance(one, dict) and isinstance(one.get(needed), str):
                yield (name, at), one


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for special in ESCAPE.finditer(text, start, end):
        if at < special.start():
            yield Piece(0, text[at : special.start()], at, special.start())
        yield Piece(0, json.loads(f'"{special[0]}"'), special.start(), special.end())
        at = special.end()
    if at < end:
        yield Piece(0, text[at:end], at, end)
