"""Lines that are no more than a name, and which of these names are the source's."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bylint import Element, Page
from bylint.lexicon import fold
from bylint.remember import remember
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.images import images
from bylint.views.language import words
from bylint.views.links import text_of
from bylint_rules.views.bylines import bylines
from bylint_rules.views.credit import Kind
from bylint_rules.views.home import Home, host_of, labels, leads_somewhere, plain
from bylint_rules.views.names import is_name, is_outlet, parts
from bylint_rules.views.told import told

# What publishing systems call the line with the source: `article-source`, `source-org` of hNews, `providerName`.
SOURCE = re.compile(
    r"(?:^|[\s_-])(?:source|provider|origin|quelle|fuente|fonte|laiyuan|istochnik|zrodlo)(?:$|[\s_-]|name|org|title)", re.I
)
AUTHOR = re.compile(r"(?:^|[\s_-])(?:by-?line|authors?|autor|auteur|coauthors)(?:$|[\s_-]|name)", re.I)
# The source of a quotation is who said it.
QUOTE = re.compile("quot|zitat|cita(?:tion|zione)|testimonial", re.I)
CALLS = {"source": SOURCE, "author": AUTHOR, "quote": QUOTE}
LONGEST = 100
# Shorter names are an author's initials.
SHORTEST = 3


def line_credit(page: Page, block: Block, ours: Home) -> tuple[Kind, int, int] | None:
    """From where to where a line names the source, and how that is known: by the metadata, by the
    markup around it, by a link to a host of that name, or because it reads like an outlet's in a byline."""
    text = block.text
    if block.weight > LONGEST:
        return None
    known = page.view(known_names)
    start = page.view(_authors).get(block, -1)
    called = _called(block)
    authored = start >= 0 or "author" in called
    sourced = block.weight <= 60 and "source" in called and "quote" not in called
    if not (known or authored or sourced):
        return None
    if known and (name := _linked_source(page, block)):
        return _placed("line", text, name)
    names = [name for name in parts(text[max(start, 0) :]) if not ours.is_named(name)]
    for name in names:
        if plain(name) in known or ((authored or sourced) and _is_linked(block, name, ours)):
            return _placed("line", text, name)
    if names and sourced and is_name(names[0]) and _is_credit_like(page, text, names[0]):
        return _placed("line", text, names[0])
    if authored:
        # One word behind another name: “Ada Quay (Inselpost)”.
        outlets = (name for at, name in enumerate(names) if is_outlet(name) and is_name(name) and (at or " " in name))
        found = next(outlets, None)
        found = found or _behind_slash(page, text, names)
        return _placed("byline", text, found) if found else None
    return None


def _linked_source(page: Page, block: Block) -> str:
    """The words of a line that link to where the metadata says the story comes from: “Courtesy of <a>Cold Letters</a>”."""
    hosts = page.view(known_hosts)
    return next((text_of(link) for link in block.links if host_of(link.get("href") or "") in hosts), "")


def logos(page: Page) -> Iterator[tuple[str, Element]]:
    """Images whose text is the name of a source that the metadata tells, such as a partner's logo by the byline."""
    known = page.view(known_names)
    if known:
        yield from ((image.alt, image.element) for image in page.view(images) if len(image.alt) < LONGEST and plain(image.alt) in known)


def known_hosts(page: Page) -> frozenset[str]:
    """The hosts of the sources that the metadata tells."""
    return frozenset(host_of(one.href) for one in page.view(told) if one.href)


def known_names(page: Page) -> frozenset[str]:
    """The names of the sources that the metadata tells, and those of their hosts."""
    found = page.view(told)
    names = {plain(one.name) for one in found if not one.href}
    return frozenset(
        name for name in (*names, *(label for one in found if one.href for label in labels(host_of(one.href)))) if len(name) > 2
    )


def _authors(page: Page) -> dict[Block, int]:
    """The blocks that are bylines, and where the names begin in each."""
    return {
        byline.block: len(byline.block.text) - len(byline.name) for byline in page.view(bylines) if byline.block.text.endswith(byline.name)
    }


def _called(block: Block) -> frozenset[str]:
    """What the classes of a block's element and of the one around it call it, see `CALLS`."""
    around = block.element.getparent()
    names = (block.element.get("class"), None if around is None else around.get("class"))
    return frozenset().union(*[_calls(name) for name in names if name])


@remember(4096)  # lines beside each other have the same above them, and a site's pages share their names
def _calls(name: str) -> frozenset[str]:
    return frozenset(what for what, expression in CALLS.items() if expression.search(name))


def _is_linked(block: Block, name: str, ours: Home) -> bool:
    """Whether a name has a link to a host of that name, and not to share the story there."""
    for link in block.links:
        href = link.get("href") or ""
        shared = "share" in href or "/intent/" in href or any(host in href for host in ours.hosts)
        if not shared and leads_somewhere(link) and not ours.is_address(href) and name in text_of(link):
            return plain(name) in labels(host_of(href))
    return False


def _behind_slash(page: Page, text: str, names: list[str]) -> str | None:
    """The outlet in “Ada Quay / The Gazette”, where the metadata knows the one and not the other as an author."""
    for one, other in pairwise(names):
        if f"{one} / {other}" in text and is_name(other):
            authors = {fold(claim.value) for claim in page.view(claims).author if claim.by != "visible"}
            return other if fold(one) in authors and fold(other) not in authors else None
    return None


def _is_credit_like(page: Page, text: str, name: str) -> bool:
    """Whether a name that the markup calls a source may be one, and is no time stamp's label or author's initials."""
    initials = len(name) < SHORTEST and name.isascii() and name == name.lower()
    return not initials and page.view(words)["stamp"].begins(text) is None


def _placed(kind: Kind, text: str, name: str) -> tuple[Kind, int, int] | None:
    at = text.find(name)
    return (kind, at, at + len(name)) if at >= 0 else None
