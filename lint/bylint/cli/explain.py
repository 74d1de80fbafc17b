"""`bylint explain`: a rule's page of the manual, made of what the rule says of itself."""

from collections.abc import Iterator
from itertools import groupby
from json import dumps
from pathlib import Path
from textwrap import dedent
from typing import Any

import click

from bylint.check import Plan
from bylint.cli.completion import explained
from bylint.cli.terminal import Stop, look, nearest, show
from bylint.config import ConfigError, Configs
from bylint.notices import NOTICES
from bylint.options import schema
from bylint.plugins import PackError
from bylint.reports import Look
from bylint.reports.layout import wrap
from bylint.rule import Example, Rule
from bylint.safe import safe

WIDTH = 88
# How many pages of an example are shown.
SHOWN = 2
LIMITS = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "above", "exclusiveMaximum": "below", "pattern": "of the form"}


@click.command()
@click.argument("rule", shell_complete=explained)
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
def explain(rule: str, isolated: bool) -> None:
    """Explain a RULE: what is wrong, why it matters, what to do."""
    place = look()
    if rule in NOTICES:
        show(_notice(rule, place))
        return
    try:
        planned = Configs(isolated=isolated).for_page(Path("page.html"))
    except (ConfigError, PackError) as error:
        raise Stop(error) from error
    known = planned.packs.rules
    if rule not in known:
        if family := [id for id in (*known, *NOTICES) if id.partition("/")[0] == rule]:
            raise Stop(f"“{rule}” is a family of rules. Name one of them: {', '.join(family)}.")
        raise Stop(f"There is no rule “{rule}”.{nearest(rule, [*known, *NOTICES])} `bylint rules` lists them all.")
    show(_manual(known[rule], planned.plan, place))


def _notice(notice: str, place: Look) -> Iterator[str]:
    severity, what = NOTICES[notice]
    yield from _title(notice, place)
    yield from _paragraphs(what)
    yield f"\nSeverity   {severity}\n"
    always = "always on: a page that was checked less than others must not look clean." if notice.startswith("page/") else "and no rule."
    yield from _paragraphs(f"\nA notice of the engine, {always}")


def _manual(rule: Rule, plan: Plan, place: Look) -> Iterator[str]:
    yield from _title(rule.id, place)
    yield from _paragraphs(rule.doc)
    here = next((str(setting.severity) for setting in plan.rules if setting.rule == rule.id), "off")
    pages = "pages that carry others' work" if rule.republished else "every page"
    pages += ", and compares them with each other" if rule.judge else ""
    pages += " and of which the original is known" if rule.compares else ""
    yield f"\nSeverity   {rule.severity}{'' if here == str(rule.severity) else f'; here {here}'}\n"
    yield f"Runs on    {pages}{', fragments excepted' if rule.whole_page else ''}\n"
    if options := schema(rule.options):
        yield from _heading("Options", place)
        for name, described in options.items():
            yield from _option(name, described)
    between = "its copy" if rule.compares else "and on another page"
    yield from _examples("Wrong", rule.bad, between, place)
    yield from _examples("Right", rule.good, between, place)
    example = ", ".join([f'severity = "{rule.severity}"', *(f"{name} = {_value(of)}" for name, of in list(options.items())[:1])])
    yield from _heading("In bylint.toml", place)
    yield f'    [rules]\n    "{rule.id}" = {f"{{ {example} }}" if options else dumps(str(rule.severity))}\n'


def _title(id: str, place: Look) -> Iterator[str]:
    yield f"{click.style(id, bold=True) if place.color else id}\n\n"


def _heading(words: str, place: Look) -> Iterator[str]:
    yield f"\n{click.style(words, bold=True) if place.color else words}\n\n"


def _paragraphs(doc: str) -> Iterator[str]:
    """Paragraphs filled anew, but for those with indented lines and lists, which stay as they are."""
    for blank, lines in groupby(doc.split("\n"), key=lambda line: not line.strip()):
        kept = [safe(line) for line in lines]
        if not blank and not any(line.startswith((" ", "- ", "* ")) for line in kept):
            kept = wrap(" ".join(kept), WIDTH)
        yield from (f"{line}\n" for line in kept)


def _option(name: str, described: dict[str, Any]) -> Iterator[str]:
    yield f"    {name} = {safe(_value(described))}\n"
    said = [described["description"].rstrip("."), _kind(described)]
    said += [f"{words} {described[key]}" for key, words in LIMITS.items() if key in described]
    yield from (f"        {safe(line)}\n" for line in wrap(f"{'; '.join(filter(None, said))}.", WIDTH - 8))


def _kind(described: dict[str, Any]) -> str:
    if "enum" in described:
        return "one of " + ", ".join(map(dumps, described["enum"]))
    if "anyOf" in described:
        return " or ".join(_kind(part) for part in described["anyOf"])
    if described["type"] == "array":
        return f"a list, each {_kind(described['items'])}"
    return {"boolean": "true or false", "integer": "a whole number", "number": "a number", "string": "text"}[described["type"]]


def _value(described: dict[str, Any]) -> str:
    """An option's default as a config spells it."""
    return dumps(described["default"], ensure_ascii=False)


def _examples(words: str, examples: tuple[Example, ...], between: str, place: Look) -> Iterator[str]:
    for number, example in enumerate(examples):
        yield from _heading(words, place) if number == 0 else "\n"
        pages = (example,) if isinstance(example, str) else example
        for page, text in enumerate(pages[:SHOWN]):
            yield from [f"    {between}:\n"] if page else []
            yield from (f"    {safe(line.expandtabs(4))}".rstrip() + "\n" for line in dedent(text).strip("\n").split("\n"))
        if len(pages) > SHOWN:
            yield f"    and so on, on {len(pages)} pages\n"
