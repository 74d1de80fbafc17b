"""A client that speaks to the server as an editor does: over the pipes of a process."""

import asyncio
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

UTF_16 = types.PositionEncodingKind.Utf16


class Editor:
    """`pulls` says whether it asks for diagnostics itself."""

    def __init__(self, root, *arguments, encoding=UTF_16, pulls=True):
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("editor", "1")
        self.published, self.messages, self.registered, self.versions = {}, [], [], {}
        client = self.client

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params):
            self.published[params.uri] = params

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def message(params):
            self.messages.append(params.message)

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params):
            self.registered += params.registrations

        edits = types.WorkspaceEditClientCapabilities(document_changes=True, resource_operations=[types.ResourceOperationKind.Create])
        document = types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities() if pulls else None)
        capabilities = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=[encoding]),
            text_document=document,
            workspace=types.WorkspaceClientCapabilities(
                workspace_edit=edits,
                did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
            ),
        )
        self.run(client.start_io(sys.executable, "-m", "bylint", "lsp", *arguments, cwd=root))
        answer = self.run(client.initialize_async(types.InitializeParams(capabilities, root_uri=Path(root).as_uri())))
        assert answer.capabilities.position_encoding == encoding
        client.initialized(types.InitializedParams())

    def run(self, work, seconds=30):
        return self.loop.run_until_complete(asyncio.wait_for(work, seconds))

    def wait(self, condition, seconds=20):
        """Let the server speak until something is so."""

        async def until():
            while not condition():
                await asyncio.sleep(0.01)

        self.run(until(), seconds)

    def open(self, path, text):
        uri = path if isinstance(path, str) else path.as_uri()
        self.versions[uri] = 1
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "html", 1, text)))
        return uri

    def change(self, uri, *changes):
        """Each change is a whole text, or a range and a text."""
        self.versions[uri] += 1
        told = [
            types.TextDocumentContentChangeWholeDocument(each)
            if isinstance(each, str)
            else types.TextDocumentContentChangePartial(range=each[0], text=each[1])
            for each in changes
        ]
        named = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, told))

    def save(self, uri):
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri):
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def pull(self, uri):
        return [*self.report(uri).items]

    def report(self, uri, previous=None):
        """The whole answer, asked for with the id of the one before."""
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=previous)
        return self.run(self.client.text_document_diagnostic_async(params))

    def pushed(self, uri):
        """The diagnostics of the document's newest version, once they come."""
        self.wait(lambda: uri in self.published and self.published[uri].version == self.versions[uri])
        return [*self.published[uri].diagnostics]

    def actions(self, uri, range, only=None):
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), range, types.CodeActionContext([], only))
        return [*(self.run(self.client.text_document_code_action_async(params)) or ())]

    def hover(self, uri, position):
        return self.run(self.client.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), position)))

    def leave(self):
        try:
            self.run(self.client.shutdown_async(None))
            self.client.exit(None)
            self.run(self.client._server.wait(), 10)
            return self.client._server.returncode
        finally:
            self.run(self.client.stop())
            self.loop.close()


@pytest.fixture
def editor(tmp_path):
    """Start a server for the folder of the test."""
    started = []

    def start(*arguments, root=tmp_path, **options):
        started.append(Editor(root, *arguments, **options))
        return started[-1]

    yield start
    for each in started:
        assert each.leave() == 0
