"""`bylint lsp`: the language server, on standard input and output."""

import logging
import sys
from contextlib import redirect_stdout

import click

from bylint.cli.order import store_of
from bylint.cli.terminal import Stop
from bylint.safe import safe_lines


class _Safe(logging.Formatter):
    """Lines in which nothing from a page moves a cursor."""

    def format(self, record: logging.LogRecord) -> str:
        return safe_lines(super().format(record))


@click.command()
@click.option("--trust", is_flag=True, help="Run the packs too that a workspace's config names by a file. They are code.")
def lsp(trust: bool) -> None:
    """Run the language server, which shows findings in an editor.

    The editor starts it and speaks to it on standard input and output; docs/editors.md tells how.
    """
    try:
        from bylint.lsp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise Stop("The language server needs a part that is not installed. Install it: pip install 'bylint[lsp]'") from error
    handler = logging.StreamHandler()
    handler.setFormatter(_Safe("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    with redirect_stdout(sys.stderr):  # what a rule prints is no message to the editor
        serve(store_of, stdin, stdout, trust=trust)
