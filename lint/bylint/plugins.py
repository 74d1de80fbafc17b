"""Find the packs, load them, and see what they bring. Every failure names the pack."""

import importlib.metadata
import importlib.util
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import isroutine
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from bylint import hookspecs, reports
from bylint.reports import Reporter
from bylint.rule import Rule

GROUP = "bylint"


class PackError(Exception):
    """A pack that cannot be used. The message names it, what is wrong and the way out."""


@dataclass(frozen=True, slots=True)
class Packs:
    """What all packs together bring. `presets` maps `PACK:NAME` to a file."""

    rules: Mapping[str, Rule]
    presets: Mapping[str, Path]
    lexicons: tuple[Path, ...]
    reporters: Mapping[str, Reporter]


class _Manager(pluggy.PluginManager):
    """Takes every function of a pack whose name begins with `bylint_` for a hook, so that a
    misspelt one is an error and no decorator is needed."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> Any:
        options = super().parse_hookimpl_opts(plugin, name)
        if options is None and name.startswith("bylint_") and isroutine(getattr(plugin, name)):
            return pluggy.HookimplOpts(wrapper=False, hookwrapper=False, optionalhook=False, tryfirst=False, trylast=False, specname=None)
        return options


def load(files: Iterable[Path] = ()) -> Packs:
    """What the installed packs and the packs in `files` bring."""
    manager = _Manager("bylint")
    manager.add_hookspecs(hookspecs)
    manager.register(reports, name="bylint.reports")
    for entry in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        _register(manager, entry.name, _installed(entry))
    for file in files:
        _register(manager, file.stem, _from_file(file))
    return Packs(_rules(manager), _presets(manager), _folders(manager, "bylint_lexicon"), _reporters(manager))


def _installed(entry: importlib.metadata.EntryPoint) -> ModuleType:
    try:
        return entry.load()
    except Exception as error:  # an import runs any code
        distribution = f" of {entry.dist.name}" if entry.dist else ""
        raise PackError(
            f"The pack {entry.name!r}{distribution} cannot be imported: {_reason(error)}. Mend it, or uninstall it to go on without its rules."
        ) from error


def _from_file(file: Path) -> ModuleType:
    if not file.is_file():
        raise PackError(f"There is no pack at {file}. Correct the path under `plugins`.")
    name = f"bylint_local_{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise PackError(f"The pack {file} is not a Python file. Name a .py file under `plugins`.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise PackError(f"The pack {file} cannot be imported: {_reason(error)}. Mend it, or take it out of `plugins`.") from error
    return module


def _register(manager: pluggy.PluginManager, name: str, module: ModuleType) -> None:
    known = [spec for spec in vars(hookspecs) if spec.startswith("bylint_")]
    for hook in vars(module):
        if hook.startswith("bylint_") and isroutine(getattr(module, hook)) and hook not in known:
            near = get_close_matches(hook, known, 1, 0)
            raise PackError(f"The pack {name!r} has a function {hook}, and there is no such hook. Did it mean {near[0]}?")
    if not any(hook in vars(module) for hook in known):
        raise PackError(f"The pack {name!r} brings nothing: it has none of the functions {', '.join(known)}.")
    try:
        manager.register(module, name=name)
    except ValueError as error:
        raise PackError(f"Two packs are called {name!r}. Rename the file or the entry point of one of them.") from error
    except pluggy.PluginValidationError as error:
        raise PackError(f"The pack {name!r} has a hook of the wrong form: {error}.") from error


def _brought(manager: pluggy.PluginManager, hook: str) -> Iterable[tuple[str, Any]]:
    """What each pack's `hook` returns, with the pack's name, in the order of the names."""
    for implementation in sorted(getattr(manager.hook, hook).get_hookimpls(), key=lambda found: found.plugin_name):
        try:
            yield implementation.plugin_name, implementation.function()
        except Exception as error:
            raise PackError(f"The pack {implementation.plugin_name!r} failed in {hook}: {_reason(error)}.") from error


def _rules(manager: pluggy.PluginManager) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    owner: dict[str, str] = {}
    for pack, brought in _brought(manager, "bylint_rules"):
        for rule in brought:
            if not isinstance(rule, Rule):
                raise PackError(f"The pack {pack!r} returns {rule!r} from bylint_rules, which is no rule. Decorate it with @rule.")
            if rule.family == "page":
                raise PackError(f"The pack {pack!r} has a rule {rule.id}, and the family `page` is the engine's own. Choose another.")
            if rule.id in rules:
                raise PackError(f"The rule {rule.id} is in two packs, {owner[rule.id]!r} and {pack!r}. Rename it in one of them.")
            rules[rule.id], owner[rule.id] = rule, pack
    return dict(sorted(rules.items()))


def _presets(manager: pluggy.PluginManager) -> dict[str, Path]:
    folders = _brought(manager, "bylint_presets")
    return {f"{pack}:{file.stem}": file for pack, folder in folders for file in _files(pack, folder)}


def _files(pack: str, folder: Path) -> list[Path]:
    files = sorted(Path(folder).glob("*.toml"))
    if not files:
        raise PackError(f"The pack {pack!r} names the folder {folder}, and there are no .toml files in it.")
    return files


def _folders(manager: pluggy.PluginManager, hook: str) -> tuple[Path, ...]:
    return tuple(Path(folder) for pack, folder in _brought(manager, hook) if _files(pack, folder))


def _reporters(manager: pluggy.PluginManager) -> dict[str, Reporter]:
    reporters: dict[str, Reporter] = {}
    for pack, brought in _brought(manager, "bylint_reporters"):
        for name, reporter in brought.items():
            if name in reporters:
                raise PackError(f"The pack {pack!r} brings a second format called {name!r}. Rename it.")
            reporters[name] = reporter
    return reporters


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(".")
