"""What meta and link elements, and the title, say about the story."""

from collections.abc import Iterator
from types import MappingProxyType

from bylint.markup import Attribute
from bylint.page import Page
from bylint.views.claim import By, Claim, Field, folded
from bylint.views.head import Head, head

NAMES: dict[Field, str] = {
    "title": "og:title twitter:title title dc.title dcterms.title parsely-title sailthru.title citation_title",
    "author": "article:author og:article:author og:author author byl byline dc.creator dcterms.creator parsely-author sailthru.author "
    "article:author_name citation_author cxenseparse:author",
    "publisher": "og:site_name article:publisher publisher dc.publisher dcterms.publisher",
    "published": "article:published_time og:article:published_time article:published date pubdate pub_date publishdate publish-date "
    "publish_date published publisheddate datepublished dc.date dc.date.issued dcterms.date dcterms.issued parsely-pub-date sailthru.date "
    "citation_publication_date cxenseparse:recs:publishtime",
    "modified": "article:modified_time og:article:modified_time og:updated_time article:modified last-modified lastmod datemodified "
    "updated-date dc.date.modified dcterms.modified",
    "canonical": "og:url twitter:url parsely-link",
    "image": "og:image og:image:url og:image:secure_url twitter:image twitter:image:src parsely-image-url sailthru.image.full thumbnailurl",
    "language": "og:locale language content-language dc.language dcterms.language inlanguage",
}
FIELDS = MappingProxyType({name: field for field, names in NAMES.items() for name in names.split()})


def meta_claims(page: Page) -> Iterator[tuple[Field, Claim]]:
    """Each claim with what it is about, in the order of the page's metas, then links, then titles."""
    told: Head = page.view(head)
    for meta, names in zip(told.metas, told.names, strict=True):
        for name in names:
            if (field := FIELDS.get(name)) and (content := meta.get("content")) is not None:
                yield field, Claim(folded(content), _by(name), name, Attribute(meta, "content"))
    for link, relations in zip(told.links, told.relations, strict=True):
        if field := _link_field(relations):
            name = "canonical" if field == "canonical" else "image_src"
            yield field, Claim((link.get("href") or "").strip(), "link", name, Attribute(link, "href"))
    for title in told.titles[:1]:
        yield "title", Claim(folded(title.text or ""), "meta", "<title>", title)
    if language := page.root.get("lang"):
        yield "language", Claim(folded(language), "meta", "lang", Attribute(page.root, "lang"))


def _by(name: str) -> By:
    if name.startswith(("og:", "article:")):
        return "opengraph"
    return "twitter" if name.startswith("twitter:") else "meta"


def _link_field(relations: frozenset[str]) -> Field | None:
    if "canonical" in relations:
        return "canonical"
    return "image" if "image_src" in relations else None
