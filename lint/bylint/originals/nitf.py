"""NITF, an item alone or inside NewsML-G2. https://iptc.org/std/NITF/3.6/"""

from lxml import etree

from bylint.originals.draft import Draft
from bylint.originals.item import Item, is_web
from bylint.originals.markup import as_html
from bylint.originals.xml import Part


def nitf(part: Part) -> Item:
    """The document that a part is. Raises Trouble."""
    return document(part, part.root)


def document(part: Part, root: etree._Element) -> Item:
    """What an element `nitf` says."""
    data = _first(root, "docdata")
    id = _attribute(data, "doc-id", "id-string")
    url = next((value for value in (_attribute(root, "pubdata", "ex-ref"), id) if is_web(value)), "")
    draft = Draft()
    draft.canonical(url)
    body = _first(root, "body")
    headline = _text(_first(root, "hl1")) or _text(_first(root, "title"))
    if body is not None:
        if _first(body, "hl1") is None and (title := _first(root, "title")) is not None:
            draft.element("h1", part.text(title))
        as_html(draft, part.tokens(body), nitf=True)
    return Item(
        draft,
        url,
        (id,) if id else (),
        headline,
        _attribute(data, "date.issue", "norm") or _attribute(data, "date.release", "norm"),
        _attribute(root, "revision-history", "norm") if _attribute(root, "revision-history", "function") == "revision" else "",
        data.get("management-status", "") if data is not None else "",
        _attribute(data, "date.release", "norm"),
        _attribute(data, "date.expire", "norm"),
        _attribute(data, "du-key", "version"),
        full=body is not None,
    )


def _first(root: etree._Element | None, name: str) -> etree._Element | None:
    return None if root is None else next(root.iter(f"{{*}}{name}"), None)


def _attribute(root: etree._Element | None, name: str, attribute: str) -> str:
    found = _first(root, name)
    return "" if found is None else (found.get(attribute) or "").strip()


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
