"""Dependencies point one way. Imports under TYPE_CHECKING and inside functions count too."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "lint" / "bylint"
# The parts of the engine from the ground up; one imports only what stands on a lower line.
LAYERS = (
    "pattern garbage remember",
    "span safe folding vocabulary options entries version replace",
    "tag encoding problem phrases pieces alignment",
    "scan note",
    "tree",
    "opening gap source lexicon originators result archives",
    "packed pool lists database specimens",
    "store",
    "markup settings",
    "page",
    "views rule notices directives",
    "originals",
    "fix belief",
    "__init__",
    "reports",
    "hookspecs",
    "proof",
    "edits",
    "plugins check timing",
    "config inputs trial",
    "key site how fixing",
    "many exceptions baseline mend indexed",
    "run",
    "desk",
    "lsp serve",
    "cli",
    "__main__",
)
LEVEL = {part: level for level, line in enumerate(LAYERS) for part in line.split()}
PUBLIC = ("bylint", "bylint.page", "bylint.problem", "bylint.rule", "bylint.options", "bylint.lexicon", "bylint.fix")
PUBLIC = (*PUBLIC, "bylint.alignment", "bylint.originals", "bylint.originators", "bylint.belief", "bylint.pattern", "bylint.remember")


def module(file, root):
    """The name under which a file is imported."""
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(file):
    """The names of the modules that a file imports anywhere in it. A name out of a module stands for the module."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: write the whole name instead of dots"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from (names & FILES.keys()) or {node.module}


FILES = {module(file, root): file for root in (ROOT / "lint", ROOT / "rules", ROOT / "schemas") for file in root.rglob("*.py")}
IMPORTS = {name: set(imports(file)) for name, file in FILES.items()}
ENGINE_IMPORTS = [(name, other) for name in FILES for other in IMPORTS[name] if name.split(".")[0] == other.split(".")[0] == "bylint"]


def part(name):
    """The part of the engine that a module belongs to: of `bylint.views.story` it is `views`."""
    return [*name.split("."), "__init__"][1]


def test_every_part_of_the_engine_has_its_place():
    assert {part(name) for name in FILES if name.split(".")[0] == "bylint"} == LEVEL.keys()


def test_the_engine_imports_downwards_only():
    inward = [(name, other) for name, other in ENGINE_IMPORTS if part(name) != part(other)]
    assert [f"{name} imports {other}" for name, other in inward if LEVEL[part(other)] >= LEVEL[part(name)]] == []


def test_no_two_files_import_each_other_in_a_circle():
    TopologicalSorter({name: others & FILES.keys() for name, others in IMPORTS.items()}).prepare()


@pytest.mark.parametrize(("package", "barred"), [("bylint", {"bylint_rules"}), ("bylint_schemas", {"bylint", "bylint_rules"})])
def test_a_package_does_not_know_those_above_it(package, barred):
    known = {other.split(".")[0] for name in FILES if name.split(".")[0] == package for other in IMPORTS[name]}
    assert known & barred == set()


def test_rules_use_public_names_only():
    used = {(name, other) for name in FILES if name.split(".")[0] == "bylint_rules" for other in IMPORTS[name]}
    engine = {(name, other) for name, other in used if other.split(".")[0] == "bylint"}
    assert [f"{name} imports {other}" for name, other in engine if other not in PUBLIC and part(other) != "views"] == []


def test_rules_stay_small():
    lines = {name: file.read_text(encoding="utf-8").count("\n") for name, file in FILES.items() if name.startswith("bylint_rules.")}
    assert {name: length for name, length in lines.items() if length > (250 if ".views." in name else 120)} == {}
