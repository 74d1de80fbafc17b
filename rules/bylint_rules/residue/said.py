"""The texts of the metadata that readers see elsewhere: in tabs, search results and shared links."""

from collections.abc import Iterator

from bylint import Attribute, Page
from bylint.views.claim import By, Claim, folded
from bylint.views.claims import claims
from bylint.views.head import head

DESCRIPTIONS = frozenset(("description", "og:description", "twitter:description", "dc.description", "dcterms.description"))


def said(page: Page) -> tuple[Claim, ...]:
    """A view: titles, publishers and descriptions, in no particular order. What stands on the page itself is not among them."""
    told = page.view(claims)
    return (*(claim for claim in (*told.title, *told.publisher) if claim.by != "visible"), *_descriptions(page))


def _descriptions(page: Page) -> Iterator[Claim]:
    told = page.view(head)
    for meta, names in zip(told.metas, told.names, strict=True):
        for name in names:
            if name in DESCRIPTIONS and (content := meta.get("content")):
                by: By = "opengraph" if name.startswith("og:") else "twitter" if name.startswith("twitter:") else "meta"
                yield Claim(folded(content), by, name, Attribute(meta, "content"))
    for article in page.view(claims).articles:
        value = article.value.get("description")
        if isinstance(value, str) and value:
            yield Claim(folded(value), "json-ld", "description", article.place / "description")
