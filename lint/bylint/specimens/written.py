"""A copy as the HTML of a page. Whatever a contract says is text in it, never markup."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import builder as E
from lxml.html import tostring

from bylint.safe import safe
from bylint.specimens.copy import Copy, Line, Place, spoken
from bylint.specimens.story import PUBLISHER, SITE


def written(copy: Copy) -> str:
    """The whole page."""
    page = E.HTML(E.HEAD(*_head(copy)), E.BODY(*_body(copy)), lang=safe(copy.language))
    return str(tostring(page, doctype="<!doctype html>", pretty_print=True, encoding="unicode"))


def _head(copy: Copy) -> Iterator[Any]:
    yield E.META(charset="utf-8")
    yield E.TITLE(f"{copy.story.headline} - {PUBLISHER}")
    yield E.LINK(rel="canonical", href=safe(copy.canonical or copy.url))
    if copy.robots:
        yield E.META(name="robots", content=copy.robots)
    for property, content in (("og:site_name", PUBLISHER), ("og:url", copy.url), ("og:title", copy.story.headline), ("og:type", "article")):
        yield E.META({"property": property, "content": content})
    # In a script nothing is escaped, and a name may hold what ends it.
    yield E.SCRIPT(json.dumps(_told(copy), ensure_ascii=True).replace("<", "\\u003c"), type="application/ld+json")


def _told(copy: Copy) -> dict[str, Any]:
    told: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": copy.story.headline}
    told |= {"datePublished": copy.published.isoformat(), "publisher": {"@type": "Organization", "name": PUBLISHER}}
    if copy.author:
        told["author"] = {"@type": "Person", "name": copy.author}
    if copy.article:
        told["isBasedOn"] = {"@type": "NewsArticle", "url": copy.article, "datePublished": copy.first.isoformat()}
    return told


def _body(copy: Copy) -> Iterator[Any]:
    yield E.HEADER(E.A(PUBLISHER, href=SITE))
    yield E.MAIN(E.ARTICLE(*_article(copy)))
    yield E.FOOTER(E.P(f"© {copy.published.year} {PUBLISHER}"))


def _article(copy: Copy) -> Iterator[Any]:
    yield E.H1(copy.story.headline)
    if beside := list(_lines(copy, "byline")):
        yield E.DIV(*beside, E.CLASS("byline"))
    day = E.TIME(spoken(copy.published, copy.language), datetime=copy.published.isoformat())
    yield E.P(day, E.CLASS("date"))
    yield from _lines(copy, "top")
    for at, paragraph in enumerate(copy.paragraphs):
        within = [part for line in copy.lines if at == 0 and line.place == "first-paragraph" for part in (" ", *_parts(line))]
        yield E.P(paragraph, *within)
        if at == len(copy.paragraphs) // 3:
            yield from _picture(copy)
    yield from _lines(copy, "bottom")
    for pixel in copy.pixels:
        src = safe(pixel.src)
        yield E.SCRIPT({"async": "async", "src": src}) if pixel.element == "script" else E.IMG(src=src, width="1", height="1", alt="")


def _lines(copy: Copy, place: Place) -> Iterator[Any]:
    yield from (E.P(*_parts(line)) for line in copy.lines if line.place == place)


def _parts(line: Line) -> Iterator[Any]:
    """A line's text, with its link."""
    if line.link is None or line.link.words not in line.text:
        yield safe(line.text)
        return
    before, words, after = line.text.partition(line.link.words)
    yield safe(before)
    rel = {"rel": line.link.rel} if line.link.rel else {}
    yield E.A(safe(words), {"href": safe(line.link.href), **rel})
    yield safe(after)


def _picture(copy: Copy) -> Iterator[Any]:
    if copy.picture:
        image = E.IMG(src=safe(copy.picture.src), alt="", width="1200", height="800")
        yield E.FIGURE(image, E.FIGCAPTION(safe(copy.picture.caption)))
