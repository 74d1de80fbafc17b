"""How a run goes about its pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bylint.config import PagePlan

# The store, as seen from the folder it is for.
STORE = (".bylint", "store.sqlite")
# The index of originals, beside the store.
INDEX = "originals.sqlite"
PlanFor: TypeAlias = Callable[[str | Path], PagePlan]


class How(NamedTuple):
    """`jobs` is the number of worker processes, 0 for none, `store` the file that keeps what is known of pages, `folders`
    are those that are checked as a whole; `site` says whether the rules are those of the site and no choice
    made for this run, which neither replaces what is known of pages nor compares with it; `keep` whether what this run
    finds out is kept for others: what is not saved yet is not; `done` is told how
    many pages are done, `warn` what the user must know and no report tells. `indexed` says whether the index of originals is kept too,
    beside the store or where one would be; `reading` gives what is told how many originals are read."""

    jobs: int = 1
    store: Path | None = None
    folders: tuple[str, ...] = ()
    site: bool = True
    keep: bool = True
    done: Callable[[int], None] = lambda count: None
    warn: Callable[[str], None] = lambda message: None
    indexed: bool = True
    reading: Callable[[], AbstractContextManager[Callable[[int], None]]] = lambda: nullcontext(lambda count: None)
