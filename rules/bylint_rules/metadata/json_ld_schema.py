"""A property of the article's JSON-LD is of a kind that search engines cannot use.

`"image": false`, a headline that is empty, an author that is a number: plugins write them when a
field is not filled, and Google then leaves the story out of what it shows with pictures, names and
dates. No property is required: what is not there at all is no error. The option `recommended` makes
one of what Google recommends: headline, image, both dates, and of each author the name and an address.

Sources: https://developers.google.com/search/docs/appearance/structured-data/article,
https://schema.org/NewsArticle
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bylint import Page, Problem, option, quote, rule
from bylint.views.json_ld import JsonLd, Node, json_ld
from bylint_rules.metadata.article_schema import ENTRIES, errors
from bylint_schemas import schema

SCRIPT = '<script type="application/ld+json">{}</script>'
KINDS = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}


@dataclass(frozen=True)
class Options:
    """What is asked of an article."""

    recommended: bool = option(False, "Also report what an article should have: headline, author with name and url, dates, image.")


@rule(
    "metadata/json-ld-schema",
    severity="warning",
    options=Options,
    bad=(
        SCRIPT.format('{"@type": "NewsArticle", "headline": "Ferry sails again", "image": false}'),
        SCRIPT.format('{"@type": "NewsArticle", "headline": "", "author": {"@type": "Person", "name": 17}}'),
    ),
    good=(
        SCRIPT.format(
            '{"@type": "NewsArticle", "headline": "Ferry sails again", "author": [{"@type": "Person", "name": "Ada Quay"}],'
            ' "image": {"@type": "ImageObject", "url": "https://gazette.example/ferry.jpg"}, "datePublished": "2025-01-15T09:14:00+01:00"}'
        ),
        SCRIPT.format('{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "Ada Quay"}]}'),
    ),
)
def json_ld_schema(page: Page, options: Options) -> Iterator[Problem]:
    ld = page.view(json_ld)
    for article in ld.articles[:ENTRIES]:
        yield from _wrong(page, article)
        if options.recommended and (missing := _missing(ld, article)):
            yield Problem(
                page.span_of(article.place),
                f"The article's JSON-LD lacks {', '.join(missing)}, and search engines show less of the story. Add what you know.",
            )


def _wrong(page: Page, article: Node) -> Iterator[Problem]:
    for error in errors(article.value):
        path = list(error.absolute_path)
        place = article.place
        for step in path:
            place = place / step
        name = ".".join(str(step) for step in path if isinstance(step, str))
        yield Problem(
            page.span_of(place),
            f"{name} in the article's JSON-LD should be {_expected(path)}, and is {_kind(error.instance)}, so search engines cannot use "
            "it. Correct it, or leave the property out.",
        )


def _missing(ld: JsonLd, article: Node) -> list[str]:
    if len(ld.articles) > 1 and not article.value.get("headline"):
        return []  # another node of the page is the story
    rules = schema("news_article")
    authors = [author for author, _ in islice(ld.items(article.value.get("author"), article.place / "author"), ENTRIES) if author]
    return [name for name in rules["recommended"] if not article.value.get(name)] + [
        f"author.{name}" for name in rules["$defs"]["agent"]["recommended"] if not all(_has(author, name) for author in authors)
    ]


def _has(author: Any, name: str) -> bool:
    if isinstance(author, str):  # as good as a name
        return name == "name"
    # Google takes sameAs for the address as well; what is told elsewhere is not looked for.
    return isinstance(author, dict) and any(author.get(key) for key in (name, "@id", *(("sameAs",) if name == "url" else ())))


def _expected(path: list[Any]) -> str:
    return str(schema("news_article")["properties"][path[0]]["description"])


def _kind(value: Any) -> str:
    if value == "" or value == [] or value == {}:
        return "empty"
    if isinstance(value, str):
        return f"the text {quote(value, 40)}"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return "an object without them" if isinstance(value, dict) else f"{KINDS.get(type(value), 'something else')} of other things"
