"""What a config may say: its JSON Schema with the options of every rule, and what a config does wrong by it."""

import json
import math
import re
from collections.abc import Iterator, Set
from datetime import date, datetime
from typing import Any

from bylint import options
from bylint.config.file import ConfigError, Document, key, nearest
from bylint.config.lines import Step
from bylint.lexicon import Lexicon
from bylint.plugins import PackError, Packs
from bylint.rule import Rule
from bylint.safe import safe

SEVERITIES = ("off", "info", "warning", "error")
TYPES = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a table",
    "array": "an array",
}
PLURALS = {"string": "strings", "integer": "whole numbers", "number": "numbers", "boolean": "truth values", "object": "tables"}
LIMITS = {
    "minimum": "of at least {}",
    "maximum": "of at most {}",
    "exclusiveMinimum": "above {}",
    "exclusiveMaximum": "below {}",
    "multipleOf": "that is a multiple of {}",
    "minLength": "of at least {} characters",
    "maxLength": "of at most {} characters",
    "minItems": "of {} or more",
    "maxItems": "of {} or fewer",
    "minProperties": "of {} or more keys",
    "pattern": "of the form {}",
}


def config_schema(packs: Packs, *, phrases: bool = True) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a config for these packs. Without `phrases` it does not look
    into the packs' lexicons and takes every category for known."""
    from bylint_schemas import schema as static  # most runs need no schema

    made: dict[str, Any] = json.loads(json.dumps(static("config")))
    made["$defs"]["rules"] |= {"properties": {id: _rule(rule) for id, rule in packs.rules.items()}, "additionalProperties": False}
    if phrases:
        made["properties"]["phrases"] |= {
            "properties": {category: {"$ref": "#/$defs/phrases"} for category in _categories(Lexicon(packs.lexicons))},
            "additionalProperties": False,
        }
    return made


def validate(document: Document, packs: Packs) -> None:
    """ConfigError with a line for each fault of a config."""
    if _plain(document.table, packs):
        return
    validate_by(document, config_schema(packs, phrases="phrases" in document.table))


def validate_by(document: Document, schema: dict[str, Any]) -> None:
    """ConfigError with a line for each fault of a file by its JSON Schema."""
    # jsonschema costs more start-up than the command itself; most runs have presets only.
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry

    # To JSON Schema 5.0 is an integer and nan a number; a rule that counts to 5 would crash on either.
    types = Draft202012Validator.TYPE_CHECKER.redefine_many({
        "integer": lambda _, value: type(value) is int,
        "number": lambda _, value: math.isfinite(value) if isinstance(value, float) else type(value) is int,
    })
    strict = extend(Draft202012Validator, type_checker=types)
    # An empty registry: no reference is ever fetched.
    validator = strict(schema, registry=Registry())
    try:
        faults = {fault for error in validator.iter_errors(document.table) for fault in _faults(error)}
    except (ValueError, RecursionError) as error:  # jsonschema spells out what it finds wrong, however large it is
        raise ConfigError(safe(f"{document.place(())}: a number is too long, or brackets nested too deep, to be read.")) from error
    refuse(document, faults)


def refuse(document: Document, faults: Set[tuple[tuple[Step, ...], str]]) -> None:
    """ConfigError with a line for each fault, a path of keys and what to say of it, in the order of the file; none where there is none."""
    if faults:
        in_order = sorted(faults, key=lambda fault: (document.line(fault[0]) or 0, key(fault[0]), fault[1]))
        raise ConfigError("\n".join(str(document.error(*fault)) for fault in in_order))


def without_dates(table: Any) -> Any:
    """The same with its dates as texts, which is what a JSON Schema knows of dates."""
    if isinstance(table, dict):
        return {key: without_dates(value) for key, value in table.items()}
    if isinstance(table, list):
        return [without_dates(value) for value in table]
    return table.isoformat() if isinstance(table, date) and not isinstance(table, datetime) else table


def _plain(table: dict[str, Any], packs: Packs) -> bool:
    """Whether a config only extends others and gives known rules a severity, which takes no schema to tell."""
    extends, rules = table.get("extends", []), table.get("rules", {})
    return (
        table.keys() <= {"extends", "rules"}
        and isinstance(extends, list)
        and all(isinstance(name, str) and name for name in extends)
        and isinstance(rules, dict)
        and rules.keys() <= packs.rules.keys()
        and all(isinstance(severity, str) and severity in SEVERITIES for severity in rules.values())
    )


def _rule(rule: Rule) -> dict[str, Any]:
    severity = {"$ref": "#/$defs/severity", "default": str(rule.severity)}
    return {
        "title": rule.id,
        "description": rule.summary,
        "anyOf": [
            severity,
            {"type": "object", "properties": {**options.schema(rule.options), "severity": severity}, "additionalProperties": False},
        ],
    }


def _categories(lexicon: Lexicon) -> list[str]:
    """The categories of phrases that the packs' lexicons have in any language. PackError where one cannot be read."""
    try:
        return sorted(lexicon.words(lexicon.languages()).categories)
    except ValueError as error:
        raise PackError(str(error)) from error


def _faults(error: Any) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The faults behind one error of jsonschema, each a path of keys and what to say of it."""
    path, wrong, rules = tuple(error.absolute_path), error.instance, error.schema
    if error.validator == "additionalProperties":
        known, forms = rules.get("properties", {}), rules.get("patternProperties", {})
        for name in sorted(name for name in wrong.keys() - known.keys() if not any(re.search(form, name) for form in forms)):
            if forms:
                yield (*path, name), f"expected a name of the form {' or '.join(forms)}"
            else:
                yield (*path, name), f"there is no such {_noun(path)}{nearest(name, known)}"
    elif error.validator == "required":
        missing = [name for name in rules["required"] if name not in wrong]
        yield path, f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
    elif error.validator == "enum":
        known = [name for name in rules["enum"] if isinstance(name, str)]
        offer = nearest(wrong, known) if isinstance(wrong, str) else ""
        yield path, f"expected {_expected(rules)}, found {_found(wrong)}{offer if 'Did' in offer else ''}"
    elif error.validator == "uniqueItems":
        twice = next(value for at, value in enumerate(wrong) if value in wrong[:at])
        yield path, f"{_found(twice)} stands in it twice. Name each once"
    elif error.validator == "anyOf" and (inner := _branch(error)):
        for one in inner:
            yield from _faults(one)
    else:
        yield path, f"expected {_expected(rules)}, found {_found(wrong)}"


def _branch(error: Any) -> list[Any]:
    """The errors of the one alternative that is meant: a table for tables, the other for the rest."""
    table = isinstance(error.instance, dict)
    meant = [at for at, branch in enumerate(error.schema["anyOf"]) if (branch.get("type") == "object") == table]
    return [inner for inner in error.context if inner.schema_path[0] in meant] if len(meant) == 1 else []


def _noun(path: tuple[Step, ...]) -> str:
    if path[-1:] == ("rules",):
        return "rule"
    if path[-2:-1] == ("rules",):
        return "option of this rule"
    return "category of phrases" if path == ("phrases",) else "key"


def _expected(rules: dict[str, Any]) -> str:
    """What a value must be by its schema, in words."""
    if "enum" in rules:
        return _either([json.dumps(value, ensure_ascii=False) for value in rules["enum"]])
    if "anyOf" in rules:
        return _either([_expected(part) for part in rules["anyOf"]])
    kind = "a date" if rules.get("format") == "date" else TYPES.get(rules.get("type", ""), "a value")
    if "items" in rules:
        item = rules["items"]
        kind += f" of {PLURALS.get(item.get('type', ''), 'values')}"
    if "examples" in rules:  # they say more than a pattern
        return f"{kind} such as {_either([json.dumps(value, ensure_ascii=False) for value in rules['examples']])}"
    return " ".join([kind, *(words.format(rules[limit]) for limit, words in LIMITS.items() if limit in rules)])


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _found(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{safe(value if len(value) <= 60 else value[:59] + "…")}"'
    if isinstance(value, int | float):
        return "a number beyond all use" if isinstance(value, int) and abs(value) > 10**30 else str(value)
    if isinstance(value, list):
        return "an array" if value else "an empty array"
    return "a table" if isinstance(value, dict) else "a date or time"
