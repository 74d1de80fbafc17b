"""What a rule may know besides the page: who publishes it, in which words leftovers speak, what originators demand."""

from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from bylint.lexicon import Lexicon
from bylint.originators import Originators

PAGE_BYTES = 16 * 1024 * 1024
PAGE_SECONDS = 60
# Which copy of a republished story search engines are to list: the originator's, ours, none of ours
# at all, or, where that is not agreed, either of the first two.
Indexing: TypeAlias = Literal["original", "self", "noindex", "either"]


class ExceptionSettings(NamedTuple):
    """Whether what pages themselves say of exceptions counts, and whether each must give its reason."""

    on_page: bool = True
    reasons: bool = False


class OriginalError(Exception):
    """An original that cannot be compared with. The message names it and the way out."""


class Originals(NamedTuple):
    """What pages are compared with: files and folders of originals. With `only`, the one file that `paths` names, whatever the
    page says of itself. `file` is the index in which they are looked up, as they are in the state that `state` is a digest of; None
    and "" before a run has read them."""

    paths: tuple[Path, ...] = ()
    only: bool = False
    file: Path | None = None
    state: str = ""


class Settings(NamedTuple):
    """The settings of one page, after presets, config file and overrides.

    `name` and `url` say who we are ("" where the config is silent), `story` is a CSS selector for
    the story ("" to have it found), `republished` whether this page carries others' work, `indexing`
    which copy of such a story search engines are to list, `page_bytes` the size above which a file is
    not read, `page_seconds` how long a page may take when many are checked, and `originals` what it is compared
    with. `originator` is who published the stories first, "" to have that found.
    """

    name: str = ""
    url: str = ""
    story: str = ""
    republished: bool = True
    indexing: Indexing = "either"
    page_bytes: int = PAGE_BYTES
    page_seconds: int = PAGE_SECONDS
    lexicon: Lexicon = Lexicon()
    originals: Originals = Originals()
    originator: str = ""
    originators: Originators = Originators()
