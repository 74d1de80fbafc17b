"""What browsers see in the head of a page, and what metadata fell out of it."""

import re
from typing import NamedTuple

from bylint.markup import Element, StartTag
from bylint.page import Page
from bylint.span import Span
from bylint.tag import MARKUP, tag_end, token

# https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead
METADATA = frozenset(["base", "basefont", "bgsound", "link", "meta", "noframes", "script", "style", "template", "title"])
# Their content is text to a browser that runs scripts, and crawlers run them.
RAW = frozenset(["noframes", "noscript", "script", "style", "title"])
SPACE = re.compile(r"[\t\n\f\r ]*")
TEMPLATE = re.compile(r"<(/?)template(?=[\t\n\f\r />])", re.I)
# A cheap first look for metadata below the head, before any place is worked out.
PERHAPS = re.compile(r"<(?:meta|title|base|link)[\s/>]", re.I)
USEFUL_LINKS = frozenset(("canonical", "alternate", "amphtml"))


class Head(NamedTuple):
    """`metas`, `links`, `titles` and `bases` are all of the page, in their order; `titles` are
    the page's own, not those of drawings.

    `end` is the offset at which browsers leave the head. `culprit` is what made them leave it
    before its author did, an element or text, or None. `fallen` is the metadata that stands
    behind `end`, where browsers and search engines do not look for it.
    """

    metas: tuple[Element, ...]
    links: tuple[Element, ...]
    titles: tuple[Element, ...]
    bases: tuple[Element, ...]
    end: int
    culprit: Span | None
    fallen: tuple[Element, ...]

    def canonicals(self) -> tuple[Element, ...]:
        return tuple(link for link in self.links if "canonical" in rels(link))


def head(page: Page) -> Head:
    """A view."""
    found: dict[str, list[Element]] = {"meta": [], "link": [], "title": [], "base": []}
    for element in page.root.iter("meta", "link", "title", "base"):
        if element.tag != "title" or next(element.iterancestors("svg"), None) is None:
            found[element.tag].append(element)
    text = page.source.text
    end, culprit = _leave(text)
    fallen: tuple[Element, ...] = ()
    if PERHAPS.search(text, end):
        below = [element for group in found.values() for element in group if _matters(element)]
        if culprit is None:
            # Where a body tag ends the head, what the parser put into the head stands before it.
            below = [element for element in below if (above := element.getparent()) is None or above.tag != "head"]
        starts = {element: page.span_of(StartTag(element)).start for element in below}
        fallen = tuple(sorted((element for element in below if starts[element] >= end), key=starts.__getitem__))
    return Head(tuple(found["meta"]), tuple(found["link"]), tuple(found["title"]), tuple(found["base"]), end, culprit, fallen)


def head_place(page: Page) -> Span:
    """Where to say that something is missing from the head: at its opening tag."""
    element = page.root.find("head")
    return page.span_of(StartTag(page.root if element is None else element))


def rels(link: Element) -> frozenset[str]:
    """The relations of a link, in lower case."""
    return frozenset((link.get("rel") or "").lower().split())


def meta_names(meta: Element) -> tuple[str, ...]:
    """What a meta element is about, in lower case: its `property`, `name` or `http-equiv`.

    OpenGraph is read from `name` too, and Twitter's tags from `property`: sites mix them up and
    everybody takes both.
    """
    return tuple(" ".join(filter(None, (meta.get("property"), meta.get("name"), meta.get("http-equiv")))).lower().split())


def _matters(element: Element) -> bool:
    """Whether an element is of use in the head only; microdata and style sheets may stand anywhere."""
    if element.get("itemprop") is not None:
        return False
    if element.tag == "link":
        return not rels(element).isdisjoint(USEFUL_LINKS) and "stylesheet" not in rels(element)
    return element.tag != "meta" or bool(meta_names(element))


def _leave(text: str) -> tuple[int, Span | None]:
    """Where browsers leave the head, and the span of what made them do so, None for a `body` tag,
    a `frameset` or the end of the page."""
    at, state = 0, "before"
    while at < len(text):
        space = SPACE.match(text, at)
        at = space.end() if space else at
        if at == len(text):
            break
        if not MARKUP.match(text, at):
            markup = MARKUP.search(text, at)
            words = text[at : markup.start() if markup else None].rstrip()
            return at, None if state == "after" else Span(at, at + len(words))
        kind, name, end = token(text, at)
        if kind in ("open", "close") and _leaves(name, kind == "close", state):
            return at, None if name in ("body", "frameset") or kind == "close" or state == "after" else Span(at, end)
        if kind == "open":
            state = "in" if state == "before" and name != "html" else state
            end = _content_end(text, name, end)
        elif kind == "close" and name == "head":
            state = "after"
        at = end
    return at, None


def _leaves(name: str, closes: bool, state: str) -> bool:
    """Whether a tag cannot stand in the head, so that it ends it."""
    if closes:
        return name in ("body", "html", "br") and state != "before"
    return not (name in METADATA or name in ("html", "head") or (name == "noscript" and state != "after"))


def _content_end(text: str, name: str, at: int) -> int:
    """Where the content of an element of the head ends that is not read as markup."""
    if name == "template":
        depth = 1
        for tag in TEMPLATE.finditer(text, at):
            depth += -1 if tag[1] else 1
            if depth == 0:
                return tag_end(text, tag.start())
        return len(text)
    if name not in RAW:
        return at
    closing = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.I).search(text, at)
    return tag_end(text, closing.start()) if closing else len(text)
