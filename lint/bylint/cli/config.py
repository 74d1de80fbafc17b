"""`bylint config`: what applies to a page and why, and the schema of the config."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bylint import options
from bylint.cli.terminal import Stop, show
from bylint.config import ConfigError, Configs, PagePlan, Value, Values
from bylint.plugins import PackError, load
from bylint.safe import UNSAFE, safe


@click.group()
def config() -> None:
    """Show what applies to a page, or the config's schema."""


@config.command("show")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--isolated", is_flag=True, help="Ignore every config file.")
def show_config(path: Path, isolated: bool) -> None:
    """Show what applies to the page at PATH, and where each value comes from.

    What is shown is a whole config itself. The page need not exist.
    """
    configs = Configs(isolated=isolated)
    try:
        planned, values = configs.for_page(path), configs.values(path)
    except (ConfigError, PackError) as error:
        raise Stop(error) from error
    show(f"{line}\n" for line in _lines(path, planned, values))


@config.command("schema")
def show_schema() -> None:
    """Show the JSON Schema of the config, with the options of every installed rule."""
    from bylint.config.schema import config_schema  # its reader needs it, others do not

    try:
        schema = config_schema(load())
    except PackError as error:
        raise Stop(error) from error
    show([json.dumps(schema, indent=2, ensure_ascii=False) + "\n"])


def _lines(path: Path, planned: PagePlan, values: Values) -> Iterator[str]:
    yield f"# What applies to {safe(str(path))}, " + (f"by {safe(str(planned.file))}" if planned.file else "without a config file")
    yield "extends = []  # all is spelt out here"
    yield from _array("plugins", [value for key, value in values.items() if key[0] == "plugins"])
    yield from _array("originals", [value for key, value in values.items() if key[0] == "originals"])
    yield from _array("originators", [value for key, value in values.items() if key[0] == "originators"])
    for table in ("site", "republished", "limits"):
        yield f"\n[{table}]"
        yield from (_line(key[1], value) for key, value in values.items() if key[0] == table)
    if categories := dict.fromkeys(key[1] for key in values if key[0] == "phrases"):
        yield "\n[phrases]"
        for category in categories:
            yield from _array(category, [value for key, value in values.items() if key[:2] == ("phrases", category)])
    yield "\n[rules]"
    on = {setting.rule: setting.options for setting in planned.plan.rules}
    for id in sorted({key[1] for key in values if key[0] == "rules"} | on.keys()):
        yield from _rule(id, on.get(id), values)


def _rule(id: str, made: Any, values: Values) -> Iterator[str]:
    """A rule that is on with all its options; of one that is off only that it is."""
    severity = values.get(("rules", id, "severity"))
    if made is None:
        if severity:
            yield _line(_string(id), severity)
        return
    assert severity, "a rule is on because something says so"
    names = options.schema(type(made))
    yield _line(f"{_string(id)}.severity" if names else _string(id), severity)
    for name in names:
        value = values.get(("rules", id, name), Value(getattr(made, name.replace("-", "_"))))
        if value.value is not None:
            yield _line(f"{_string(id)}.{name}", value)


def _line(key: str, value: Value) -> str:
    return f"{key} = {_toml(value.value)}  # {safe(value.origin)}"


def _array(key: str, values: list[Value]) -> Iterator[str]:
    """An array that several places add to, each value with its own."""
    if values:
        yield f"{key} = ["
        yield from (f"  {_toml(value.value)},  # {safe(value.origin)}" for value in values)
        yield "]"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return _string(value) if isinstance(value, str) else repr(value)


def _string(text: str) -> str:
    """A TOML string in which nothing can move the cursor or reorder what is read."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + UNSAFE.sub(lambda found: rf"\u{ord(found[0]):04x}", quoted) + '"'
