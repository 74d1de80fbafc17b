"""The links in a story's text, and which of an original's are not in its copy."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from bylint import Element, Page
from bylint.views.address import Address, address, same_page, split
from bylint.views.claims import claims
from bylint.views.links import text_of
from bylint_rules.views.compared import Comparison
from bylint_rules.views.links import is_share_link
from bylint_rules.views.wording import Wording


class TextLink(NamedTuple):
    """A link of the original: its `text`, where it leads, from which token to which the words stand in the copy, and where they lead
    there `instead`, "" for nowhere."""

    element: Element
    text: str
    href: str
    ours: tuple[int, int]
    instead: str = ""


def lost(compared: Comparison) -> tuple[list[TextLink], int]:
    """The links of the original whose words stand in the copy, and that are nowhere in the copy's story; and how many links are there."""
    base = compared.original.url
    told = list(_links(compared.ours, _canonical(compared.ours.page)))
    hrefs = {href for _, href, _, _ in told}
    addresses = [known for href in hrefs if (known := address(href))]
    gone, kept = [], 0
    for element, href, start, end in _links(compared.theirs, base):
        places = [at for token in range(start, end) if (at := compared.here[token]) >= 0]
        if not places or 2 * len(places) < end - start:
            continue
        if href in hrefs or _among(href, addresses) or (not address(href) and _path(href) in map(_path, hrefs)):
            kept += 1
            continue
        first, last = min(places), max(places) + 1
        instead = next((other for _, other, begin, behind in told if begin < last and first < behind), "")
        gone.append(TextLink(element, text_of(element), href, (first, last), instead))
    return gone, kept


def _links(side: Wording, base: str) -> Iterator[tuple[Element, str, int, int]]:
    """Each link of a text that leads somewhere: where, and from which token to which."""
    for number, block in enumerate(side.blocks):
        behind = 0
        for element in block.links:
            href, text = (element.get("href") or "").strip(), text_of(element)
            begin = block.text.find(text, behind) if text else -1
            if begin < 0 or not _leads(href) or is_share_link(element):
                continue
            behind = begin + len(text)
            start, end = side.tokens.within(number, begin, behind)
            if start < end:
                yield element, _joined(base, href), start, end


def _leads(href: str) -> bool:
    return bool(href) and not href.lower().startswith(("#", "javascript:", "data:", "tel:"))


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _canonical(page: Page) -> str:
    return next((claim.value for claim in page.view(claims).canonical), "")


def _among(href: str, known: list[Address]) -> bool:
    one = address(href)
    return one is not None and any(same_page(one, other) for other in known)


def _path(href: str) -> str:
    parts = split(href)
    return parts.path.rstrip("/") if parts else href
