"""What is to be checked on a page: the nearest config file, with all it extends, as a plan."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bylint import options
from bylint.check import Plan, RuleSetting
from bylint.config import glob
from bylint.config.chain import chain, plugins
from bylint.config.contracts import read_originators
from bylint.config.file import ConfigError, Document, find, nearest, read, sentence, shown
from bylint.config.known import known_only
from bylint.config.meaning import validate_meaning
from bylint.config.schema import validate
from bylint.config.values import Layer, Value, Values, defaults, layers
from bylint.lexicon import Lexicon
from bylint.originators import Originators
from bylint.plugins import Packs, load
from bylint.problem import Severity
from bylint.rule import Rule
from bylint.safe import safe
from bylint.settings import ExceptionSettings, Originals, Settings

# The families of what is owed to whoever wrote a story.
OWED = ("attribution", "fidelity", "terms")


class PagePlan(NamedTuple):
    """What applies to one page. `file` is the config file, None where there is none; `exceptions` are no part of the plan, which
    decides what is found: they decide what of it is told."""

    plan: Plan
    packs: Packs
    file: Path | None
    exceptions: ExceptionSettings = ExceptionSettings()


class _Config(NamedTuple):
    """A config file with all it extends; `folder` is what its globs are relative to, None for the root of the disk."""

    file: Path | None
    folder: Path | None
    packs: Packs
    plugins: Values
    layers: tuple[Layer, ...]
    originators: Originators


class Configs:
    """Finds, reads and validates config files; asks the disk once per folder. Folders are known as they are
    named, so that the current folder must stay what it is where a page's path is relative.

    `select` and `ignore` are rules and families, as named on the command line, which has the last
    word: what is selected is on, with its own severity where the config leaves it off, and nothing
    else; what is ignored is off. Packs that a config names by a file are code: without `trust` they are `left_out`,
    and what such a config says of things that nobody else knows is passed over. With an `original` all pages are copies of it, and
    of the rules that are on only those count that say what is owed to whoever wrote it.
    """

    def __init__(
        self,
        *,
        isolated: bool = False,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        trust: bool = True,
        original: Path | None = None,
    ) -> None:
        self._isolated, self._select, self._ignore, self._trust = isolated, tuple(select), tuple(ignore), trust
        self._original = original
        self.left_out: dict[Path, None] = {}
        self._documents: dict[Path, Document | None] = {}
        self._above: dict[Path, Document | None] = {}
        self._packs: dict[tuple[Path, ...], Packs] = {}
        self._folders: dict[str, tuple[_Config, str]] = {}
        self._configs: dict[Path | None, _Config] = {}
        self._values: dict[tuple[int, tuple[bool, ...]], Values] = {}
        self._pages: dict[tuple[int, tuple[bool, ...], bool], PagePlan] = {}
        self._plans: list[Plan] = []
        self._named: dict[Path, None] = {}

    def __reduce__(self) -> Any:
        """A copy, as another process needs one, reads everything anew: packs cannot be pickled."""
        named = partial(Configs, isolated=self._isolated, select=self._select, ignore=self._ignore)
        return partial(named, trust=self._trust, original=self._original), ()

    def for_page(self, path: str | Path) -> PagePlan:
        """What applies to a page; the page need not exist. Raises ConfigError or PackError.

        Pages to which the same applies get the very same plan.
        """
        config, place, fitting, values = self._applying(path)
        republished = _fits(values["republished", "paths"].value, place)
        key = (id(config), fitting, republished)  # which compares faster than its file, and is there for as long
        if key not in self._pages:
            exceptions = ExceptionSettings(values["exceptions", "on-page"].value, values["exceptions", "reasons"].value)
            self._pages[key] = PagePlan(self._plan(values, republished, config, path), config.packs, config.file, exceptions)
        return self._pages[key]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were read so far, presets and originators too."""
        documents = (*self._above.values(), *self._documents.values())
        return tuple(dict.fromkeys((*(document.file for document in documents if document), *self._named)))

    def values(self, path: str | Path) -> Values:
        """Every value that applies to a page, with where it was stated: those of `for_page`, but before
        `select` and `ignore`. `("plugins", FILE)` names each local pack, `("republished", "paths")` is
        all pages or none, as it is for this one. Raises ConfigError or PackError."""
        config, place, _, values = self._applying(path)
        globs = values["republished", "paths"]
        here = Value(["**"] if _fits(globs.value, place) else [], globs.document, globs.path)
        return {**config.plugins, **values, ("republished", "paths"): here}

    def _applying(self, path: str | Path) -> tuple[_Config, str, tuple[bool, ...], Values]:
        """The config of a page, the page's path for globs, which overrides fit it, and what applies."""
        folder, name = os.path.split(path)
        config, above = self._folders.get(folder) or self._folder(folder)
        place = above + name
        fitting = tuple(_fits(layer.globs, place) for layer in config.layers if layer.globs is not None)
        if (id(config), fitting) not in self._values:
            fit = iter(fitting)
            applying = [layer.values for layer in config.layers if layer.globs is None or next(fit)]
            self._values[id(config), fitting] = {key: value for values in applying for key, value in values.items()}
        return config, place, fitting, self._values[id(config), fitting]

    def _folder(self, named: str) -> tuple[_Config, str]:
        """The config of the pages in a folder, and what stands before their names in the paths that globs see."""
        folder = Path(os.path.abspath(named))  # noqa: PTH100 resolve() would follow links
        config = self._config(folder)
        within = folder.relative_to(config.folder or folder.anchor).as_posix()
        self._folders[named] = config, "" if within == "." else f"{within}/"
        return self._folders[named]

    def _config(self, folder: Path) -> _Config:
        document = None if self._isolated else self._nearest(folder)
        file = document.file if document else None
        if file not in self._configs:
            named = plugins(document, self._read)
            left_out = {} if self._trust else dict.fromkeys(named)
            self.left_out |= left_out
            packs = self._load(tuple(pack for pack in named if pack not in left_out))
            read = partial(self._read_known, packs) if left_out else self._read
            documents = chain(known_only(document, packs) if document and left_out else document, packs, read)
            for each in documents:
                validate(each, packs)
                validate_meaning(each)
                self._named |= dict.fromkeys(read_originators(each))
            stated = (defaults(), *(layer for each in documents for layer in layers(each)))
            originators = _originators(stated, packs)
            self._configs[file] = _Config(
                file,
                file.parent if file else None,
                packs,
                {("plugins", str(pack)): Value(str(pack), named_in, ("plugins", at)) for pack, (named_in, at) in named.items()},
                stated,
                originators,
            )
        return self._configs[file]

    def _nearest(self, folder: Path) -> Document | None:
        if folder not in self._above:
            found = find(folder)
            self._above[folder] = found or (self._nearest(folder.parent) if folder.parent != folder else None)
        return self._above[folder]

    def _read(self, file: Path, preset: str | None) -> Document | None:
        if file not in self._documents:
            self._documents[file] = read(file, preset)
        return self._documents[file]

    def _read_known(self, packs: Packs, file: Path, preset: str | None) -> Document | None:
        document = self._read(file, preset)
        return known_only(document, packs) if document else None

    def _load(self, files: tuple[Path, ...]) -> Packs:
        if files not in self._packs:
            self._packs[files] = load(files)
        return self._packs[files]

    def _plan(self, values: Values, republished: bool, config: _Config, path: str | Path) -> Plan:
        rules = _on(values, config.packs.rules, self._select, self._ignore)
        if self._original and not self._select:
            rules = [setting for setting in rules if config.packs.rules[setting.rule].family in OWED]
        if not rules and not self.left_out:
            where = f"{shown(config.file)} leaves" if config.file else "The presets leave"
            raise ConfigError(
                safe(
                    f"{where} no rule on for {path}, so nothing in it would be checked. Switch rules on under [rules], extend a preset "
                    "such as bylint:recommended, or change --select and --ignore."
                )
            )
        settings = _settings(values, republished, config)
        if self._original:
            settings = settings._replace(originals=Originals((self._original,), only=True), republished=True)
        plan = Plan(tuple(rules), settings)
        for known in self._plans:
            if known == plan:
                return known
        self._plans.append(plan)
        return plan


def _fits(globs: Sequence[str], place: str) -> bool:
    return "**" in globs or any(glob.matches(one, place) for one in globs)


def _originators(stated: Iterable[Layer], packs: Packs) -> Originators:
    """The originators that packs bring and a config names, the last named first. ConfigError where it says that stories are
    somebody's who is not among them."""
    files = [Path(key[1]) for layer in stated for key in layer.values if key[0] == "originators"]
    originators = Originators(packs.originators, tuple(reversed(files)))
    for layer in stated:
        said = layer.values.get(("republished", "originator"))
        if said and said.document and said.value:
            names = originators.names()
            if said.value not in names:
                raise said.document.error(said.path, f'there is no originator "{said.value}"{nearest(said.value, names)}')
    return originators


def _settings(values: Values, republished: bool, config: _Config) -> Settings:
    phrases: dict[str, list[str]] = {}
    for key, value in values.items():
        if key[0] == "phrases":
            phrases.setdefault(key[1], []).append(value.value)
    originator = values["republished", "originator"].value
    return Settings(
        name=values["site", "name"].value,
        url=values["site", "url"].value,
        story=values["site", "story"].value,
        republished=republished,
        indexing=values["republished", "indexing"].value,
        originator=config.originators.names()[originator] if originator else "",
        page_bytes=values["limits", "page-bytes"].value,
        page_seconds=values["limits", "page-seconds"].value,
        lexicon=Lexicon(config.packs.lexicons, tuple((category, tuple(phrases[category])) for category in sorted(phrases))),
        originals=Originals(tuple(Path(value.value) for key, value in values.items() if key[0] == "originals")),
        originators=config.originators,
    )


def _on(values: Values, rules: Mapping[str, Rule], select: Sequence[str], ignore: Sequence[str]) -> list[RuleSetting]:
    """The settings of the rules that are on, in the order of their ids."""
    known = {*rules, *(rule.family for rule in rules.values())}
    for flag, names in (("--select", select), ("--ignore", ignore)):
        for name in names:
            if name not in known:
                raise ConfigError(safe(sentence(f'{flag}: there is no rule or family "{name}"{nearest(name, known)}')))
    settings = []
    for id, rule in sorted(rules.items()):
        stated = values.get(("rules", id, "severity"))
        severity = stated.value if stated else "off"
        if select:
            chosen = id in select or rule.family in select
            severity = "off" if not chosen else str(rule.severity) if severity == "off" else severity
        if severity != "off" and id not in ignore and rule.family not in ignore:
            settings.append(RuleSetting(id, Severity[severity.upper()], _options(rule, values)))
    return settings


def _options(rule: Rule, values: Values) -> Any:
    stated = {key[2]: value for key, value in values.items() if key[:2] == ("rules", rule.id) and key[2] != "severity"}
    try:
        return options.make(rule.options, {name: value.value for name, value in stated.items()})
    except Exception as error:  # an options class may look closer than its schema
        first = next(iter(stated.values()), None)
        if first is None or first.document is None:
            raise ConfigError(safe(f"The options of the rule {rule.id} cannot be made: {error}. Report this to its authors.")) from error
        raise first.document.error(first.path[:-1], f"the options do not fit together: {error}") from error
