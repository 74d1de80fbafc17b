"""`bylint originators`: who is known, what they demand, and whether a contract of one's own can be checked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from bylint.cli.completion import named_originators
from bylint.cli.terminal import Stop, look, nearest, show, warn
from bylint.config import ConfigError, Configs, PagePlan
from bylint.config.contracts import read_originator
from bylint.config.file import shown
from bylint.lexicon import bare
from bylint.originators import EDITS, SEVERITY, UNCHECKED, Demand, Originator
from bylint.plugins import PackError
from bylint.reports import Look
from bylint.reports.layout import wrap
from bylint.rule import Rule
from bylint.safe import safe

# From the surest way to have read a fact to the least sure.
CONFIDENCE = ("page", "mirror", "code", "summary", "digest", "observed")
# What of a demand is told in other words, or for all kinds alike.
APART = {"kind", "weight", "reading", "note"}


@click.group()
def originators() -> None:
    """List whose demands are known, show one's, or try a contract of your own."""


@originators.command("list")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to list them.")
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
def list_originators(style: str, isolated: bool) -> None:
    """List the originators whose demands are known in the current folder."""
    known = _known(_planned(isolated))
    show([json.dumps([*map(_told, known)], indent=1, ensure_ascii=False) + "\n"] if style == "json" else _table(known, look()))


@originators.command("show")
@click.argument("name", shell_complete=named_originators)
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
def show_originator(name: str, isolated: bool) -> None:
    """Show what the originator NAME demands: each demand, where and when it was read, and how it is checked."""
    planned = _planned(isolated)
    known = _known(planned)
    names = {bare(each): one for one in reversed(known) for each in (*one.hosts, *one.aliases, one.name)}
    if bare(name) not in names:
        near = nearest(bare(name), names).removeprefix(" Did you mean ").removesuffix("?")
        offer = f" Did you mean {names[near].name}?" if near in names else ""
        raise Stop(f"There is no originator “{name}”.{offer} `bylint originators list` lists them all.")
    show(_manual(names[bare(name)], planned.packs.rules, look()))


@originators.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
@click.pass_context
def check_contracts(context: click.Context, files: Sequence[Path], isolated: bool) -> None:
    """Try the contracts in FILEs: whether the rules tell a page that breaks a demand from one that keeps it.

    The pages are made of what the contract says. Exit code 1 where some are not told apart, 2 where a file cannot be read.
    """
    planned = _planned(isolated)
    known = _known(planned)
    code, here = 0, look()
    for file in files:
        try:
            one = read_originator(file.absolute())
        except ConfigError as error:
            click.echo(str(error), err=True)
            code = 2
            continue
        for clash in _clashes(one, known):
            warn(f"{shown(one.file)}: {clash}")
        lines, apart = _tried(one, planned, here)
        show(f"{line}\n" for line in lines)
        code = code or int(not apart)
    context.exit(code)


def _planned(isolated: bool) -> PagePlan:
    try:
        return Configs(isolated=isolated).for_page(Path("page.html"))
    except (ConfigError, PackError) as error:
        raise Stop(error) from error


def _known(planned: PagePlan) -> tuple[Originator, ...]:
    try:
        return planned.plan.settings.originators.all()
    except ValueError as error:
        raise Stop(error) from error


def _by_weight(one: Originator) -> dict[str, list[str]]:
    """The kinds of demands, each once, by their weight."""
    return {weight: kinds for weight in SEVERITY if (kinds := [*dict.fromkeys(each.kind for each in one.demands if each.weight == weight)])}


def _least_sure(one: Originator) -> str:
    return max((demand.reading.confidence for demand in one.demands), key=CONFIDENCE.index, default="")


def _told(one: Originator) -> dict[str, Any]:
    told = {"name": one.name, "aliases": one.aliases, "kind": one.kind, "hosts": one.hosts, "licence": one.licence or None}
    return {**told, "demands": _by_weight(one), "confidence": _least_sure(one) or None, "file": str(one.file)}


def _table(known: Sequence[Originator], look: Look) -> Iterator[str]:
    wide = min(max((len(one.name) for one in known), default=0), 36)
    for one in known:
        hosts = ", ".join(one.hosts)
        yield f"{_bold(f'{safe(one.name):<{wide}}', look)}  {one.kind:<13} {_least_sure(one):<9} {safe(hosts)}".rstrip() + "\n"
        for weight, kinds in _by_weight(one).items():
            yield from _hanging(f"{weight:<8} ", ", ".join(kinds), look.width)
    sources = "The third column tells how the least sure of its demands was read; see `confidence` in originator.schema.json."
    total = f"{len(known)} originator{'s' * (len(known) != 1)}. {sources * bool(known)}"
    yield "\n" + "\n".join(wrap(total, look.width)) + "\n"
    yield "`bylint originators show NAME` tells more of one.\n"


def _hanging(head: str, text: str, width: int) -> Iterator[str]:
    """A text with what it is about before its first line."""
    for at, line in enumerate(wrap(text, max(20, width - len(head) - 4))):
        yield f"    {head if at == 0 else ' ' * len(head)}{line}\n"


def _bold(text: str, look: Look) -> str:
    return click.style(text, bold=True) if look.color else text


def _manual(one: Originator, rules: Mapping[str, Rule], look: Look) -> Iterator[str]:
    yield f"{_bold(safe(one.name), look)}\n\n"
    identity = {
        "Kind": one.kind,
        "Also called": ", ".join(one.aliases),
        "Hosts": ", ".join(one.hosts),
        "Licence": one.licence,
        "Deeds": ", ".join(one.licence_urls),
        "Articles": one.article,
        "File": shown(one.file),
    }
    yield from (f"{name:<12} {safe(value)}\n" for name, value in identity.items() if value)
    for demand in one.demands:
        yield f"\n{_bold(demand.kind, look)}  {demand.weight}\n"
        yield from (line for name, value in _stated(demand) for line in _hanging(f"{name:<11} ", safe(value), look.width))
        reading = demand.reading
        source = f"{reading.url}, on {reading.read}, as: {reading.confidence}{f' ({reading.note})' * bool(reading.note)}"
        yield from _hanging(f"{'read':<11} ", safe(source), look.width)
        yield from _hanging(f"{'checked':<11} ", _how(demand, rules), look.width)


def _stated(demand: Demand) -> Iterator[tuple[str, str]]:
    """What the file says of a demand beyond what all have."""
    for name, value in demand._asdict().items():
        if name not in APART and value != demand._field_defaults.get(name):
            yield name, ", ".join(f"“{each}”" for each in value) if isinstance(value, tuple) else str(value)
    if demand.note:
        yield "note", demand.note


def _how(demand: Demand, rules: Mapping[str, Rule]) -> str:
    if demand.kind == UNCHECKED:
        return "not at all: no page shows it"
    if demand.kind == EDITS:
        return "where the original is at hand: no copy alone shows it"
    id = f"terms/{demand.kind}"
    if id not in rules:
        return f"not at all: no installed pack has the rule {id}"
    unsure = "" if demand.reading.sure else "; as info at most, since it is not sure that it is demanded"
    return f"by {id}, as {demand.severity}{unsure}"


def _clashes(one: Originator, known: Sequence[Originator]) -> Iterator[str]:
    """What a contract takes from the originators that are known without it."""
    own = {bare(name) for name in (one.name, *one.aliases)}
    for other in known:
        if other.file.resolve() == one.file.resolve():
            continue
        if bare(other.name) == bare(one.name):
            yield f"this replaces {other.name} of {shown(other.file)}, whose demands no longer count where a config names this file."
            continue
        common = {
            "name": [name for name in (other.name, *other.aliases) if bare(name) in own],
            "link to": [host for host in other.hosts if host in one.hosts],
        }
        for how, said in common.items():
            if said:
                yield (
                    f"this replaces {other.name} of {shown(other.file)} where pages {how} {' or '.join(said)}. "
                    f"Call it {other.name} if it is the same originator, or take that out."
                )


def _tried(one: Originator, planned: PagePlan, look: Look) -> tuple[list[str], bool]:
    """What became of each demand of a contract, and whether all were told apart."""
    from bylint.trial import tried  # makes pages, which only this command needs

    lines, apart = [_bold(f"{safe(shown(one.file))}: {safe(one.name)}", look)], True
    trials = {id(trial.demand): trial for trial in tried(one, planned.packs, date.today())}
    for demand in one.demands:
        head = f"  {demand.kind:<17}{demand.weight:<9}"
        trial = trials.get(id(demand))
        if trial is None:
            lines.append(f"{head}{_untried(demand)}")
        elif not trial.faults:
            unsure = "" if demand.reading.sure else f", as {demand.severity}: it is not sure that it is demanded"
            lines.append(f"{head}told apart{unsure}")
        else:
            apart = False
            lines.append(f"{head}{_red('not told apart', look)}")
            lines += [f"      {line}" for fault in trial.faults for line in wrap(safe(f"{fault[0].upper()}{fault[1:]}"), look.width - 6)]
    if not apart:
        lines += ["", *wrap(ADVICE, look.width)]
    return [*lines, ""], apart


ADVICE = (
    "A demand that is not told apart is checked on no page as it is meant. Give it wordings, a place or hosts by which it can be known, "
    "put it right where it contradicts another, or move it to [[unchecked]], which `bylint originators show` still tells of."
)


def _untried(demand: Demand) -> str:
    if demand.kind == UNCHECKED:
        return "not checked: no page shows it"
    if demand.kind == "credit-position":
        return "checked with credit-line: a credit amid the text counts as none"
    return "checked where the original is at hand"


def _red(text: str, look: Look) -> str:
    return click.style(text, fg="red") if look.color else text
