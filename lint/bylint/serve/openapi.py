"""The description of the server for other programs. https://spec.openapis.org/oas/v3.1.1.html"""

from typing import Any

from bylint.serve.answer import VERDICTS
from bylint.serve.order import SCHEMA
from bylint.version import __version__
from bylint_schemas import schema

COUNT = {"type": "integer", "minimum": 0}
OFFSETS = ("startByte", "endByte", "startCharacter", "endCharacter")


def _moved(part: Any) -> Any:
    """A schema with its own definitions looked for where OpenAPI keeps them."""
    if isinstance(part, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _moved(value)
            for key, value in part.items()
            if key not in ("$schema", "$defs")
        }
    return [_moved(value) for value in part] if isinstance(part, list) else part


def _reply(description: str, name: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


FAULTS = {
    "401": _reply("The token is missing or wrong.", "Error"),
    "403": _reply("The Host is another's, or a page in a browser asks.", "Error"),
}
FULL = _reply("Too many ask at once.", "Error")
ANSWER = {
    "type": "object",
    "required": ["verdict", "report", "places"],
    "properties": {
        "verdict": {"enum": list(VERDICTS), "description": "What the gate says of the page."},
        "report": {"$ref": "#/components/schemas/Report"},
        "places": {
            "description": "What each finding of the report is tied to, in their order.",
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fingerprint", "field", "block"],
                "properties": {
                    "fingerprint": {"$ref": "#/components/schemas/digest"},
                    "field": {"type": ["string", "null"], "description": "The field that it is about, null for one of the text."},
                    "block": {
                        "description": "Where in `html` it stands, in bytes of UTF-8 and in code points; null for one of a field.",
                        "type": ["object", "null"],
                        "required": list(OFFSETS),
                        "properties": dict.fromkeys(OFFSETS, COUNT),
                    },
                },
            },
        },
    },
}
ERROR = {
    "type": "object",
    "required": ["error", "errors"],
    "properties": {
        "error": {"type": "string", "description": "All that is wrong, and the way out."},
        "errors": {"type": "array", "items": {"type": "string"}, "description": "The same, a fault each."},
    },
}
HEALTH = {"type": "object", "required": ["status", "version"], "properties": {"status": {"const": "ok"}, "version": {"type": "string"}}}
REPORT = schema("report")
DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "bylint",
        "version": __version__,
        "summary": "Checks republished stories before they are published.",
        "description": "Another address is answered with 404, another method with 405, both with an Error. What is no HTTP is answered "
        "with 400, in plain text.",
    },
    "paths": {
        "/check": {
            "post": {
                "operationId": "check",
                "summary": "Check a page or a fragment.",
                "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                "responses": {
                    "200": _reply("It was checked.", "Answer"),
                    "400": _reply("The client left before it was answered.", "Error"),
                    **FAULTS,
                    "408": _reply("The body did not come in time.", "Error"),
                    "413": _reply("The page is larger than page-bytes allows.", "Error"),
                    "415": _reply("The body is no JSON.", "Error"),
                    "422": _reply("The body is not as described here.", "Error"),
                    "500": _reply("The process that checked the page died over it.", "Answer"),
                    "503": _reply("The config cannot be used, too many ask at once, or the server is about to end.", "Error"),
                    "504": _reply("The check took longer than page-seconds allows.", "Answer"),
                },
            }
        },
        "/health": {
            "get": {
                "operationId": "health",
                "summary": "Whether the server is there.",
                "security": [],
                "responses": {"200": _reply("It is.", "Health"), "403": FAULTS["403"]},
            }
        },
        "/openapi.json": {
            "get": {
                "operationId": "openapi",
                "summary": "This description.",
                "responses": {"200": _reply("It.", "Description"), **FAULTS, "503": FULL},
            }
        },
    },
    "components": {
        "schemas": {
            "Order": SCHEMA,
            "Answer": ANSWER,
            "Error": ERROR,
            "Health": HEALTH,
            "Description": {"type": "object"},
            "Report": _moved(REPORT),
            **_moved(REPORT["$defs"]),
        },
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
    "security": [{"token": []}],
}
