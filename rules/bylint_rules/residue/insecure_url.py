"""A picture, player or script of the story is loaded without encryption.

On a page served by https browsers block scripts, frames and style sheets from http, and fetch
pictures, audio and video by https instead; where the other server does not speak it, readers see a
hole. Write https, if the server answers to it, or store the file yourself. Links may lead where they like.

Source: https://www.w3.org/TR/mixed-content/
"""

import re
from collections.abc import Iterator

from bylint import Attribute, Edit, Element, Fix, Page, Problem, Related, Span, quote, rule
from bylint.pattern import lazy
from bylint.views.address import private, split
from bylint.views.claims import claims
from bylint_rules.residue.inside import FETCHING, inside

# What browsers block; of all else they try https.
BLOCKED = frozenset(("script", "iframe", "embed", "object", "link"))
HTTP = lazy(r"(?<![^\s,])http://[^\s,]+")
# How many places are named besides the first.
MOST = 20


@rule(
    "residue/insecure-url",
    severity="warning",
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p><img src='http://gazette.example/f.jpg'></article>",
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p><iframe src='http://v.example/1'></iframe></article>",
    ),
    good=(
        "<article><p>The <a href='http://harbour.example/'>ferry</a> sails again from Monday, the harbour office said.</p>"
        "<img src='https://gazette.example/f.jpg' srcset='//gazette.example/f2.jpg 2x'></article>",
        "<!doctype html><link rel=canonical href='http://old.example/f'><p>A site without https.</p><img src='http://old.example/f.jpg'>",
    ),
)
def insecure_url(page: Page) -> Iterator[Problem]:
    if "http://" not in page.source.text or not _is_secure(page):
        return
    found: dict[tuple[str, str], list[tuple[Span, str, tuple[Edit, ...]]]] = {}
    for element in page.view(inside):
        for name in FETCHING[element.tag]:
            value = element.get(name)
            if value and "http://" in value and (address := HTTP.search(value)) and (host := _host(element, address[0])):
                span = page.span_of(Attribute(element, name))
                found.setdefault((element.tag, host), []).append((span, address[0], _edits(page, span)))
    # What comes from one server is mended, or fails, together.
    for (tag, _), places in found.items():
        (span, url, _), *others = places
        happens = "browsers block it" if tag in BLOCKED else "it is missing where the server does not speak https"
        message = f"This {tag} comes from {quote(url, 40)}, without encryption, and {happens}. Write https, or store the file yourself."
        edits = tuple(edit for place in places for edit in place[2])
        yield Problem(span, message, Fix(edits, "unsafe"), tuple(Related(other[0], "The same here.") for other in others[:MOST]))


def _is_secure(page: Page) -> bool:
    """Whether the page is served by https, as nearly all are now: not one that says otherwise, or loads nothing by https."""
    if page.settings.url:
        return page.settings.url.lower().startswith("https:")
    if page.fragment:
        return True
    own = [claim.value.lower() for claim in page.view(claims).canonical]
    if own:
        return any(value.startswith("https://") for value in own)
    return "https://" in page.source.text


def _host(element: Element, address: str) -> str:
    """The host that something is fetched from, "" where it does not matter."""
    parts = split(address)
    host = (parts.hostname if parts else None) or ""
    fetched = element.tag != "link" or "stylesheet" in (element.get("rel") or "").lower().split()
    return host if fetched and not private(host) else ""


def _edits(page: Page, span: Span) -> tuple[Edit, ...]:
    """Write https; whether the server answers to it is for somebody to try."""
    found = re.finditer("http(?=://)", page.source.text[slice(*span)])
    return tuple(Edit(Span(span.start + at.end(), span.start + at.end()), "s") for at in found)
