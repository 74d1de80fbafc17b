"""What microdata says about the story. https://html.spec.whatwg.org/multipage/microdata.html"""

from collections.abc import Iterator

from lxml import etree

from bylint.markup import Attribute, Element
from bylint.page import Page, Placed
from bylint.views.claim import Claim, Field, folded
from bylint.views.json_ld import ARTICLES, VOCABULARY

FIELDS: dict[str, Field] = {
    "headline": "title",
    "author": "author",
    "publisher": "publisher",
    "datePublished": "published",
    "dateModified": "modified",
    "mainEntityOfPage": "canonical",
    "url": "canonical",
    "image": "image",
    "inLanguage": "language",
}
# Which attribute is the value; elements not named here have their text for one.
VALUE = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    "object": "data",
    "data": "value",
    "meter": "value",
    "time": "datetime",
}
INNER: dict[Field, tuple[str, ...]] = {"author": ("name",), "publisher": ("name",), "image": ("url", "contentUrl"), "canonical": ("url",)}
ITEMS = etree.XPath("//*[@itemscope][@itemtype]")
PROPERTIES = etree.XPath(".//*[@itemprop]")


def item_claims(page: Page) -> Iterator[tuple[Field, Claim]]:
    """The claims of the one item that is the story; none where several might be it."""
    # Pages without microdata are many, and asking the tree is dearer.
    item = _story(page) if "itemscope" in (text := page.source.text) or "itemScope" in text else None
    if item is None:
        return
    for element, name in _properties(item):
        field = FIELDS.get(name)
        if not field:
            continue
        if element.get("itemscope") is None:
            yield field, _claim(element, name)
            continue
        if element.get("itemid") and field == "canonical":
            yield field, Claim((element.get("itemid") or "").strip(), "microdata", name, Attribute(element, "itemid"))
        told = {inner: at for at, inner in reversed(list(_properties(element))) if inner in INNER.get(field, ())}
        if told:
            yield field, _claim(next(told[inner] for inner in INNER[field] if inner in told), name)


def _story(page: Page) -> Element | None:
    items = [item for item in ITEMS(page.root) if _is_article(item)]
    known = set(items)
    items = [item for item in items if known.isdisjoint(item.iterancestors())]
    if len(items) > 1:
        items = [item for item in items if _whole(item)]
    return items[0] if len(items) == 1 else None


def _whole(item: Element) -> bool:
    """Whether an item is a story, and not a link to one."""
    return next(item.iter("h1"), None) is not None or any(name == "articleBody" for _, name in _properties(item))


def _is_article(item: Element) -> bool:
    return any(VOCABULARY.sub("", kind, count=1) in ARTICLES for kind in (item.get("itemtype") or "").split())


def _properties(item: Element) -> Iterator[tuple[Element, str]]:
    """The properties of an item itself, not of the items within."""
    for element in PROPERTIES(item):
        if next(above for above in element.iterancestors() if above is item or above.get("itemscope") is not None) is item:
            yield from ((element, name) for name in (element.get("itemprop") or "").split())


def _claim(element: Element, name: str) -> Claim:
    text, place = _value(element)
    return Claim(folded(text), "microdata", name, place)


def _value(element: Element) -> "tuple[str, Attribute | Element | Placed]":
    # The standard knows `content` on meta only; readers take it wherever it stands.
    for attribute in ("content", VALUE.get(str(element.tag), "")):
        value = element.get(attribute) if attribute else None
        if value is not None:
            return value, Attribute(element, attribute)
    return "".join(element.itertext()), element
