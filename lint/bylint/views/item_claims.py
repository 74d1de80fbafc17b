"""What microdata says about the story. https://html.spec.whatwg.org/multipage/microdata.html"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from bylint.markup import Attribute, Element
from bylint.page import Page, Placed
from bylint.views.claim import Claim, Field, folded
from bylint.views.json_ld import ARTICLES, VOCABULARY
from bylint.views.marked import Marked, marked

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
# The properties of each item itself, not of the items within it, in the order of the page.
Properties: TypeAlias = Mapping[Element, Sequence[tuple[Element, str]]]


def item_claims(page: Page) -> Iterator[tuple[Field, Claim]]:
    """The claims of the one item that is the story; none where several might be it."""
    found = page.view(marked)
    items = [item for item in found.items if _is_article(item)]
    if not items:
        return
    properties = _properties(found)
    item = _story(items, properties)
    told_of = properties.get(item, ()) if item is not None else ()
    # An item has one address; of several most are those of links in it to other stories.
    addresses = len({_value(element)[0] for element, name in told_of if name == "url"})
    for element, name in told_of:
        field = FIELDS.get(name)
        if not field or (name == "url" and addresses > 1):
            continue
        if element.get("itemscope") is None:
            yield field, _claim(element, name)
            continue
        if element.get("itemid") and field == "canonical":
            yield field, Claim((element.get("itemid") or "").strip(), "microdata", name, Attribute(element, "itemid"))
        told = {inner: at for at, inner in reversed(properties.get(element, ())) if inner in INNER.get(field, ())}
        if told:
            yield field, _claim(next(told[inner] for inner in INNER[field] if inner in told), name)


def _story(items: list[Element], properties: Properties) -> Element | None:
    known = set(items)
    items = [item for item in items if known.isdisjoint(item.iterancestors())]
    if len(items) > 1:
        items = [item for item in items if _whole(item, properties)]
    return items[0] if len(items) == 1 else None


def _whole(item: Element, properties: Properties) -> bool:
    """Whether an item is a story, and not a link to one."""
    return next(item.iter("h1"), None) is not None or any(name == "articleBody" for _, name in properties.get(item, ()))


def _is_article(item: Element) -> bool:
    return any(VOCABULARY.sub("", kind, count=1) in ARTICLES for kind in (item.get("itemtype") or "").split())


def _properties(found: Marked) -> Properties:
    items = set(found.items)
    # The nearest item around each element that was passed on the way up; None for none.
    around: dict[Element, Element | None] = {}
    told: dict[Element, list[tuple[Element, str]]] = {}
    for element in found.properties:
        path, above = [], element.getparent()
        while above is not None and above not in items and above not in around:
            path.append(above)
            above = above.getparent()
        item = above if above is None or above in items else around[above]
        around.update(dict.fromkeys(path, item))
        if item is not None:
            told.setdefault(item, []).extend((element, name) for name in (element.get("itemprop") or "").split())
    return told


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
