"""What a worker process does: it reads what applies to a page, says how long the check may take, and checks it."""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import format_tb
from typing import NamedTuple, TypeAlias

from bylint import garbage
from bylint.baseline import BaselineError
from bylint.config import ConfigError, Configs
from bylint.desk import Desk
from bylint.how import How
from bylint.inputs import PageFile
from bylint.plugins import PackError
from bylint.pool import end_with_parent, limit_memory
from bylint.safe import safe_lines
from bylint.serve.answer import Gate, answer
from bylint.serve.empty import noticed
from bylint.serve.order import PAGE, Order
from bylint.serve.sheet import sheet
from bylint.serve.watched import Watched

StoreOf: TypeAlias = Callable[[Path, Configs], Path]
# What goes wrong with what applies to a page, beside the faults of files that cannot be opened.
UNUSABLE = (ConfigError, PackError, BaselineError, OSError)


class House(NamedTuple):
    """What the server was started with; `store_of` says where what is known of a page's site is."""

    gate: Gate = Gate()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    isolated: bool = False
    store_of: StoreOf | None = None


class Ready(NamedTuple):
    """The worker has read the config of the folder: how large a page may be, in bytes."""

    page_bytes: int


class Begun(NamedTuple):
    """A check that may take so many seconds has begun."""

    seconds: float


class Reply(NamedTuple):
    """An HTTP status, and the JSON that is answered, or where there is none a sentence on what is wrong."""

    status: int
    body: bytes = b""
    error: str = ""


def work(pipe: Connection, house: House) -> None:
    """Serve a pipe until it is closed: `Ready`, or why not; then for each Order a Reply, `Begun` before it if it comes to a check."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server tells when to end
    limit_memory()
    end_with_parent()
    garbage.seldom()
    select, ignore = house.select, house.ignore
    watched = Watched(partial(Desk, select=select, ignore=ignore, isolated=house.isolated))
    try:
        try:
            desk = watched.desk(PageFile(PAGE))
        except UNUSABLE as error:
            pipe.send(Reply(503, error=str(error)))
            return
        pipe.send(Ready(desk.configs.for_page(PAGE).plan.settings.page_bytes))
        while True:
            pipe.send(_reply(pipe, pipe.recv(), watched, house))
    except (EOFError, OSError):  # the server is gone
        os._exit(0)
    except BaseException as error:  # what its message says may be of the page, and no log has that
        _warn(f"A check failed with {type(error).__name__}. {''.join(format_tb(error.__traceback__))}")
        os._exit(1)


def _reply(pipe: Connection, order: Order, watched: Watched, house: House) -> Reply:
    page = sheet(order)
    file = PageFile(order.path, data=page.data)
    try:
        desk = watched.desk(file)
        settings = desk.configs.for_page(file.name).plan.settings
        # An address names no file: the page that is known there may well be this one.
        store = house.store_of(file.path, desk.configs) if house.store_of and order.placed else None
    except UNUSABLE as error:
        return Reply(503, error=f"The config of this page cannot be used. {safe_lines(str(error))}")
    size = len(page.data) - page.start
    if size > settings.page_bytes:
        most = f"{settings.page_bytes:,}"
        return Reply(413, error=f"`html` has {size:,} bytes, more than the {most} that are read. If it is a page, raise page-bytes.")
    pipe.send(Begun(settings.page_seconds))
    (result,) = (result for result in desk.check([file], How(0, store, keep=False, warn=_warn)).results if result.page)
    return Reply(200, answer(noticed(result, order), page, house.gate))


def _warn(message: str) -> None:
    print(safe_lines(message), file=sys.stderr, flush=True)
