"""The options of a rule: a frozen dataclass, its JSON Schema, and values of a config made into one."""

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

SCALARS = {bool: "boolean", int: "integer", float: "number", str: "string"}


def option(default: Any, help: str, **limits: Any) -> Any:
    """A field of an options class. `help` is for the manual; `limits` are JSON Schema keywords,
    such as `minimum=1`."""
    return dataclasses.field(default=default, metadata={"help": help, "limits": limits})


def schema(options: type) -> dict[str, Any]:
    """The JSON Schema of an options class, its fields as properties."""
    hints = get_type_hints(options)
    return {
        field.name.replace("_", "-"): {
            **_type(hints[field.name]),
            **field.metadata.get("limits", {}),
            "description": field.metadata.get("help", ""),
            "default": list(field.default) if isinstance(field.default, tuple) else field.default,
        }
        for field in dataclasses.fields(options)
    }


def make(options: type, values: Mapping[str, Any]) -> Any:
    """An instance from the values of a config, which its schema has accepted."""
    return options(**{name.replace("-", "_"): tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def _type(hint: Any) -> dict[str, Any]:
    if hint in SCALARS:
        return {"type": SCALARS[hint]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0])}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if isinstance(hint, types.UnionType):
        return {"anyOf": [_type(part) for part in get_args(hint) if part is not type(None)]}
    raise TypeError(f"an option can be a bool, int, float, str, a tuple of one of them or a Literal, not {hint}")
