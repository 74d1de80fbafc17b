"""What browsers see in the head of a page, and what metadata fell out of it."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bylint.markup import Element, StartTag
from bylint.page import Page
from bylint.pattern import lazy
from bylint.span import Span
from bylint.tag import MARKUP, tag_end, token
from bylint.views.marked import marked

# https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead
METADATA = frozenset(["base", "basefont", "bgsound", "link", "meta", "noframes", "script", "style", "template", "title"])
# Their content is text to a browser that runs scripts, and crawlers run them.
RAW = frozenset(["noframes", "noscript", "script", "style", "title"])
NAMES = ("property", "name", "http-equiv")
HEAD_TAGS = ("meta", "link", "title", "base")
SPACE = re.compile(r"[\t\n\f\r ]*")
# Attributes in the one way of spelling them that needs no thought.
ATTRIBUTES = r"""(?>(?:[\t\n\f\r /]++[^\t\n\f\r "'=<>/]++
    (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r "'=<>`]++(?=[\t\n\f\r >])))?)*)[\t\n\f\r /]*+>"""
WHOLE = r"<{0}{1}(?>(?:[^<]++|<(?!/{0}[\t\n\f\r />]))*)</{0}[\t\n\f\r ]*+>"
# What almost any head is made of, passed over at once.
PLAIN = re.compile(
    rf"(?>(?:[\t\n\f\r ]*+(?:<(?:meta|link|base){ATTRIBUTES}|<!--(?!-?>)(?>(?:[^-]++|-(?!-!?>))*)-->"
    rf"|{'|'.join(WHOLE.format(name, ATTRIBUTES) for name in ('script', 'style', 'title', 'noscript'))}))+)",
    re.I | re.X,
)
TEMPLATE = lazy(r"<(/?)template(?=[\t\n\f\r />])", re.I)
# A first look for metadata below the head, before any place is worked out.
PERHAPS = lazy(r"<(?:meta|title|base|link)[\s/>]", re.I)
USEFUL_LINKS = frozenset(("canonical", "alternate", "amphtml"))


class Head(NamedTuple):
    """`metas`, `links`, `titles` and `bases` are all of the page, in their order; `titles` are
    the page's own, not those of drawings.

    `end` is the offset at which browsers leave the head. `culprit` is what made them leave it
    before its author did, an element or text, or None. `fallen` is the metadata that stands
    behind `end`, where browsers and search engines do not look for it. `named` holds the metas by
    each of their names, `names` has those of each meta, see `meta_names`, and `relations` those of
    each link.
    """

    metas: tuple[Element, ...]
    links: tuple[Element, ...]
    titles: tuple[Element, ...]
    bases: tuple[Element, ...]
    end: int
    culprit: Span | None
    fallen: tuple[Element, ...]
    named: Mapping[str, tuple[Element, ...]]
    names: tuple[tuple[str, ...], ...]
    relations: tuple[frozenset[str], ...]

    def canonicals(self) -> tuple[Element, ...]:
        return tuple(link for link, told in zip(self.links, self.relations, strict=True) if "canonical" in told)


def head(page: Page) -> Head:
    """A view."""
    found = dict(page.view(marked).tags)
    found["title"] = tuple(title for title in found["title"] if next(title.iterancestors("svg"), None) is None)
    named: dict[str, list[Element]] = {}
    names = tuple(map(meta_names, found["meta"]))
    for meta, of_meta in zip(found["meta"], names, strict=True):
        for name in of_meta:
            named.setdefault(name, []).append(meta)
    end, culprit = _leave(page.source.text)
    fallen = tuple(_fallen(page, (element for tag in HEAD_TAGS for element in found[tag]), end, culprit))
    of_name = {name: tuple(metas) for name, metas in named.items()}
    relations = tuple(map(rels, found["link"]))
    return Head(found["meta"], found["link"], found["title"], found["base"], end, culprit, fallen, of_name, names, relations)


def _fallen(page: Page, metadata: Iterable[Element], end: int, culprit: Span | None) -> list[Element]:
    """The metadata that stands behind the end of the head, in the order of the page."""
    if culprit is None:
        # Where a body tag ends the head, what the parser put into the head stands before it.
        metadata = [element for element in metadata if (above := element.getparent()) is None or above.tag != "head"]
    below = [element for element in metadata if _matters(element)]
    if not below or not PERHAPS.search(page.source.text, end):
        return []
    starts = {element: page.span_of(StartTag(element)).start for element in below}
    return sorted((element for element in below if starts[element] >= end), key=starts.__getitem__)


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
    return tuple(" ".join([told for name in NAMES if (told := meta.get(name))]).lower().split())


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
        if state == "in" and (plain := PLAIN.match(text, at)):
            at = plain.end()
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
    # Found by a plain search, as scripts are long: an expression that ignores case looks at each of their letters.
    while (at := text.find("</", at)) >= 0:
        behind = at + 2 + len(name)
        if text[at + 2 : behind].lower() == name and text[behind : behind + 1] in ("\t", "\n", "\f", "\r", " ", "/", ">"):
            return tag_end(text, at)
        at += 2
    return len(text)
