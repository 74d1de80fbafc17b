"""The server: it keeps the documents that are open, and answers what the editor asks of them."""

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from bylint import __version__
from bylint.check import digest
from bylint.desk import APPLYING
from bylint.lsp.actions import FIX_ALL, KINDS, fix_all, near, quick, wants
from bylint.lsp.desks import Desks, StoreOf
from bylint.lsp.diagnostics import diagnostics, faults
from bylint.lsp.lines import Lines
from bylint.lsp.manual import manual
from bylint.lsp.sheet import Outcome, Sheet, file_of
from bylint.lsp.threads import beside
from bylint.safe import whole

log = logging.getLogger("bylint.lsp")
# Seconds without a change before a page is checked unasked.
PAUSE = 0.1
WATCHED = ("**/*.toml", f"**/{APPLYING[-1]}")


class Protocol(LanguageServerProtocol):
    """Documents are the server's own: pygls ends lines where the protocol does not."""

    _server: "Server"

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._server.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.closed(params.text_document.uri)


class Server(LanguageServer):
    """`desks` check the pages."""

    def __init__(self, desks: Desks) -> None:
        super().__init__("bylint", __version__, protocol_cls=Protocol)
        self.desks = desks
        self.sheets: dict[str, Sheet] = {}
        # Of this server alone: with one that has ended, editors forget its diagnostics and may keep their ids.
        self.mark = uuid4().hex
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._said: set[str] = set()
        self._faulty: set[str] = set()
        self._number = 0

    # What the client can do.

    @property
    def encoding(self) -> types.PositionEncodingKind | str:
        return self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16

    @property
    def pulled(self) -> bool:
        """Whether the client asks for diagnostics itself."""
        document = self.client_capabilities.text_document
        return bool(document and document.diagnostic)

    @property
    def creates(self) -> bool:
        """Whether the client makes files for an edit."""
        edits = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        return bool(edits and types.ResourceOperationKind.Create in (edits.resource_operations or ()))

    @property
    def resolves(self) -> bool:
        """Whether the client asks for the edit of an action when it is chosen."""
        document = self.client_capabilities.text_document
        action = document and document.code_action
        return bool(action and action.resolve_support and "edit" in action.resolve_support.properties)

    @property
    def watches(self) -> bool:
        workspace = self.client_capabilities.workspace
        watched = workspace and workspace.did_change_watched_files
        return bool(watched and watched.dynamic_registration)

    # Documents.

    def opened(self, document: types.TextDocumentItem) -> None:
        file = file_of(document.uri) or (file_of(self.workspace.root_uri or "") or Path.cwd()) / "untitled.html"
        if file.name in APPLYING:
            return
        self.sheets[document.uri] = Sheet(file.as_posix(), Lines(document.text, self.encoding), document.version)
        self.push(document.uri, pause=0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        if not (sheet := self.sheets.get(params.text_document.uri)):
            return
        lines = sheet.lines
        for change in params.content_changes:
            part = isinstance(change, types.TextDocumentContentChangePartial)
            lines = Lines(lines.changed(change.range, change.text) if part else change.text, self.encoding)  # type: ignore[union-attr]
        sheet.lines, sheet.version = lines, params.text_document.version
        self.push(params.text_document.uri)

    def closed(self, uri: str) -> None:
        if task := self._waiting.pop(uri, None):
            task.cancel()
        if self.sheets.pop(uri, None) and not self.pulled:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    # Checking.

    def push(self, uri: str, pause: float = PAUSE) -> None:
        """Have a page's findings told soon, unless the client asks for them itself. A change meanwhile puts it off."""
        if self.pulled:
            return
        if task := self._waiting.get(uri):
            task.cancel()
        self._waiting[uri] = self.task(self._pushed(uri, pause))

    async def _pushed(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        if sheet := self.sheets.get(uri):
            outcome = await self.outcome(sheet)
            if self.sheets.get(uri) is sheet and outcome.lines is sheet.lines:
                told = types.PublishDiagnosticsParams(uri, diagnostics(outcome, uri), sheet.version)
                self.text_document_publish_diagnostics(told)

    async def outcome(self, sheet: Sheet) -> Outcome:
        """What is found on a document now. Where that shows that a config has changed, the other pages are checked again too."""
        outcome = await sheet.outcome(self.desks)
        self._tell_faults()
        if outcome.number != self._number:
            self._number = outcome.number
            self.again(but=sheet)
        return outcome

    def again(self, but: Sheet | None = None) -> None:
        """Check all pages again."""
        workspace = self.client_capabilities.workspace
        if self.pulled and workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
            self.task(self._refreshed())
        for uri, sheet in self.sheets.items():
            if sheet is not but:
                self.push(uri)

    async def _refreshed(self) -> None:
        await self.workspace_diagnostic_refresh_async(None)

    def task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something soon. What goes wrong with it is logged."""
        task = asyncio.ensure_future(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # What the user must know.

    def _tell_faults(self) -> None:
        """Show what is wrong with configs at its place, and take back what is no longer."""
        now = faults([*self.desks.faults.values()])
        for uri in self._faulty | now.keys():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, now.get(uri, [])))
        self._faulty = {*now}
        for fault in [*self.desks.faults.values()]:
            self.say(f"bylint: this cannot be used, and until it can what applied before does. {fault}")
        for pack in self.desks.left_out:
            trust = "To trust the workspace, start the server with `bylint lsp --trust`; in VS Code, there is the setting bylint.trust."
            self.say(f"bylint: {pack} is code and was not run. {trust}")

    def say(self, message: str) -> None:
        """Tell the user something, once."""
        if message not in self._said and len(self._said) < 100:
            self._said.add(message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, whole(message)))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A request is answered with its error; a notification cannot be, and a message for each would be no help."""
        log.error("%s", error)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        log.exception("a task failed")


def made(store_of: StoreOf, *, trust: bool = False) -> Server:
    """A server that answers all it is asked."""
    server = Server(Desks(store_of, trust=trust))

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        if server.watches:
            watchers = [types.FileSystemWatcher(glob) for glob in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("configs", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        server.again()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if sheet := server.sheets.get(params.text_document.uri):
            sheet.saved()
            server.push(params.text_document.uri, pause=0)
        else:
            server.again()  # it may be a config

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, types.DiagnosticOptions(False, False, identifier="bylint"))
    async def pull(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        uri = params.text_document.uri
        sheet = server.sheets.get(uri)
        if not sheet:
            return types.RelatedFullDocumentDiagnosticReport([])
        found = diagnostics(await server.outcome(sheet), uri)
        id = digest(server.mark, *map(repr, found))
        if params.previous_result_id == id:
            return types.RelatedUnchangedDocumentDiagnosticReport(id)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=id)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(list(KINDS), resolve_provider=True))
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri, only = params.text_document.uri, params.context.only
        sheet = server.sheets.get(uri)
        if not sheet:
            return []
        outcome = await server.outcome(sheet)
        version = sheet.version
        actions: list[types.CodeAction] = []
        if wants(only, types.CodeActionKind.QuickFix):
            found = near(outcome, diagnostics(outcome, uri) if outcome.checked else [], params.range)
            work = partial(quick, outcome, server.desks, uri, version, found, creates=server.creates)
            actions += await beside(lambda: list(work()))
        if wants(only, FIX_ALL) and outcome.mendable and any(each.fix and each.fix.safety == "safe" for each in outcome.findings):
            action = types.CodeAction("Fix all that is safe (bylint)", FIX_ALL, data=uri)
            # To mend a page takes as long as several checks: not for every move of the cursor.
            actions += [action] if server.resolves else [await resolve(action)] if only else []
        return actions

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        if isinstance(action.data, str) and action.edit is None and (sheet := server.sheets.get(action.data)):
            outcome = await server.outcome(sheet)
            action.edit = await beside(partial(fix_all, outcome, server.desks, action.data, sheet.version))
        return action

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        sheet = server.sheets.get(params.text_document.uri)
        if not sheet:
            return None
        outcome = await server.outcome(sheet)
        if not (outcome.seat and outcome.checked):
            return None
        found = near(outcome, diagnostics(outcome, params.text_document.uri), types.Range(params.position, params.position))
        rules = outcome.seat.planned.packs.rules
        pages = [page for id in dict.fromkeys(finding.rule for finding, _ in found) if (page := manual(id, rules))]
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, whole("\n\n---\n\n".join(pages)))) if pages else None

    return server


def serve(store_of: StoreOf, stdin: BinaryIO, stdout: BinaryIO, *, trust: bool = False) -> None:
    """Serve one client until it leaves."""
    made(store_of, trust=trust).start_io(stdin, stdout)
