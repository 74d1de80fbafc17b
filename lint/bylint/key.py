"""Under which key a page's result is kept: it changes with whatever the result hangs on.

That is the page's path and bytes, its rules with their options, its settings, the files of the phrases
and of the originators, the originals, the files that options name, the code of bylint and of every pack,
and the libraries that read the page. It does not change with the severity of a rule, which is said of a
result afterwards.
"""

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bylint.config import PagePlan
from bylint.config.file import NAMES, PYPROJECT, shown
from bylint.settings import Originals

# What a local pack may read without saying so; a rule's options name other files with a method `files`.
BESIDE = (".py", ".toml", ".json", ".txt", ".csv", ".yaml", ".yml")
LIBRARIES = ("lxml", "beautifulsoup4", "charset-normalizer", "cssselect")


def page_key(plan: bytes, path: str, data: bytes) -> bytes:
    """The key of a page, given as the bytes it has on disk, to which a plan of that key applies."""
    name = path.encode("utf-8", "surrogatepass")
    told = sha256(b"%b%d\0%b" % (plan, len(name), name))
    told.update(data)
    return told.digest()


def code_key(planned: PagePlan) -> bytes:
    """The key of the code that checks a page: bylint's, the packs', the libraries'. Raises OSError where a file of it cannot be read."""
    functions = [function for rule in planned.packs.rules.values() for function in (rule.check, rule.judge) if function]
    return _digest("\0".join([*sorted({_code(function.__module__) for function in functions}), engine()]).encode())


def plan_key(planned: PagePlan, code: bytes) -> bytes:
    """The key of what applies to a page that code of that key checks. Raises OSError where a file that belongs to it cannot be read."""
    plan, settings = planned.plan, planned.plan.settings
    told = [
        *[(setting.rule, _options(setting.options), [_file(Path(file)) for file in _files(setting.options)]) for setting in plan.rules],
        settings._replace(lexicon=settings.lexicon.extra, originators=None, originals=_originals(settings.originals))._asdict(),  # type: ignore[arg-type]  # only to be spelt out
        [_folder(folder) for folder in (*settings.lexicon.folders, *settings.originators.folders)],
        [_file(file) for file in settings.originators.files],
        code.hex(),
    ]
    return _digest(json.dumps(told, sort_keys=True, default=str).encode())


def _originals(originals: Originals) -> list[str]:
    """What a page is compared with: its messages name the files as they are seen from the current folder."""
    return [*map(shown, originals.paths), originals.state, *(_file(path) for path in originals.paths if originals.only)]


def _options(options: Any) -> Any:
    return [type(options).__qualname__, dataclasses.asdict(options)] if dataclasses.is_dataclass(options) else str(options)  # type: ignore[arg-type]  # an instance


def _files(options: Any) -> Iterable[str]:
    """The files that a rule reads besides the page: its options class names them with a method `files`."""
    files = getattr(options, "files", None)
    return files() if callable(files) else ()


@lru_cache(maxsize=1)
def engine() -> str:
    """A digest of bylint's own code and of the libraries that read pages."""
    from importlib.metadata import version  # slow, and a page that is checked alone needs no key

    from lxml import etree

    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    return _digest("\0".join([sys.version, str(etree.LIBXML_VERSION), *libraries, _code("bylint"), _code("bylint_schemas")]).encode()).hex()


@lru_cache(maxsize=256)
def _code(module: str) -> str:
    """The code and data of the package a module is in; of a local pack what lies beside it, of the kinds that packs read."""
    top = sys.modules.get(module.partition(".")[0])
    if paths := getattr(top, "__path__", None):
        return "".join(_folder(Path(path)) for path in paths)
    file = getattr(sys.modules.get(module), "__file__", None)
    if not file:
        return module
    return "".join(f"{path.name} {_file(path)} " for path in sorted(Path(file).parent.iterdir()) if _is_beside(path))


def _is_beside(path: Path) -> bool:
    return path.suffix in BESIDE and path.name not in (*NAMES, PYPROJECT) and path.is_file()


@lru_cache(maxsize=64)
def _folder(folder: Path) -> str:
    return _digest(b"".join(_told(path, folder) for path in sorted(_walk(folder)))).hex()


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())


def _told(path: Path, folder: Path) -> bytes:
    return f"{path.relative_to(folder)}\0".encode("utf-8", "surrogateescape") + _digest(path.read_bytes())


def _file(path: Path) -> str:
    return _digest(path.read_bytes()).hex()


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()
