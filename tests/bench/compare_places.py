"""Compare the places of all elements of the pages in a folder with an independent parser's.

    python tests/bench/compare_places.py FOLDER

turbohtml follows the WHATWG's parsing rules to the letter; lxml's libxml2 reads the same tags but
builds a simpler tree. So elements are compared by where they stand in the source, not by where they
stand in the tree. Prints counts and the differences; exits with 1 where there are unexplained ones.
"""

import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import turbohtml

from bylint.markup import Attribute, Element, Markup, Run, StartTag
from bylint.source import Source
from bylint.tag import lower

# Tags that the WHATWG's tree builder ignores, or moves, where they do not fit; libxml2 keeps them.
# And the reverse: a second one of these three gives no element in either, or in one of both.
FITTING = frozenset(
    "html head body frameset frame caption col colgroup table tbody tfoot thead tr td th form select option optgroup input textarea keygen "
    "hr noscript".split()
)
RAW = frozenset("script style xmp iframe noembed noframes plaintext".split())
VALUE = re.compile(r"(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)(?P<equals>[\t\n\f\r ]*=[\t\n\f\r ]*)?")
# What stands between characters of one text where the parser passes over it.
PASSED = re.compile(rf"</[a-zA-Z][^>]*>|<!doctype[^>]*>|</>|<(?:{'|'.join(FITTING)})(?![^\t\n\f\r />])[^>]*>", re.I)
NEWLINE = re.compile(r"\r\n?")


@dataclass
class Comparison:
    """What was compared, by kind, and what differs: (what, offset, ours, theirs)."""

    compared: Counter[str] = field(default_factory=Counter)
    differences: list[tuple[str, int, str, str]] = field(default_factory=list)
    explained: Counter[str] = field(default_factory=Counter)

    def differ(self, what: str, offset: int, ours: object, theirs: object) -> None:
        self.differences.append((what, offset, repr(ours), repr(theirs)))

    def same(self, what: str, offset: int, ours: object, theirs: object) -> None:
        self.compared[what] += 1
        if ours != theirs:
            self.differ(what, offset, ours, theirs)


def compare(text: str) -> Comparison:
    """Compare all that both parsers know of a text."""
    comparison = Comparison()
    markup = Markup(text)
    theirs = _oracle(text)
    ours: set[int] = set()
    for element in markup.root.iter():
        for place, wanted in _texts(element):
            start, end = markup.span(place)
            comparison.same("text", start, _read(text[start:end], element.tag if place.which == "text" else ""), wanted)
        if not isinstance(element.tag, str):
            start, end = markup.span(element)
            comparison.compared["comment"] += 1
            if not re.match(r"<[!?/]", text[start:end]) or NEWLINE.sub("\n", element.text or "").replace("\0", "\ufffd") not in NEWLINE.sub(
                "\n", text[start:end]
            ).replace("\0", "\ufffd"):
                comparison.differ("comment", start, text[start:end], element.text)
            continue
        start, end = markup.span(StartTag(element))
        if start == end:
            comparison.explained[f"implied {element.tag}"] += 1
            continue
        ours.add(start)
        if start not in theirs:
            if element.tag in FITTING:
                comparison.explained[f"{element.tag} that the WHATWG ignores here"] += 1
            else:
                comparison.differ("element", start, element.tag, None)
            continue
        _same_element(comparison, text, markup, element, theirs[start])
    for start, other in theirs.items():
        if start in ours:
            continue
        if other.name in FITTING:
            comparison.explained[f"{other.name} that libxml2 ignores here"] += 1
        else:
            comparison.differ("element", start, None, other.name)
    return comparison


def _texts(element: Element) -> Iterator[tuple[Run, str]]:
    if isinstance(element.tag, str) and element.text:
        yield Run(element), element.text
    if element.tail:
        yield Run(element, "tail"), element.tail


def _read(source: str, within: str) -> str:
    """Source as a parser reads it inside an element, what it passes over left out."""
    source = NEWLINE.sub("\n", source).replace("\0", "\ufffd")
    if within in RAW:
        return source
    parts = [source] if within in ("title", "textarea") else PASSED.split(source)
    return "".join(map(unescape, parts))


@dataclass(frozen=True)
class Other:
    """An element of the other parser, its places in offsets of the text."""

    name: str
    start: tuple[int, int]
    end: tuple[int, int] | None
    attributes: dict[str, tuple[int, int]]
    values: dict[str, str]


def _oracle(text: str) -> dict[int, Other]:
    """The other parser's elements by the offset of their opening tag."""
    crlf = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]

    def here(span: turbohtml.SourceSpan) -> tuple[int, int]:
        return _denormal(span.start_offset, crlf), _denormal(span.end_offset, crlf)

    found: dict[int, Other] = {}
    for element in turbohtml.parse(NEWLINE.sub("\n", text), source_locations=True).iter_elements():
        location = element.source_location
        if location is None:
            continue
        start = here(location.start_tag)
        if text[start[0] : start[0] + 2] == "</":
            continue  # `</p>` and `</br>` make elements there; they are no opening tags
        end = here(location.end_tag) if location.end_tag else None
        attributes = {name: here(span) for name, span in location.attrs.items()}
        values = {name: " ".join(value) if isinstance(value, list) else value or "" for name, value in element.attrs.items()}
        found.setdefault(start[0], Other(element.tag, start, end, attributes, values))
    return found


def _denormal(offset: int, crlf: list[int]) -> int:
    """An offset in the text with LF only, as one in the text as it is."""
    return offset + bisect_left(crlf, offset)


def _same_element(comparison: Comparison, text: str, markup: Markup, element: Element, other: Other) -> None:
    start, end = markup.span(StartTag(element))
    if element.tag == "image" and other.name == "img":
        comparison.explained["image is read as img"] += 1
    else:
        comparison.same("element", start, element.tag, lower(other.name))
    comparison.same("opening tag", start, (start, end), other.start)
    names = set(element.keys())
    for name, (first, last) in other.attributes.items():
        if lower(name) not in names:
            comparison.differ("attribute", first, None, name)
            continue
        span = markup.span(Attribute(element, lower(name)))
        comparison.same("attribute", first, tuple(span), _value(text, first, last))
    if other.end:
        comparison.compared["closing tag"] += 1
        if markup.span(element).end != other.end[1]:
            comparison.explained["closed elsewhere, by other rules of nesting"] += 1
            comparison.compared["closing tag"] -= 1


def _value(text: str, first: int, last: int) -> tuple[int, int]:
    """The value in an attribute that stands from `first` to `last`; its name where there is none."""
    found = VALUE.match(text, first, last)
    assert found
    if found.end("equals") == last or found["equals"] is None:
        return found.span("name")
    start = found.end("equals")
    return (start + 1, last - 1) if text[start] in "\"'" else (start, last)


def main(folder: str) -> int:
    total = Comparison()
    pages = 0
    for path in sorted(Path(folder).rglob("*.htm*")):
        pages += 1
        found = compare(Source.read(str(path), path.read_bytes()).text)
        total.compared += found.compared
        total.explained += found.explained
        total.differences += found.differences
        for what, offset, ours, theirs in found.differences:
            print(f"{path}, character {offset}: {what} {ours:.120}, the other parser {theirs:.120}")
    print(f"{pages} pages; compared: " + ", ".join(f"{count:,} {what}s" for what, count in total.compared.most_common()))
    for what, count in total.explained.most_common():
        print(f"    explained: {count:,} {what}")
    print(f"{len(total.differences):,} differences")
    return 1 if total.differences else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER")
    sys.exit(main(sys.argv[1]))
