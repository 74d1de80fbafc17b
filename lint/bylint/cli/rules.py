"""`bylint rules`: every rule that is installed, and what the config of the current folder makes of it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from bylint.check import RuleSetting
from bylint.cli.terminal import Stop, look, show
from bylint.config import ConfigError, Configs
from bylint.notices import NOTICES
from bylint.plugins import PackError
from bylint.reports import Look
from bylint.reports.layout import wrap
from bylint.rule import Rule
from bylint.safe import safe


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to list them.")
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
def rules(style: str, isolated: bool) -> None:
    """List the rules, and which of them are on in the current folder."""
    try:
        planned = Configs(isolated=isolated).for_page(Path("page.html"))
    except (ConfigError, PackError) as error:
        raise Stop(error) from error
    on = {setting.rule: setting for setting in planned.plan.rules}
    show(_json(planned.packs.rules, on) if style == "json" else _table(planned.packs.rules, on, look()))


def _json(known: Mapping[str, Rule], on: Mapping[str, RuleSetting]) -> Iterator[str]:
    listed = [
        {
            "rule": rule.id,
            "family": rule.family,
            "severity": str(on[rule.id].severity if rule.id in on else rule.severity),
            "on": rule.id in on,
            "summary": rule.summary,
        }
        for rule in known.values()
    ]
    yield json.dumps(listed, indent=1) + "\n"


def _table(known: Mapping[str, Rule], on: Mapping[str, RuleSetting], look: Look) -> Iterator[str]:
    wide = max(map(len, known), default=0)
    family = ""
    for rule in known.values():
        if family and rule.family != family:
            yield "\n"
        family = rule.family
        state, color = (str(on[rule.id].severity), "green") if rule.id in on else ("off", "bright_black")
        first, *rest = wrap(safe(rule.summary), max(20, look.width - wide - 12))
        yield f"{rule.id:<{wide}}  {click.style(f'{state:<7}', fg=color) if look.color else f'{state:<7}'}   {first}\n"
        yield from (" " * (wide + 12) + f"{line}\n" for line in rest)
    total = f"{len(known)} rules, {len(on)} on here. Besides them, page/... notices are always on: {', '.join(NOTICES)}."
    yield "\n" + "\n".join(wrap(total, look.width)) + "\n"
    yield "`bylint explain RULE` tells more of one.\n"
