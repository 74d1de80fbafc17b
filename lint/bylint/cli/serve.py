"""`bylint serve`: check pages over HTTP, for a publishing system on the same machine."""

import asyncio
import ipaddress
import logging
import os
import secrets
import signal
import socket
from pathlib import Path
from typing import Any

import click

from bylint.cli.check import RULES, THRESHOLDS, split
from bylint.cli.completion import selected
from bylint.cli.order import cores, store_of
from bylint.cli.terminal import Stop
from bylint.safe import safe_lines

TOKEN = "BYLINT_SERVE_TOKEN"
SHORTEST = 16
# How long checks may go on once the server is told to end, and how long their answers may take then, in seconds.
GRACE, LAST = 5, 2
BACKLOG = 256


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The loopback address to listen on.")
@click.option("--port", default=8427, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 for any that is free.")
@click.option("--token-file", type=click.Path(), metavar="FILE", help=f"Read the token from FILE. [default: ${TOKEN}, or a new one]")
@click.option("--block-on", type=click.Choice([*THRESHOLDS]), default="error", show_default=True, help="Say `block` from this severity on.")
@click.option("--warn-on", type=click.Choice([*THRESHOLDS]), default="warning", show_default=True, help="Say `warn` from this severity on.")
@click.option("--select", multiple=True, metavar=RULES, callback=split, shell_complete=selected, help="Check these rules and no others.")
@click.option("--ignore", multiple=True, metavar=RULES, callback=split, shell_complete=selected, help="Leave these rules out.")
@click.option("--isolated", is_flag=True, help="Ignore every config file, ignore file and baseline.")
@click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="How many processes check pages. [default: one a core]")
def serve(
    host: str,
    port: int,
    token_file: str | None,
    block_on: str,
    warn_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    isolated: bool,
    jobs: int | None,
) -> None:
    """Check pages over HTTP, for a publishing system on the same machine.

    POST /check takes a page or a fragment with its fields, and answers with a verdict and the report. The configs that apply are
    those of the current folder. Ends with Ctrl-C.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise Stop("The server needs packages that are not installed. Install them with: pip install 'bylint[serve]'") from error
    from bylint.serve.answer import Gate
    from bylint.serve.worker import House

    given = _token(token_file)
    listening = _listen(host, port)
    house = House(Gate(THRESHOLDS[block_on], THRESHOLDS[warn_on]), select, ignore, isolated, store_of)
    signal.signal(signal.SIGTERM, _end)
    with listening:
        asyncio.run(_serve(listening, given, house, jobs or cores()))


async def _serve(listening: socket.socket, given: str | None, house: Any, jobs: int) -> None:
    import uvicorn

    from bylint.serve.app import app
    from bylint.serve.crew import Crew, StartError
    from bylint.serve.guard import Guard
    from bylint.serve.patience import Patience

    crew = Crew(house, jobs)

    class Server(uvicorn.Server):
        """Answers all that was asked before it ends."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            asyncio.get_running_loop().call_later(GRACE, crew.give_up)
            await super().shutdown(sockets)

    try:
        try:
            page_bytes = await crew.start()
        except StartError as error:
            raise Stop(error) from error
        host, port = listening.getsockname()[:2]
        named = f"[{host}]" if ":" in host else host
        token = given or secrets.token_urlsafe(32)
        _log()
        click.echo(f"bylint serves http://{named}:{port}/check. Ctrl-C ends it.")
        if not given:
            click.echo(f"Token: {token}")
        config = uvicorn.Config(
            app(crew, house.gate, Guard(token, named, port), page_bytes),
            log_config=None,
            access_log=False,
            lifespan="off",
            http=Patience,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=GRACE + LAST,
        )
        await Server(config).serve(sockets=[listening])
    finally:
        crew.stop()


def _token(file: str | None) -> str | None:
    """The token that was given, None where one is to be made. Never on the command line, which other users of the machine see."""
    if file is not None:
        try:
            token = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise Stop(f"The token cannot be read from {file}: {reason}. Name another file.") from error
    elif (token := os.environ.get(TOKEN, "").strip()) == "":
        return None
    if len(token) < SHORTEST or not token.isascii() or len(token.split()) != 1:
        raise Stop(f"The token must have {SHORTEST} or more characters of ASCII and no spaces. Leave it out to have one made.")
    return token


def _listen(host: str, port: int) -> socket.socket:
    """A socket on a loopback address; others would let the whole network ask."""
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    except ValueError as error:
        raise Stop(f"“{host}” is no address. Give a loopback address: 127.0.0.1 or ::1.") from error
    if not address.is_loopback:
        raise Stop(f"{address} can be reached from other machines, and the server is for this one. Use 127.0.0.1 or ::1.")
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        listening = socket.create_server((str(address), port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise Stop(f"The server cannot listen on {address}, port {port}: {error.strerror}. Choose another with --port.") from error
    # Its connections inherit it: without, each answer waits 40 ms for the client to acknowledge its first packet.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _log() -> None:
    """Have what is logged go to standard error, safe for a terminal."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Safe("%(asctime)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bylint.serve").setLevel(logging.INFO)


class _Safe(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return safe_lines(super().format(record))


def _end(_signal: int, _frame: Any) -> None:
    """End as after Ctrl-C, but without a fault: whoever sends SIGTERM wants an end."""
    raise SystemExit(0)
