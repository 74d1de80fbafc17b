"""Whatever is done to a document, its diagnostics are what is found on the bytes it has then."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol.types import DiagnosticSeverity, Position, PositionEncodingKind, Range

from bylint.desk import Desk
from bylint.how import How
from bylint.inputs import PageFile
from bylint.problem import Severity

CODECS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2), PositionEncodingKind.Utf32: ("utf-32-le", 4)}
SEVERITIES = {DiagnosticSeverity.Error: Severity.ERROR, DiagnosticSeverity.Warning: Severity.WARNING, DiagnosticSeverity.Information: Severity.INFO}
STORY = "<p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
PIECES = [
    "<p>Advertisement</p>", STORY, "<p>By admin</p>", "<h1>Ã©tÃ© undefined</h1>", '<a href="http://x.example/">Share this</a>',
    '<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body>', "</body></html>", "<!-- bylint-disable-next ads -- why -->",
    '<div data-bylint-ignore="ads">', "</div>", "\r\n", "\r", "\n", "\t", "é", "e\u0301", "😀", "שלום", "\ufeff", "\u2028", "\x0c", "\0", "<", "&amp;amp;",
]  # fmt: skip
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(PIECES) | st.text(max_size=5)), min_size=1, max_size=8)


def position(text, offset, encoding):
    """Where an offset is, worked out anew from the beginning."""
    if text[offset - 1 : offset + 1] == "\r\n":
        offset -= 1
    codec, size = CODECS[encoding]
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Position(len(lines) - 1, len(lines[-1].encode(codec)) // size)


def found(path, text, encoding):
    """What is found on a text's bytes."""
    data = text.encode()
    desk = Desk()
    desk.read([PageFile(path)])
    (result,) = desk.check([PageFile(path, data=data)], How(jobs=0)).results

    def place(byte):
        return position(text, len(data[:byte].decode()), encoding)

    return Counter(
        (each.rule, each.severity, each.message, str(place(each.place.start_byte)), str(place(each.place.end_byte)))
        for each in result.findings
    )


@pytest.mark.parametrize("encoding", [*CODECS])
def test_after_any_changes_diagnostics_are_what_the_engine_finds(editor, tmp_path, encoding):
    editing = editor(encoding=encoding)
    path = Path(tmp_path / "a.html")

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.lists(EDITS, max_size=4))
    def holds(text, batches):
        uri = editing.open(path, text)
        for batch in batches:
            changes = []
            for share, length, words in batch:
                start = int(share * len(text))
                # An editor has no place within a newline.
                start -= text[start - 1 : start + 1] == "\r\n"
                end = min(len(text), start + length)
                end += text[end - 1 : end + 1] == "\r\n"
                changes.append((Range(position(text, start, encoding), position(text, end, encoding)), words))
                text = text[:start] + words + text[end:]
            editing.change(uri, *changes)
        told = Counter(
            (each.code, SEVERITIES[each.severity], each.message, str(each.range.start), str(each.range.end)) for each in editing.pull(uri)
        )
        editing.close(uri)
        assert told == found(str(path), text, encoding)

    holds()
