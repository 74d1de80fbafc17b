"""What a pack can bring. A pack is a module: installed, with an entry point in the group `bylint`,
or a file that the config names under `plugins`. It brings what its functions of these names return;
they need no decorator. All are called without arguments, once, before any page is read.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

from bylint.reports import Reporter
from bylint.rule import Rule

if TYPE_CHECKING:
    from bylint.belief import Beliefs  # one command asks

hookspec = pluggy.HookspecMarker("bylint")


@hookspec
def bylint_rules() -> Iterable[Rule]:
    """The rules of the pack. An id that another pack uses too is an error.

    Views need no hook: a view is a function that a rule hands to `page.view`.
    """


@hookspec
def bylint_presets() -> Path:
    """A folder of config files; a config extends `recommended.toml` in it as `PACK:recommended`,
    PACK being the name of the entry point or of the file."""


@hookspec
def bylint_lexicon() -> Path:
    """A folder of `<language>.toml` files with phrases, in the form of lexicon.schema.json. Their
    phrases are added to those of the other packs."""


@hookspec
def bylint_originators() -> Path:
    """A folder of `<name>.toml` files with originators and what they demand, in the form of originator.schema.json."""


@hookspec
def bylint_beliefs() -> "Iterable[Beliefs]":
    """Functions that tell what the pack believes of a page, and why, for `bylint explain-page`."""


@hookspec
def bylint_reporters() -> Mapping[str, Reporter]:
    """Formats for `--format`, by name."""
