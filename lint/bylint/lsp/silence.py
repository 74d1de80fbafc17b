"""Silencing a finding: with a comment on its page, or an entry of the ignore file beside the config."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bylint.config import ignores
from bylint.lsp.desks import Desks
from bylint.lsp.lines import NEWLINE
from bylint.lsp.sheet import Outcome
from bylint.lsp.written import written
from bylint.markup import StartTag
from bylint.notices import OWN
from bylint.page import Page
from bylint.problem import Finding
from bylint.safe import whole
from bylint.source import Source
from bylint.span import Span

REASON = "say here why it is right as it is"


def can_be(finding: Finding) -> bool:
    """Whether a finding can be silenced at all: what bylint itself says of a page cannot."""
    return finding.rule.partition("/")[0] not in OWN


def silenced(outcome: Outcome, desks: Desks, finding: Finding) -> tuple[int, str] | None:
    """Where in the text what is to be put in, so that a finding is silenced and no other comes. None where there is no such thing."""
    if not (outcome.seat and outcome.written and outcome.checked):
        return None
    text, before = outcome.lines.text, outcome.checked.result
    page = Page(Source.read(outcome.name, outcome.written.data), outcome.seat.planned.plan.settings)
    if (shift := len(text) - len(page.source.text)) not in (0, 1):  # a byte-order mark, or nothing; else it was read as something else
        return None
    start, end = outcome.span(finding.place)
    for at, words in _places(page, Span(start - shift, end - shift), finding):
        after = f"{text[: at + shift]}{words}{text[at + shift :]}"
        told = desks.check(outcome.seat, outcome.name, written(outcome.name, after, outcome.written.form).data).result
        if _gone(before.findings, told.findings, finding):
            return at + shift, words
    return None


def entry(outcome: Outcome, finding: Finding, folder: Path) -> str:
    """An entry for an ignore file in a folder that silences a finding."""
    where = Path(os.path.relpath(outcome.name, folder)).as_posix()
    marked = finding.excerpt.text[finding.excerpt.start : finding.excerpt.end].strip()
    said: dict[str, str | list[str]] = {"rule": finding.rule, "paths": [where], **({"text": marked} if marked else {}), "reason": REASON}
    return "[[ignore]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in said.items())


def ignore_file(outcome: Outcome) -> Path:
    """Where an ignore file for a page is: beside its config, or else beside the page."""
    config = outcome.seat.planned.file if outcome.seat else None
    return (config or Path(outcome.name)).parent / ignores.NAME


def _places(page: Page, span: Span, finding: Finding) -> Iterator[tuple[int, str]]:
    """Where what could stand, those that silence least first."""
    text = page.source.text
    newline = match[0] if (match := NEWLINE.search(text)) else "\n"
    if (finding.place.start_byte, finding.place.end_byte) == (0, 0):  # of the page as a whole: from its end on nothing else is found
        yield len(text), f"{newline}<!-- bylint-disable {finding.rule} -- {REASON} -->{newline}"
        return
    comment = f"<!-- bylint-disable-next {finding.rule} -- {REASON} -->"
    element = page.markup.innermost(span)
    around = [element, *element.iterancestors()]
    starts = [page.markup.start(each) for each in around]
    in_tag = span.start < page.span_of(StartTag(element)).end if isinstance(element.tag, str) else True
    if not in_tag and len(element):
        yield span.start, comment
    for at in starts:
        begin = at
        while begin > 0 and text[begin - 1] in " \t":
            begin -= 1
        indented = begin == 0 or text[begin - 1] in "\r\n"
        yield at, f"{comment}{newline}{text[begin:at]}" if indented else comment


def _gone(before: tuple[Finding, ...], after: tuple[Finding, ...], finding: Finding) -> bool:
    """Whether a finding is gone and no other came."""
    had, has = (Counter((each.rule, each.content) for each in findings) for findings in (before, after))
    return has[finding.rule, finding.content] < had[finding.rule, finding.content] and has <= had


def _toml(value: str | list[str]) -> str:
    """A value as TOML spells it: as JSON does, but for one character."""
    said = [whole(each) for each in value] if isinstance(value, list) else whole(value)
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")
