"""A config without what only a pack could know that was left out: its rules, presets and categories of phrases."""

from dataclasses import replace
from typing import Any

from bylint.config.file import Document
from bylint.lexicon import Lexicon
from bylint.plugins import Packs


def known_only(document: Document, packs: Packs) -> Document:
    """The document as these packs understand it. What is of the wrong form stays, for the schema to say so."""
    table = {**document.table}
    if isinstance(extends := table.get("extends"), list):
        table["extends"] = [name for name in extends if not _preset(name) or name in packs.presets]
        if extends and not table["extends"]:
            del table["extends"]  # it builds on something, and now on what all do
    if isinstance(rules := table.get("rules"), dict):
        table["rules"] = _rules(rules, packs)
    if isinstance(overrides := table.get("overrides"), list):
        table["overrides"] = [_override(each, packs) for each in overrides]
    if isinstance(phrases := table.get("phrases"), dict):
        lexicon = Lexicon(packs.lexicons)
        categories = lexicon.words(lexicon.languages()).categories
        table["phrases"] = {category: said for category, said in phrases.items() if category in categories}
    return replace(document, table=table)


def _preset(name: Any) -> bool:
    return isinstance(name, str) and not name.endswith(".toml")


def _override(override: Any, packs: Packs) -> Any:
    rules = override.get("rules") if isinstance(override, dict) else None
    return {**override, "rules": _rules(rules, packs)} if isinstance(rules, dict) else override


def _rules(rules: dict[str, Any], packs: Packs) -> dict[str, Any]:
    return {id: said for id, said in rules.items() if id in packs.rules}
