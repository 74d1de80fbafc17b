"""A property of the article's JSON-LD is of a kind that search engines cannot use.

`"image": false`, a headline that is empty, an author that is a number: plugins write them when a
field is not filled, and Google then leaves the story out of what it shows with pictures, names and
dates. What is not there at all is no error; the option `recommended` makes it one.

Sources: https://developers.google.com/search/docs/appearance/structured-data/article,
https://schema.org/NewsArticle
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bylint import Page, Problem, option, quote, rule
from bylint.views.json_ld import JsonLd, Node, json_ld
from bylint_schemas import schema

SCRIPT = '<script type="application/ld+json">{}</script>'
# What of a page is judged: nothing in the schema looks deeper, and no page has use for more articles.
DEPTH, ENTRIES = 4, 100
KINDS = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}


@dataclass(frozen=True)
class Options:
    recommended: bool = option(False, "Also report what an article should have and lacks: headline, author, dates, image.")


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
    judged = {name: value for name in schema("news_article")["properties"] if (value := article.value.get(name)) is not None}
    for error in _validator().iter_errors(_pruned(judged, DEPTH)):
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
    return [name for name in schema("news_article")["recommended"] if not article.value.get(name)]


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


@cache
def _validator() -> Any:
    # jsonschema costs more start-up than the rest of the rules; only pages with an article need it.
    from jsonschema import Draft202012Validator

    rules = schema("news_article")
    return Draft202012Validator(_inlined(rules, rules["$defs"]))


def _inlined(part: Any, definitions: dict[str, Any]) -> Any:
    """The schema with its definitions put where they are referred to: looking them up is most of the work."""
    if isinstance(part, dict):
        target = definitions[part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
        return {key: _inlined(value, definitions) for key, value in (target | part).items() if key not in ("$ref", "$defs", "$id")}
    return [_inlined(value, definitions) for value in part] if isinstance(part, list) else part


def _pruned(value: Any, depth: int) -> Any:
    """The value without null, which is as good as nothing, and without what nobody looks at."""
    if isinstance(value, dict):
        return {key: _pruned(inner, depth - 1) for key, inner in value.items() if inner is not None} if depth else {}
    if isinstance(value, list):
        return [_pruned(inner, depth - 1) for inner in value[:ENTRIES]] if depth else []
    return value
