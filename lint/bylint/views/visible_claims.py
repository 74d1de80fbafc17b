"""What readers see about the story: headline, byline, dates."""

import re
from collections.abc import Iterator
from itertools import islice

from bylint.markup import Attribute, Element
from bylint.page import Page
from bylint.views.claim import Claim, Field, folded

# A class that is about a byline: "byline", "post-author", "article__authors", "AuthorName"; not "authority".
BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|authors?|autor|auteur)(?:$|[\s_-]|name)", re.I)
APART = frozenset(("nav", "footer", "aside", "form", "script", "style", "template", "noscript"))
APART_CLASS = re.compile(r"comment|related|sidebar|widget|recommend|teaser|card|promo|footer|popular", re.I)
LONGEST, MOST = 120, 4
# How far above the headline the container reaches that its date is looked for in.
NEAR = 4


def visible_claims(page: Page) -> Iterator[tuple[Field, Claim]]:
    """Headlines are the `h1` elements. Bylines are as they read, with their “By”. Dates are those
    of `time` elements that say so themselves, or that stand near the headline."""
    headlines = [element for element in page.root.iter("h1") if folded("".join(element.itertext()))]
    for element in headlines:
        yield "title", Claim(folded("".join(element.itertext())), "visible", "h1", element)
    for element, text in islice(_bylines(page), MOST):
        yield "author", Claim(text, "visible", "byline", element)
    yield from _dates(page, headlines)


def _bylines(page: Page) -> Iterator[tuple[Element, str]]:
    taken: set[Element] = set()
    told: set[str] = set()
    # Substrings first: this looks at every element of the page.
    for element in page.root.iter():
        name = element.get("class")
        named = name and ("uthor" in name or "yline" in name or "aut" in name or "by-line" in name) and BYLINE.search(name)
        if not named and element.get("rel") != "author" and element.get("itemprop") != "author":
            continue
        text = _short_text(element)
        if not text or text in told or element.tag in APART:
            continue
        above = list(element.iterancestors())
        if taken.isdisjoint(above) and not any(map(_apart, above)):
            taken.add(element)
            told.add(text)
            yield element, text


def _short_text(element: Element) -> str:
    """The text of an element, "" where it is too long for a byline."""
    parts: list[str] = []
    left = LONGEST
    for text in element.itertext():
        parts.append(text)
        left -= len(text.strip())
        if left < 0:
            return ""
    return folded(" ".join(parts))


def _apart(element: Element) -> bool:
    if element.tag in ("body", "html", "main", "article"):
        return False
    return element.tag in APART or APART_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _dates(page: Page, headlines: list[Element]) -> Iterator[tuple[Field, Claim]]:
    said = [time for time in page.root.iter("time") if time.get("pubdate") is not None or "date" in (time.get("itemprop") or "")]
    near = next((time for time in map(_time_near, headlines) if time is not None), None)
    for element in said if near is None or near in said else [*said, near]:
        value = element.get("datetime")
        if value is not None:
            classes = (element.get("class") or "").split()
            modified = "dateModified" in (element.get("itemprop") or "") or ("updated" in classes and "published" not in classes)
            yield "modified" if modified else "published", Claim(folded(value), "visible", "time", Attribute(element, "datetime"))


def _time_near(headline: Element) -> Element | None:
    for above in islice(headline.iterancestors(), NEAR):
        if above.tag == "body":
            return None
        if (found := next((time for time in above.iter("time") if time.get("datetime")), None)) is not None:
            return found
        if above.tag in ("article", "main"):
            return None
    return None
