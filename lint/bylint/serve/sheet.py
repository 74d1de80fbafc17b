"""A fragment on a page that carries its fields, and findings on that page brought back to the fragment.

A publishing system keeps headline, author and source outside the text, and its theme puts them around it.
So a fragment is judged on a page made of one line before it: a head, the JSON-LD, the credit line,
the headline and the byline, each as the fields say. Nothing stands behind the text: what is left open in
it cannot swallow a field.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from bylint.check import WHOLE
from bylint.notices import OWN
from bylint.page import DOCUMENT
from bylint.problem import ByteFix, Finding, Place
from bylint.result import PageResult
from bylint.serve.order import Order

# What is missing has no place of its own; these findings stand at the headline or the head, and are about a field.
ABOUT = {
    "attribution/byline-missing": "author",
    "attribution/source-missing": "source",
    "metadata/canonical-missing": "canonical",
    "metadata/title-missing": "title",
}
SOURCE = ("source", "source_url")
# A text can credit its source itself, so that is judged with or without the field.
IN_TEXT = frozenset(("source",))
# What a message says of the page itself.
QUOTED = re.compile("“[^”]*”")
# A fragment is all story.
NOT_OURS = frozenset(("page/story-not-found",))


class Told(NamedTuple):
    """A finding as it is answered, with the field it is about, or None for one of the text, and where on the sheet that was."""

    finding: Finding
    field: str | None
    part: int


class Sheet(NamedTuple):
    """The page that is checked: `data`, of which the first `start` bytes, `lines` lines, are not the client's. `fields` are the byte
    ranges in them that each field fills, `given` the fields that are known."""

    data: bytes
    start: int = 0
    lines: int = 0
    fields: tuple[tuple[str, int, int], ...] = ()
    given: frozenset[str] = frozenset()
    fragment: bool = False

    def back(self, result: PageResult) -> tuple[PageResult, tuple[str | None, ...]]:
        """The result as one of the text that was sent, and for each finding the field that it is about."""
        if not self.start:
            return result, (None,) * len(result.findings)
        told = [*_once(filter(None, map(self._told, result.findings)))]
        told.sort(key=lambda one: (one.finding.place[:2], one.finding.rule, one.finding.message))
        return result._replace(findings=tuple(one.finding for one in told)), tuple(one.field for one in told)

    def _told(self, finding: Finding) -> Told | None:
        field = ABOUT.get(finding.rule) if self.fragment else None
        if field and field not in self.given | IN_TEXT:
            return None  # whether the page has one is not known
        at, part = self._field(finding.place)
        if field == "source" and at not in SOURCE and any(name == SOURCE[1] for name, _, _ in self.fields):
            return None  # it is there with its link, before a text that is built so oddly that the story seems to begin elsewhere
        if not self._in_text(finding.place):
            field = field or at
            engine = finding.rule.partition("/")[0] in OWN and finding.rule not in NOT_OURS
            if field is None and self.fragment and not engine:
                return None  # it speaks of a head that nobody sent
        place = WHOLE if field else self._moved(finding.place)
        related = tuple(other._replace(place=self._moved(other.place)) for other in finding.related)
        return Told(finding._replace(place=place, fix=self._fix(finding.fix), related=related), field, part)

    def _fix(self, fix: ByteFix | None) -> ByteFix | None:
        """The fix in the text; None where it would write into a field."""
        if fix is None or any(edit.start_byte < self.start for edit in fix.edits):
            return None
        edits = (edit._replace(start_byte=edit.start_byte - self.start, end_byte=edit.end_byte - self.start) for edit in fix.edits)
        return fix._replace(edits=tuple(edit._replace(place=edit.place and self._moved(edit.place)) for edit in edits))

    def _in_text(self, place: Place) -> bool:
        return place.end_byte > self.start or place.start_byte == self.start

    def _field(self, place: Place) -> tuple[str | None, int]:
        """The field that fills a place, and the number of the part."""
        parts = enumerate(self.fields)
        return next(((name, at) for at, (name, start, end) in parts if place.start_byte < end and start < place.end_byte), (None, -1))

    def _moved(self, place: Place) -> Place:
        """A place in the text; what lies before it begins where the text does."""
        if not self._in_text(place):
            return WHOLE
        moved = place._replace(end_byte=place.end_byte - self.start, end_line=place.end_line - self.lines)
        if place.start_byte < self.start:
            return moved._replace(start_byte=0, line=1, column=1, column_8=1)
        return moved._replace(start_byte=place.start_byte - self.start, line=place.line - self.lines)


def _once(told: Iterable[Told]) -> Iterator[Told]:
    """A fault of a field once. A headline stands in several parts of the page, as title, in the JSON-LD and for readers, and a rule
    says of each the same of the same words: what it says of one part stays, where it says most, the last of equals."""
    said: dict[object, dict[int, list[Told]]] = {}
    for number, one in enumerate(told):
        words = QUOTED.findall(one.finding.message) or [one.finding.message]
        fault = (one.field, one.finding.rule, *words) if one.field else number
        said.setdefault(fault, {}).setdefault(one.part, []).append(one)
    for parts in said.values():
        yield from max(reversed(parts.values()), key=len)


def sheet(order: Order) -> Sheet:
    """The page for an order: the text as it is, unless there is something to say around it."""
    html = order.html.encode("utf-8")
    looks = DOCUMENT.search(order.html) is None
    fragment = looks if order.fragment is None else order.fragment
    if fragment == looks and not (fragment and (order.fields or order.url)):
        return Sheet(html, fragment=fragment)
    parts = _parts(order) if fragment else [("", "<!doctype html>")]
    before, fields = b"", []
    for name, text in parts:
        start, before = len(before), before + text.encode("utf-8")
        if name:
            fields.append((name, start, len(before)))
    before += b"\n"
    return Sheet(before + html, len(before), 1, tuple(fields), frozenset(order.fields), fragment)


def _parts(order: Order) -> Iterator[tuple[str, str]]:
    """The page up to the text, without a newline, each part with the field that it is of, or ""."""
    said = {name: ", ".join(values) for name, values in order.fields.items() if values}
    yield "", "<!doctype html><html"
    if "language" in said:
        yield "language", f' lang="{escape(said["language"])}"'
    yield "", "><head>"
    if "title" in said:
        yield "title", f"<title>{escape(said['title'])}</title>"
    if "canonical" in said:
        yield "canonical", f'<link rel="canonical" href="{escape(said["canonical"])}">'
    if order.url:
        yield "url", f'<meta property="og:url" content="{escape(order.url)}">'
    yield from _json_ld(order, said)
    yield "", "</head><body><article>"
    credit = _credit(said.get("source", ""), said.get("source_url", ""))
    if "author" not in said:  # a name on a line below the headline would do for a byline
        yield from credit
    if "title" in said:
        yield "title", f"<h1>{escape(said['title'])}</h1>"
    if "author" in said:
        # No class: a byline in the text that names somebody else is to conflict with the JSON-LD, whatever this line says.
        yield "author", f"<p>By {escape(said['author'])}</p>"
    yield from credit


def _json_ld(order: Order, said: dict[str, str]) -> Iterator[tuple[str, str]]:
    properties = {
        "title": ("headline", said.get("title")),
        "author": ("author", list(order.fields.get("author", ()))),
        "published": ("datePublished", said.get("published")),
        "modified": ("dateModified", said.get("modified")),
        "publisher": ("publisher", {"@type": "Organization", "name": said.get("publisher")}),
        "image": ("image", said.get("image")),
    }
    yield "", '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle"'
    for field, (name, value) in properties.items():
        if field in said:
            yield "", ", "
            yield field, f'"{name}": {json.dumps(value).replace("<", chr(92) + "u003c")}'
    yield "", "}</script>"


def _credit(source: str, url: str) -> Iterator[tuple[str, str]]:
    """The credit line, which readers see: a source that is an address is linked by its host's name."""
    if not source and not url:
        return
    is_address = source.lower().startswith(("https://", "http://"))
    href = url or (source if is_address else "")
    name = (source if source and not is_address else href.partition("//")[2].partition("/")[0]) or href
    if not href:
        yield "source", f"<p>Source: {escape(name)}</p>"
        return
    yield "source", "<p>Source: <a "
    yield "source_url" if url else "source", f'href="{escape(href)}"'
    yield "source", f">{escape(name)}</a></p>"
