"""`bylint cache`: what is known of the pages of a site, and forgetting it."""

from pathlib import Path

import click

from bylint.cli.order import store_of
from bylint.cli.terminal import Stop, show
from bylint.config import ConfigError, Configs
from bylint.how import INDEX
from bylint.plugins import PackError
from bylint.result import StoreError
from bylint.safe import safe


@click.group()
def cache() -> None:
    """Show or forget what is known of the pages of this folder's site."""


@cache.command("info")
def info() -> None:
    """Show where the store is, how large, and how many pages it knows."""
    from bylint.store import Store  # other commands need no SQLite

    file = _file()
    _info_of_originals(file.with_name(INDEX))
    if not file.exists():
        show([f"There is no store at {safe(str(file))}. A check of a folder makes it.\n"])
        return
    try:
        store = Store(file)
        pages, entries = store.counts()
        store.close()
    except StoreError as error:
        raise Stop(f"The store {file} cannot be read: {error}. `bylint cache clean` takes it away.") from error
    size = sum(each.stat().st_size for each in _parts(file))
    show([f"{safe(str(file))}\n{pages:,} pages of the site, {entries:,} results, {size:,} bytes.\n"])


@cache.command("clean")
def clean() -> None:
    """Forget all pages. The next check reads them anew."""
    file = _file()
    parts = [*_parts(file), *_parts(file.with_name(INDEX))]
    for part in parts:
        part.unlink(missing_ok=True)
    show([f"{'Forgot all pages' if parts else 'There was no store'} at {safe(str(file))}.\n"])


def _info_of_originals(file: Path) -> None:
    if not file.exists():
        return
    from bylint.originals.index import Index  # few sites have originals

    try:
        index = Index(file)
        count = index.count()
        index.close()
    except StoreError as error:
        raise Stop(f"The index of originals {file} cannot be read: {error}. `bylint cache clean` takes it away.") from error
    size = sum(each.stat().st_size for each in _parts(file))
    show([f"{safe(str(file))}\n{count:,} originals, {size:,} bytes.\n"])


def _file() -> Path:
    try:
        return store_of(Path("page.html"), Configs())
    except (ConfigError, PackError) as error:
        raise Stop(error) from error


def _parts(file: Path) -> list[Path]:
    from bylint.database import parts  # other commands need no SQLite

    return [part for part in parts(file) if part.exists()]
