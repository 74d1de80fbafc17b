"""The JSON Schemas of bylint's files, and of what bylint reads."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema in `<name>.schema.json`. FileNotFoundError where there is none."""
    text = Path(__file__).with_name(f"{name}.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
