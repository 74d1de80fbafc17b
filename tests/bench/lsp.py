"""What the language server adds to a check, and whether it keeps memory over many edits.

    python tests/bench/lsp.py [--size 200000] [--rounds 40] [--edits 10000]

A page of that many bytes is changed by one character in its middle, again and again, each time waiting for the
diagnostics: once asked for, once told unasked, which has the pause after a change in it. Beside them stands what
the engine takes for the same bytes in this process. Then a small page is edited as often as is said, and the server's
resident memory is shown on the way (Linux only).
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from bylint.desk import Desk
from bylint.how import How
from bylint.inputs import PageFile

STORY = "<p>Number {}: the ferry to the <a href='/islands/{}'>islands</a> sails again from Monday, the “harbour” office said, é 😀.</p>\n"


def page(size: int) -> str:
    """A page of about so many bytes."""
    lines, left, number = [], size, 0
    while left > 0:
        number += 1
        lines.append(STORY.format(number, number))
        left -= len(lines[-1].encode())
    head = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Storm</title></head><body><article><h1>Storm</h1>\n"
    return f"{head}{''.join(lines)}<p>Advertisement</p>\n<p>Goodbye.</p></article></body></html>\n"


def alone(path: Path, text: str, rounds: int) -> list[float]:
    """Seconds that the engine takes for each of some versions of a page."""
    desk, spent = Desk(), []
    for number in range(rounds):
        data = text.replace("Number", f"Number{number}", 1).encode()
        begin = time.perf_counter()
        desk.read([PageFile(str(path))])
        list(desk.check([PageFile(str(path), data=data)], How(jobs=0)).results)
        spent.append(time.perf_counter() - begin)
    return spent


class Editing:
    def __init__(self, path: Path, *, pulls: bool) -> None:
        self.path, self.uri, self.pulls, self.version = path, path.as_uri(), pulls, 1
        self.client = LanguageClient("bench", "1")
        self.told: dict[int, asyncio.Event] = {}

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.told.setdefault(params.version or 0, asyncio.Event()).set()

    async def begin(self, text: str) -> None:
        document = types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities() if self.pulls else None)
        await self.client.start_io(sys.executable, "-m", "bylint", "lsp", cwd=self.path.parent)
        await self.client.initialize_async(types.InitializeParams(types.ClientCapabilities(text_document=document)))
        self.client.initialized(types.InitializedParams())
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(self.uri, "html", 1, text)))
        await self.answer()

    async def edit(self, line: int, character: int, words: str, length: int = 0) -> float:
        """Change the page and wait for its diagnostics; the seconds that took."""
        self.version += 1
        where = types.Range(types.Position(line, character), types.Position(line, character + length))
        begin = time.perf_counter()
        named = types.VersionedTextDocumentIdentifier(version=self.version, uri=self.uri)
        change = types.TextDocumentContentChangePartial(range=where, text=words)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))
        await self.answer()
        return time.perf_counter() - begin

    async def answer(self) -> None:
        if self.pulls:
            await self.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(types.TextDocumentIdentifier(self.uri)))
        else:
            await self.told.setdefault(self.version, asyncio.Event()).wait()
            self.told.pop(self.version)

    def memory(self) -> int:
        """The server's resident memory in KiB."""
        lines = Path(f"/proc/{self.client._server.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    async def end(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


async def latency(path: Path, text: str, rounds: int, *, pulls: bool) -> list[float]:
    editing = Editing(path, pulls=pulls)
    await editing.begin(text)
    middle = text.count("\n") // 2
    spent = [await editing.edit(middle, 3, "x") for _ in range(rounds)]
    await editing.end()
    return spent


async def endurance(path: Path, text: str, edits: int) -> None:
    editing = Editing(path, pulls=True)
    await editing.begin(text)
    for number in range(edits + 1):
        await editing.edit(5, 3, "x" if number % 2 else "", 0 if number % 2 else 1)
        if number % max(1, edits // 10) == 0:
            print(f"{number:>8,} edits  {editing.memory():>9,} KiB", flush=True)
    await editing.end()


def show(words: str, spent: list[float]) -> float:
    ordered = sorted(spent)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    print(f"{words:<34} median {statistics.median(spent):.3f} s   p95 {p95:.3f} s")
    return p95


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--edits", type=int, default=10_000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, text = Path(folder, "page.html"), page(told.size)
        own = show(f"the engine, {len(text.encode()):,} bytes", alone(path, text, told.rounds)[1:])
        for pulls, words in ((True, "the server, asked"), (False, "the server, unasked, with its pause")):
            p95 = show(words, asyncio.run(latency(path, text, told.rounds, pulls=pulls))[1:])
            print(f"{'':<34} {p95 / own:.2f} times the engine's p95")
        asyncio.run(endurance(path, page(3_000), told.edits))


if __name__ == "__main__":
    main()
