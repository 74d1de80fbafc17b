"""The original of a story: what its publisher has published, as a page with what is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bylint.notices import NOTICES, unreadable
from bylint.originals.within import Within
from bylint.page import Page
from bylint.pattern import lazy
from bylint.problem import Place
from bylint.settings import OriginalError, Settings
from bylint.source import Source
from bylint.span import Span
from bylint.views.claims import Claim, claims
from bylint.views.head import head
from bylint.views.json_ld import json_ld
from bylint.views.story import story

# Metas in which publishing systems keep the identifier of a story.
METAS = tuple("guid article-id article_id articleid story-id story_id original-id cms-id dc.identifier dcterms.identifier".split())

# What a feed or a package of stories begins with, behind what XML has above it.
FEED = lazy(
    rb"(?:\xef\xbb\xbf)?\s{0,400}(?:\{|(?:<\?[^>]{0,400}>\s{0,400}){0,8}<(?:rss|feed|rdf:RDF|newsItem|newsMessage|nitf)[\s>])",
)


@dataclass(frozen=True, eq=False)
class Original:
    """A story as its publisher has it.

    `name` is what reports call it: its path as given, for an item of a feed `path#id`. `url` is its canonical address, `ids` are
    its other names, such as a guid or urn, `published` and `modified` are as stated; each is empty where it is unknown. `page` is its
    content: all views work on it, and `page.source` knows exact places. `status` is what its sender says of it (`usable`, `withheld`,
    `canceled`), `embargoed` and `expires` are the times before and from which it is not to be published, as stated; "" where it
    says nothing.
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
        """Where a range of the content stands in the file `page.source.path`."""
        source = self.page.source
        if isinstance(source, Within):
            return source.place(span)
        points = source.points(span)
        return points[span.start].to(points[span.end])


def read(path: Path, settings: Settings) -> Original:
    """The original in an HTML file. The phrases and limits of `settings` count for it, and nothing that they say of our own site.

    Raises OriginalError where the file cannot be read, or is none that can be compared with.
    """
    name = path.as_posix()
    return of_page(name, readable(path, settings))


def readable(path: Path, settings: Settings) -> Page:
    """The page in a file, of which nothing is worked out yet. Raises OriginalError as `read` does."""
    name = path.as_posix()
    try:
        with path.open("rb") as file:
            data = file.read(settings.page_bytes + 1)
    except OSError as error:
        raise OriginalError(f"The original {name} cannot be read: {error.strerror or error}. Name the file as it is saved.") from error
    if len(data) > settings.page_bytes:
        raise OriginalError(
            f"The original {name} has more than the {settings.page_bytes:,} bytes that are read. "
            "If it is a story, raise page-bytes under [limits]."
        )
    if FEED.match(data):
        raise OriginalError(
            f"The original {name} is a feed or a package, and a comparison is with one page. Name the saved page, "
            "or put the file under `originals` in the config and check the copy."
        )
    page = Page(Source.read(name, data), Settings(lexicon=settings.lexicon, page_bytes=settings.page_bytes))
    if notice := unreadable(page):
        raise OriginalError(f"The original {name} is nothing to compare with. {NOTICES[notice][1]}")
    return page


def of_page(name: str, page: Page) -> Original:
    """The original that a page is, with what it says of itself."""
    told, found = page.view(claims), page.view(story)
    headline, known = found.headline.text if found.headline else _first(told.title), tuple(dict.fromkeys(ids(page)))
    return Original(name, _first(told.canonical), known, headline, _first(told.published), _first(told.modified), page)


def ids(page: Page) -> Iterator[str]:
    """By what identifiers a page says its story is known: in JSON-LD, and in metas of publishing systems."""
    for article in page.view(json_ld).articles:
        for name in ("identifier", "@id"):
            for value, _ in page.view(json_ld).items(article.value.get(name), article.place / name):
                told = value.get("value") if isinstance(value, dict) else value
                if isinstance(told, str | int) and not isinstance(told, bool) and str(told).strip():
                    yield str(told).strip()
    named = page.view(head).named
    for meta in (meta for name in METAS for meta in named.get(name, ())):
        if told := (meta.get("content") or "").strip():
            yield told


def _first(said: tuple[Claim, ...]) -> str:
    return said[0].value if said else ""
