"""A rule's page of the manual in Markdown, for an editor to show: what `bylint explain` says, without its settings."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from textwrap import dedent

from bylint.notices import NOTICES
from bylint.reports.inert import inert
from bylint.rule import Example, Rule
from bylint.safe import safe

# What Markdown takes for markup within a line.
SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
FENCE = re.compile(r"`{3,}")
# How many pages of an example are shown.
SHOWN = 2


def manual(id: str, rules: Mapping[str, Rule]) -> str:
    """The page of a rule or a notice, "" where there is no such rule. What comes from packs is shown as it is and does nothing."""
    if id in NOTICES:
        severity, what = NOTICES[id]
        return "\n\n".join([f"**{_plain(id)}** ({severity})", *_paragraphs(what)])
    if id not in rules:
        return ""
    rule = rules[id]
    parts = [f"**{_plain(id)}** ({rule.severity})", *_paragraphs(rule.doc), *_example("Wrong", rule.bad), *_example("Right", rule.good)]
    return "\n\n".join(parts)


def _paragraphs(doc: str) -> Iterator[str]:
    """The paragraphs of a text; lists stay lists."""
    for blank, lines in groupby(doc.split("\n"), key=lambda line: not line.strip()):
        if not blank:
            yield "\n".join(f"- {_plain(line[2:])}" if line.startswith(("- ", "* ")) else _plain(line.strip()) for line in lines)


def _example(word: str, examples: tuple[Example, ...]) -> Iterator[str]:
    """The first of the examples."""
    for example in examples[:1]:
        yield f"{word}:"
        for page in (example,) if isinstance(example, str) else example[:SHOWN]:
            code = "\n".join(safe(line.expandtabs(4)) for line in dedent(page).strip("\n").split("\n"))
            fence = "`" * max(3, *(len(each) + 1 for each in FENCE.findall(code)), 3)
            yield f"{fence}html\n{code}\n{fence}"


def _plain(line: str) -> str:
    return SIGNS.sub(r"\\\1", inert(line))
