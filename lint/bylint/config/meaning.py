"""What a schema cannot tell of a config: whether its globs, its selector and its phrases can be used."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from bylint.config import glob
from bylint.config.file import ConfigError, Document
from bylint.config.lines import Step
from bylint.lexicon import bare
from bylint.phrases import SLOT_NAME


def validate_meaning(document: Document) -> None:
    """ConfigError with a line for each fault. The document has the right form already."""
    faults = [str(document.error(path, message)) for path, message in _faults(document.table)]
    if faults:
        raise ConfigError("\n".join(faults))


def _faults(table: dict[str, Any]) -> Iterator[tuple[tuple[Step, ...], str]]:
    globs: dict[tuple[Step, ...], list[str]] = {("republished", "paths"): table.get("republished", {}).get("paths", [])}
    globs |= {("overrides", at, "paths"): override["paths"] for at, override in enumerate(table.get("overrides", []))}
    for path, listed in globs.items():
        for at, one in enumerate(listed):
            if fault := glob.fault(one):
                yield (*path, at), f'"{one}" is no glob of pages: {fault}'
    for at, override in enumerate(table.get("overrides", [])):
        if override.keys() <= {"paths"}:
            yield ("overrides", at), "rules or originator is missing"
    if (story := table.get("site", {}).get("story")) and (fault := _selector_fault(story)):
        yield ("site", "story"), f'"{story}" is no CSS selector for an element: {fault}'
    for category, phrases in table.get("phrases", {}).items():
        for at, phrase in enumerate(phrases):
            if fault := phrase_fault(phrase):
                yield ("phrases", category, at), f'"{phrase}" cannot be looked for: {fault}'


def _selector_fault(story: str) -> str | None:
    from cssselect import HTMLTranslator, SelectorError  # only a configured selector needs it

    try:
        etree.Element("html").xpath(HTMLTranslator().css_to_xpath(story))
    except (SelectorError, etree.XPathError, RecursionError) as error:
        return str(error).rstrip(".") or "it is nested too deep"
    return None


def phrase_fault(phrase: str) -> str | None:
    """Why nothing can be found by a phrase, None where it can."""
    parts = SLOT_NAME.split(phrase)
    words, slots = parts[::2], parts[1::2]
    if any("{" in part or "}" in part for part in words):
        return "a slot is written in lower-case letters and braces, such as {source}"
    if not bare("".join(words)):
        return "it has no words of its own, so it would fit any text"
    if len(set(slots)) < len(slots):
        return "each of its slots needs a name of its own"
    if not all(part.strip() for part in words[1:-1]):
        return "two slots need something between them"
    return None
