"""The schema of an article, and what of an article is judged by it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from bylint_schemas import schema

# What of a page is judged: nothing in the schema looks deeper, and no page has use for more articles.
DEPTH, ENTRIES = 3, 100
# The properties of inner objects that the schema looks at.
KEYS = frozenset(("@id", "@value", "contentUrl", "name", "url"))


def errors(article: Mapping[str, Any]) -> Iterator[Any]:
    """What jsonschema finds wrong with the properties of an article that the schema knows."""
    for name in schema("news_article")["properties"]:
        value = article.get(name)
        # Text is nearly always right, and nearly all objects are of a form that was seen before.
        if value is None or (isinstance(value, str) and value.strip() and name != "isAccessibleForFree"):
            continue
        judged = _pruned(value, DEPTH)
        if not _is_right(name, json.dumps(judged if name == "isAccessibleForFree" else _form(judged))):
            yield from _validator().iter_errors({name: judged})


@lru_cache(maxsize=1024)
def _is_right(name: str, form: str) -> bool:
    right: bool = _validator().is_valid({name: json.loads(form)})
    return right


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


def _form(value: Any) -> Any:
    """A value that the schema judges as it does this one, the same for many: its texts are “x”, or empty."""
    if isinstance(value, str):
        return "x" if value.strip() else ""
    if isinstance(value, dict):
        return {key: _form(value[key]) for key in sorted(value.keys() & KEYS)}
    if isinstance(value, list):
        forms: list[Any] = []
        for form in map(_form, value):
            if form not in forms:
                forms.append(form)
        return forms
    return value if isinstance(value, bool) or value is None else 0
