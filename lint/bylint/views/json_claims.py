"""What the JSON-LD says about the story."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from bylint.lexicon import fold
from bylint.views.address import Address, address
from bylint.views.claim import Claim, Field, folded
from bylint.views.json_ld import JsonLd, JsonPlace, Node

# The properties read of an article, and of their objects the properties that hold the text.
PROPERTIES: tuple[tuple[Field, str, tuple[str, ...]], ...] = (
    ("title", "headline", ()),
    ("author", "author", ("name",)),
    ("publisher", "publisher", ("name",)),
    ("published", "datePublished", ("@value",)),
    ("modified", "dateModified", ("@value",)),
    ("canonical", "mainEntityOfPage", ("@id", "url")),
    ("canonical", "url", ("@id",)),
    ("image", "image", ("url", "contentUrl", "@id")),
    ("image", "thumbnailUrl", ()),
    ("language", "inLanguage", ("name", "alternateName")),
)


# No story has more authors or pictures; finding the place of the millionth would take for ever.
MOST = 30
# No page tells of more articles, and each of their places takes a walk through the script.
ARTICLES = 200


def json_claims(ld: JsonLd, articles: Collection[Node]) -> Iterator[tuple[Field, Claim]]:
    """The claims of these articles. An author is one claim for each name; objects without one make none."""
    for article in articles:
        for field, name, inner in PROPERTIES:
            if name in article.value:
                for text, place in texts(ld, article.value[name], article.place / name, inner):
                    yield field, Claim(folded(text), "json-ld", name, place)


def texts(ld: JsonLd, value: Any, place: JsonPlace, inner: tuple[str, ...]) -> Iterator[tuple[str, JsonPlace]]:
    """The texts of a property: its strings, and of its objects the first of the `inner` properties that is there."""
    for item, at in islice(ld.items(value, place), MOST):
        if isinstance(item, str):
            yield item, at
        elif isinstance(item, dict) and (name := next((name for name in inner if name in item), None)):
            yield from ((text, where) for text, where in ld.items(item[name], at / name) if isinstance(text, str))


def stories(ld: JsonLd, claims: Collection[tuple[Field, Claim]]) -> tuple[Node, ...]:
    """The articles that are this page's own story.

    A page may describe others besides: those of a list, or the next one to read. If their
    headlines differ, the ones are meant that have the page's address, or else its title.
    """
    articles = ld.articles[:ARTICLES]
    headlines = [_headline(article) for article in articles]
    if len(set(filter(None, headlines))) < 2:
        return articles
    home = {address(claim.value) for field, claim in claims if field == "canonical"} - {None}
    if home and (own := tuple(article for article in articles if not home.isdisjoint(_addresses(ld, article)))):
        return own
    titles = [fold(claim.value) for field, claim in claims if field == "title" and claim.value][:MOST]
    return tuple(
        article
        for article, headline in zip(articles, headlines, strict=True)
        if headline and any(headline in title or title in headline for title in titles)
    )


def _headline(article: Node) -> str:
    headline = article.value.get("headline")
    return fold(folded(headline)) if isinstance(headline, str) else ""


def _addresses(ld: JsonLd, article: Node) -> set[Address | None]:
    names = [name for name in ("mainEntityOfPage", "url", "@id") if name in article.value]
    told = (text for name in names for text, _ in texts(ld, article.value[name], article.place / name, ("@id", "url")))
    return {address(text.partition("#")[0]) for text in told} - {None}
