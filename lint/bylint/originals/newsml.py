"""News items of NewsML-G2. https://iptc.org/std/NewsML-G2/guidelines/"""

from lxml import etree

from bylint.originals.draft import Draft
from bylint.originals.item import Item, is_web
from bylint.originals.markup import as_html
from bylint.originals.nitf import document
from bylint.originals.trouble import Trouble
from bylint.originals.xml import Part

G2 = "{http://iptc.org/std/nar/2006-10-01/}"
# Of several forms of one content the first that there is is read.
HTML = ("application/xhtml+xml", "text/html")
TEXT = "text/plain"
# What is no story: pictures, graphics, audio, video.
OTHER = ("picture", "photo", "graphic", "audio", "video", "animated", "component")


def newsml(part: Part) -> Item | None:
    """The news item that a part is, None where it is no text. Raises Trouble."""
    root = part.root
    if root.find(f".//{G2}itemMeta") is None:
        raise Trouble("has no itemMeta in the namespace of NewsML-G2")
    if _code(root, "itemMeta/itemClass").lower() in OTHER:
        return None
    web = next((_told(each) for each in _all(root, "itemMeta/link") if "canonical" in (each.get("rel") or "").lower()), "")
    guid = (root.get("guid") or "").strip()
    alternates = tuple(_text(each) for each in (*_all(root, "contentMeta/altId"), *_all(root, "itemMeta/altId")))
    url = next((each for each in (web, *alternates, guid) if is_web(each)), "")
    inline = _inner(root)
    headlines = _all(root, "contentMeta/headline")
    own = document(part, inline) if inline is not None and etree.QName(inline).localname == "nitf" else None
    draft = Draft()
    draft.canonical(url)
    for creator in _all(root, "contentMeta/creator/name"):
        draft.meta("author", part.text(creator))
    full = True
    if own is not None:
        if headlines and not own.headline:
            draft.element("h1", part.text(headlines[0]))
        draft.append(own.draft)
    else:
        if headlines:
            draft.element("h1", part.text(headlines[0]))
        full = _content(part, draft, inline)
    return Item(
        draft,
        url,
        tuple(filter(None, dict.fromkeys((guid, *alternates, *(own.ids if own else ()))))),
        _text(headlines[0]) if headlines else own.headline if own else "",
        _text(_one(root, "itemMeta/firstCreated")) or _text(_one(root, "contentMeta/contentCreated")),
        _text(_one(root, "itemMeta/versionCreated")) or _text(_one(root, "contentMeta/contentModified")),
        _code(root, "itemMeta/pubStatus") or "usable",  # what the standard takes for said where nothing is
        _text(_one(root, "itemMeta/embargoed")),
        own.expires if own else "",
        (root.get("version") or "").strip(),
        full=full and (own is None or own.full),
    )


def _content(part: Part, draft: Draft, inline: etree._Element | None) -> bool:
    """Add the content; whether there is any."""
    if inline is not None:
        body = next(inline.iter("{*}body"), inline)
        as_html(draft, part.tokens(body))
        return True
    data = {(each.get("contenttype") or TEXT).lower(): each for each in _all(part.root, "contentSet/inlineData")}
    for kind in (*HTML, TEXT):
        if kind in data and not data[kind].get("encoding"):
            told = part.text(data[kind])
            draft.paragraphs(told) if kind == TEXT else draft.html(told)
            return True
    return False


def _inner(root: etree._Element) -> etree._Element | None:
    """The first element of the first inline XML that bylint knows."""
    for inline in _all(root, "contentSet/inlineXML"):
        inner = next((each for each in inline if isinstance(each.tag, str)), None)
        if inner is not None and etree.QName(inner).localname in ("nitf", "html", "div", "article", "section", "body"):
            return inner
    return None


def _all(root: etree._Element, path: str) -> list[etree._Element]:
    found: list[etree._Element] = root.findall("/".join(f"{G2}{name}" for name in path.split("/")))
    return found


def _one(root: etree._Element, path: str) -> etree._Element | None:
    return next(iter(_all(root, path)), None)


def _code(root: etree._Element, path: str) -> str:
    """The code of a concept without the alias of its scheme: `usable` of `stat:usable`."""
    found = _one(root, path)
    told = "" if found is None else found.get("qcode") or found.get("uri") or ""
    return told.replace("/", ":").rpartition(":")[2]


def _told(link: etree._Element) -> str:
    return (link.get("href") or "").strip()


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
