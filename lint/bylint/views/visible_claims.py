"""What readers see about the story: headline, byline, dates."""

import re
from collections.abc import Iterator
from itertools import islice

from bylint.markup import Attribute, Element
from bylint.page import Page
from bylint.pattern import lazy
from bylint.remember import remember
from bylint.views.claim import Claim, Field, folded
from bylint.views.marked import marked

APART = frozenset(("nav", "footer", "aside", "form", "script", "style", "template", "noscript"))
APART_CLASS = lazy(r"comment|related|sidebar|widget|recommend|teaser|card|promo|footer|popular", re.I)
LONGEST, MOST = 120, 4
# No byline is made of more elements, and no page has use for more headlines.
MOST_WITHIN, HEADLINES = 100, 30
# How far above the headline the container reaches that its date is looked for in.
NEAR = 4


def visible_claims(page: Page) -> Iterator[tuple[Field, Claim]]:
    """Headlines are the `h1` elements. Bylines are as they read, with their “By”. Dates are those
    of `time` elements that say so themselves, or that stand near the headline."""
    shown = ((element, folded("".join(element.itertext()))) for element in page.view(marked).tags["h1"][:HEADLINES])
    headlines = {element: text for element, text in shown if text}
    for element, text in headlines.items():
        yield "title", Claim(text, "visible", "h1", element)
    for element, text in islice(_bylines(page), MOST):
        yield "author", Claim(text, "visible", "byline", element)
    yield from _dates(page, list(headlines))


def _bylines(page: Page) -> Iterator[tuple[Element, str]]:
    told: set[str] = set()
    # What stands apart or in a byline already, for each element that was asked about.
    closed: dict[Element, bool] = {}
    for element in page.view(marked).bylines:
        if element.tag in APART or _closed(element.getparent(), closed):
            continue
        text = _short_text(element)
        if text and text not in told:
            closed[element] = True
            told.add(text)
            yield element, text


def _short_text(element: Element) -> str:
    """The text of an element, "" where it is too long for a byline."""
    if next(islice(element.iter(), MOST_WITHIN, None), None) is not None:
        return ""
    parts: list[str] = []
    left = LONGEST
    for text in element.itertext():
        parts.append(text)
        left -= len(text.strip())
        if left < 0:
            return ""
    return folded(" ".join(parts))


def _closed(element: Element | None, known: dict[Element, bool]) -> bool:
    """Whether an element or one above it is marked in `known` or stands apart; what is found out is added."""
    path = []
    while element is not None and element not in known:
        path.append(element)
        element = element.getparent()
    closed = known[element] if element is not None else False
    for element in reversed(path):
        closed = known[element] = closed or _apart(element)
    return closed


def _apart(element: Element) -> bool:
    if element.tag in ("body", "html", "main", "article"):
        return False
    return element.tag in APART or _is_named_apart(f"{element.get('class') or ''} {element.get('id') or ''}")


@remember(4096)  # a site's pages share their names
def _is_named_apart(names: str) -> bool:
    return APART_CLASS.search(names) is not None


def _dates(page: Page, headlines: list[Element]) -> Iterator[tuple[Field, Claim]]:
    said = [time for time in page.view(marked).tags["time"] if time.get("pubdate") is not None or "date" in (time.get("itemprop") or "")]
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
