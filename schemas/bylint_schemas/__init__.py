"""The JSON Schemas of bylint's files, and of what bylint reads."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema in `<name>.schema.json`. FileNotFoundError where there is none."""
    text = files(__name__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
