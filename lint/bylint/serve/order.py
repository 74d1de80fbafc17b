"""What a client asks for: the JSON of `POST /check`, read and judged in plain words."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from bylint.page import DOCUMENT
from bylint.safe import safe, whole

PAGE = "page.html"


def _text(description: str, most: int = 2000, **more: Any) -> dict[str, Any]:
    return {"type": ["string", "null"], "maxLength": most, "description": description, **more}


FIELDS: dict[str, dict[str, Any]] = {
    "title": _text("The headline."),
    "author": {
        "anyOf": [
            {"type": ["string", "null"], "maxLength": 2000},
            {"type": "array", "maxItems": 30, "items": {"type": "string", "maxLength": 2000}},
        ],
        "description": "The author, or a list of them: the names alone.",
    },
    "source": _text("The outlet that published the story first: its name, or the story's address there."),
    "source_url": _text("The story's address at that outlet, which the credit line links to."),
    "canonical": _text("The address in the canonical link."),
    "published": _text("When the story was published, in ISO 8601."),
    "modified": _text("When it was last changed, in ISO 8601."),
    "publisher": _text("Who publishes this page."),
    "image": _text("The address of the picture that stands for the story."),
    "language": _text("The language of the page, such as `en` or `pt-BR`.", 100),
}
# https://json-schema.org/draft/2020-12, as OpenAPI 3.1 has it.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["html"],
    "additionalProperties": False,
    "properties": {
        "html": {"type": "string", "description": "A page, or the part of one that a field of the publishing system holds."},
        "path": _text(
            "The page's path below the folder that is served, with forward slashes: which config, overrides and ignore files apply.", 1000
        ),
        "url": _text("The page's own address. Without a `path`, that of the address stands for it.", 2000),
        "fragment": {
            "type": ["boolean", "null"],
            "description": "Whether `html` is part of a page. Left out, it is one if it has no doctype, `html` or `head`.",
        },
        "fields": {
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": FIELDS,
            "description": "What the publishing system keeps beside the text of a fragment. Of what is left out or null nothing is known; "
            "what is empty is known to be missing.",
        },
    },
}
KINDS = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", type(None): "null"}
TYPES = {"string": "text", "boolean": "true or false", "array": "a list", "object": "an object"}


class OrderError(Exception):
    """A request that cannot be carried out. Its arguments are all faults, each a sentence."""


class Order(NamedTuple):
    """`html` to be checked as a page at `path`, `placed` where that is a path of the client's and not of an address, which names no
    file. `fields` are those that were given, each with its values: none of an empty one; `fragment` is None where the looks decide."""

    html: str
    path: str = PAGE
    placed: bool = False
    url: str = ""
    fragment: bool | None = None
    fields: Mapping[str, tuple[str, ...]] = {}


def read(body: bytes) -> Order:
    """The order in the body of a request. Raises OrderError."""
    try:
        told = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise OrderError("The body is not in UTF-8, as JSON must be.") from error
    except json.JSONDecodeError as error:
        raise OrderError(f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from error
    except (RecursionError, ValueError) as error:
        raise OrderError("The body is not JSON that can be read: it is nested too deep, or has a number of too many digits.") from error
    from jsonschema import Draft202012Validator

    if faults := [fault for error in Draft202012Validator(SCHEMA).iter_errors(told) for fault in _faults(error)]:
        raise OrderError(*faults)
    given = {name: value for name, value in (told.get("fields") or {}).items() if value is not None}
    fields = {name: tuple(filter(None, map(_folded, value if isinstance(value, list) else [value]))) for name, value in given.items()}
    url, fragment = _folded(told.get("url") or ""), told.get("fragment")
    if fields and not (DOCUMENT.search(told["html"]) is None if fragment is None else fragment):
        raise OrderError("`fields` are those of a fragment, and `html` is a whole page. Leave them out, or send `fragment`: true.")
    placed = whole(told.get("path") or "")
    path = _path("path", placed or PAGE) if placed or not url else _path("url", _of_address(url) or PAGE)
    return Order(whole(told["html"]), path, bool(placed), url, fragment, fields)


def _folded(text: str) -> str:
    return " ".join(whole(text).replace("\0", "\ufffd").split())


def _of_address(url: str) -> str:
    """The path that an address stands for, as files are named: “caf%C3%A9” is “café”."""
    try:
        return unquote(urlsplit(url).path).strip("/")
    except ValueError as error:
        raise OrderError("`url` is no address. Send a whole one, such as https://gazette.example/news/ferry.") from error


def _path(key: str, path: str) -> str:
    """The path as reports give it, which came under a `key`: it decides which config is read, so it must lie below the folder."""
    way_out = "such as news/ferry.html" if key == "path" else "or a `path` beside it"
    place, windows = PurePosixPath(path), PureWindowsPath(path)
    if place.is_absolute() or ".." in windows.parts or windows.drive or windows.root or "\0" in path or str(place) == ".":
        raise OrderError(f"`{key}` must lie below the folder that is served. Send one without “..”, drive or NUL, {way_out}.")
    # A link in the folder may lead out of it, and what applies there may name code.
    if not Path(os.path.realpath(place)).is_relative_to(os.path.realpath(".")):
        raise OrderError(f"`{key}` leads out of the folder that is served, by a link. Send one of a folder that lies in it, {way_out}.")
    return str(place)


def _faults(error: Any) -> Iterator[str]:
    name = "`" + safe(".".join(map(str, error.absolute_path))) + "`" if error.absolute_path else "The body"
    if error.validator == "required":
        yield "`html` is missing. Send the text of the story as HTML."
    elif error.validator == "additionalProperties":
        known = error.schema["properties"]
        for other in sorted(error.instance.keys() - known.keys())[:10]:
            yield f"There is no `{safe(other[:60])}` in {name if error.absolute_path else 'a request'}. Known: {', '.join(known)}."
    elif error.validator == "type":
        kinds = error.validator_value
        yield f"{name} must be {TYPES[kinds if isinstance(kinds, str) else kinds[0]]}, and is {KINDS[type(error.instance)]}."
    elif error.validator == "anyOf":
        yield f"{name} must be text or a list of texts of no more than 2,000 characters, at most 30."
    else:
        yield f"{name} is too long: at most {error.validator_value:,} characters are read."
