"""Find the packs, load them, and see what they bring. Every failure names the pack."""

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import isroutine
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pluggy

from bylint import hookspecs, reports
from bylint.entries import Entry, entries
from bylint.notices import OWN
from bylint.reports import Reporter
from bylint.rule import Rule

if TYPE_CHECKING:
    from bylint.belief import Beliefs

T = TypeVar("T")
GROUP = "bylint"
ENGINE = "bylint.reports"
HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("bylint_"))
# What a pack's own code may do wrong; were its sys.exit() let through, it would end the run with any code it likes.
FAULTS = (Exception, SystemExit)
# Where an error passes through that began in a pack.
NOT_THE_PACK = tuple(f"{Path(str(module.__file__)).parent}{os.sep}" for module in (hookspecs, importlib))


class PackError(Exception):
    """A pack that cannot be used. The message names it, what is wrong and the way out."""


class Packs(NamedTuple):
    """What all packs together bring. `presets` maps `PACK:NAME` to a file."""

    rules: Mapping[str, Rule]
    presets: Mapping[str, Path]
    lexicons: tuple[Path, ...]
    reporters: Mapping[str, Reporter]
    originators: tuple[Path, ...] = ()
    beliefs: "tuple[Beliefs, ...]" = ()


class _Manager(pluggy.PluginManager):
    """Takes every function of a pack whose name begins with `bylint_` for a hook, so that a
    misspelt one is an error and no decorator is needed."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> Any:
        options = super().parse_hookimpl_opts(plugin, name)
        if options is None and name.startswith("bylint_") and isroutine(getattr(plugin, name)):
            return pluggy.HookimplOpts(wrapper=False, hookwrapper=False, optionalhook=False, tryfirst=False, trylast=False, specname=None)
        return options


def load(files: Iterable[Path] = ()) -> Packs:
    """What the installed packs and the packs in `files` bring. PackError where one of them cannot be used wholly."""
    manager = _Manager("bylint")
    manager.add_hookspecs(hookspecs)
    manager.register(reports, name=ENGINE)
    for entry in entries(GROUP):
        _register(manager, entry.name, _installed(entry))
    for file in files:
        _register(manager, file.stem, _from_file(file))
    lexicons, originators = _folders(manager, "bylint_lexicon"), _folders(manager, "bylint_originators")
    return Packs(_rules(manager), _presets(manager), lexicons, _reporters(manager), originators, _beliefs(manager))


def _installed(entry: Entry) -> ModuleType:
    distribution = f" of {entry.distribution}"
    try:
        module = entry.load()
    except FAULTS as error:  # an import runs any code
        raise PackError(f"The pack {entry.name!r}{distribution} cannot be imported: {_reason(error)}. Mend or uninstall it.") from error
    if not isinstance(module, ModuleType):
        raise PackError(f"The pack {entry.name!r}{distribution} is no module. Let its entry point name a module, not {entry.value}.")
    return module


def _from_file(file: Path) -> ModuleType:
    if not file.is_file():
        raise PackError(f"There is no pack at {file}. Correct the path under `plugins`.")
    # The whole path, as two configs of one run may each have a house.py of its own; without dots, which
    # would make it a part of another module and its options impossible to pickle.
    name = f"bylint_local:{file.resolve()}".replace(".", ":")
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise PackError(f"The pack {file} is not a Python file. Name a .py file under `plugins`.")
    module = importlib.util.module_from_spec(spec)
    if name in sys.modules:  # its code is that of the beginning, as is the key that results are kept under
        return sys.modules[name]
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except FAULTS as error:
        del sys.modules[name]
        raise PackError(f"The pack {file} cannot be imported: {_reason(error)}. Mend it, or take it out of `plugins`.") from error
    return module


def _register(manager: pluggy.PluginManager, name: str, module: ModuleType) -> None:
    for hook, value in vars(module).items():
        if hook in HOOKS and not isroutine(value) and not isinstance(value, ModuleType):
            raise PackError(f"The pack {name!r} has a {type(value).__name__} called {hook}, which must be a function that returns it.")
        if hook.startswith("bylint_") and isroutine(value) and hook not in HOOKS:
            from difflib import get_close_matches  # start-up is a feature, and most runs never come here

            near = get_close_matches(hook, HOOKS, 1, 0)
            raise PackError(f"The pack {name!r} has a function {hook}, and there is no such hook. Did it mean {near[0]}?")
    if manager.has_plugin(name):
        files = " and ".join(str(getattr(pack, "__file__", pack)) for pack in (manager.get_plugin(name), module))
        raise PackError(f"Two packs are called {name!r}: {files}. Rename the file or the entry point of one of them.")
    try:
        manager.register(module, name=name)
    except ValueError as error:
        other = manager.get_name(module)
        raise PackError(f"The packs {other!r} and {name!r} are one module, {module.__name__}. Take one of the entry points out.") from error
    except pluggy.PluginValidationError as error:
        reason = str(error).splitlines()[-1]
        raise PackError(f"The pack {name!r} has a hook of the wrong form: {reason}. Hooks are functions without parameters.") from error
    if not manager.get_hookcallers(module):
        raise PackError(f"The pack {name!r} brings nothing: it has none of the functions {', '.join(HOOKS)}.")


def _brought(manager: pluggy.PluginManager, hook: str, take: Callable[[Any], T]) -> Iterator[tuple[str, T]]:
    """What each pack's `hook` returns, as `take` reads it, with the pack's name: the engine's own first,
    the others in the order of their names."""
    implementations = {found.plugin_name: found for found in getattr(manager.hook, hook).get_hookimpls()}
    for pack in sorted(implementations, key=lambda name: (name != ENGINE, name)):
        try:
            returned = implementations[pack].function()
            brought = None if returned is None else take(returned)  # a generator runs, and fails, only when it is read
        except FAULTS as error:
            raise PackError(f"The pack {pack!r} failed in {hook}: {_reason(error)}. Mend it, or go on without the pack.") from error
        if not brought:
            raise PackError(f"The pack {pack!r} brings nothing from {hook}. Let the function return something, or take it out.")
        yield pack, brought


def _rules(manager: pluggy.PluginManager) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    owner: dict[str, str] = {}
    for pack, brought in _brought(manager, "bylint_rules", list):
        for rule in brought:
            if not isinstance(rule, Rule):
                raise PackError(f"The pack {pack!r} returns {rule!r} from bylint_rules, which is no rule. Decorate it with @rule.")
            if rule.family in OWN:
                raise PackError(f"The pack {pack!r} has a rule {rule.id}, a family of the engine's own. Choose another.")
            if rule.id in rules:
                among = f"twice in the pack {pack!r}" if owner[rule.id] == pack else f"in two packs, {owner[rule.id]!r} and {pack!r}"
                raise PackError(f"The rule {rule.id} is {among}. Rename it in one place.")
            rules[rule.id], owner[rule.id] = rule, pack
    return dict(sorted(rules.items()))


def _presets(manager: pluggy.PluginManager) -> dict[str, Path]:
    folders = _brought(manager, "bylint_presets", Path)
    return {f"{pack}:{file.stem}": file for pack, folder in folders for file in _files(pack, folder)}


def _folders(manager: pluggy.PluginManager, hook: str) -> tuple[Path, ...]:
    return tuple(folder for pack, folder in _brought(manager, hook, Path) if _files(pack, folder))


def _files(pack: str, folder: Path) -> list[Path]:
    # A relative path would mean another folder wherever the command is called.
    if not folder.is_absolute() or not folder.is_dir():
        raise PackError(f"The pack {pack!r} names the folder {folder}, which is not there. Return Path(__file__).parent / its name.")
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise PackError(f"The pack {pack!r} names the folder {folder}, and there are no .toml files in it.")
    return files


def _reporters(manager: pluggy.PluginManager) -> dict[str, Reporter]:
    reporters: dict[str, Reporter] = {}
    owner: dict[str, str] = {}
    for pack, brought in _brought(manager, "bylint_reporters", dict):
        for name, reporter in brought.items():
            if not callable(reporter):
                raise PackError(f"The pack {pack!r} brings a format {name!r} that is no function, but a {type(reporter).__name__}.")
            if name in reporters:
                raise PackError(f"The format {name!r} is in two packs, {owner[name]!r} and {pack!r}. Rename it in one of them.")
            reporters[name], owner[name] = reporter, pack
    return reporters


def _beliefs(manager: pluggy.PluginManager) -> "tuple[Beliefs, ...]":
    return tuple(tell for _, told in _brought(manager, "bylint_beliefs", list) for tell in told)


def _reason(error: BaseException) -> str:
    """What went wrong in a pack's code, with the line of it where there is one."""
    import traceback  # start-up is a feature, and most runs never come here

    own = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith(("<", *NOT_THE_PACK))]
    place = f" ({own[-1].filename}:{own[-1].lineno})" if own else ""
    return f"{type(error).__name__}: {error}".rstrip(".: ") + place
