"""An original: the story as its originator has it, for pages that carry it to be compared with."""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint.originals.within import Within
from bylint.page import Page
from bylint.problem import Place
from bylint.settings import Settings
from bylint.source import Source
from bylint.span import Span
from bylint.views.claims import claims
from bylint.views.head import head
from bylint.views.json_ld import json_ld
from bylint.views.story import story

# Metas in which publishing systems keep the identifier of a story.
METAS = tuple("guid article-id article_id articleid story-id story_id original-id cms-id dc.identifier dcterms.identifier".split())


@dataclass(frozen=True, eq=False)
class Original:
    """`name` is what reports call it: its path as given, for an item of a feed `path#id`; `url` is its canonical address, "" where
    unknown, and `ids` are its guid, urn, article id. `published` and `modified` are as stated, "" unknown. All views of `page`
    work on its content; `page.source` knows the places. `status` is what its sender says of it (`usable`, `withheld`, `canceled`),
    `embargoed` and `expires` the times before and after which it is not to be published, as stated; "" where nothing is said.
    """

    name: str
    url: str
    ids: tuple[str, ...]
    headline: str
    published: str
    modified: str
    page: Page
    status: str = ""
    embargoed: str = ""
    expires: str = ""

    def place(self, span: Span) -> Place:
        """Where a range of the content stands in the file `page.source.path`: exactly, or where that cannot be shown (see
        `page.source.exact` of an item) the beginning of the item."""
        source = self.page.source
        if isinstance(source, Within):
            return source.place(span)
        points = source.points(span)
        start, end = points[span.start], points[span.end]
        return Place(start.byte, end.byte, start.line, start.column, end.line, end.column, start.column_8, end.column_8)


def read_html(name: str, data: bytes, settings: Settings = Settings()) -> Original:
    """The original that a saved page is."""
    page = Page(Source.read(name, data), settings)
    told = page.view(claims)
    headline = page.view(story).headline
    titles = [headline.text] if headline else [claim.value for claim in told.title]
    return Original(
        name,
        next((claim.value for claim in told.canonical), ""),
        tuple(filter(None, dict.fromkeys(ids(page)))),
        next(iter(titles), ""),
        next((claim.value for claim in told.published), ""),
        next((claim.value for claim in told.modified), ""),
        page,
    )


def ids(page: Page) -> Iterator[str]:
    """By what identifiers a page says its story is known: in JSON-LD, and in metas of publishing systems."""
    for article in page.view(json_ld).articles:
        for name in ("identifier", "@id"):
            for value, _ in page.view(json_ld).items(article.value.get(name), article.place / name):
                told = value.get("value") if isinstance(value, dict) else value
                if isinstance(told, str | int) and not isinstance(told, bool):
                    yield str(told).strip()
    named = page.view(head).named
    for name in METAS:
        for meta in named.get(name, ()):
            yield (meta.get("content") or "").strip()
