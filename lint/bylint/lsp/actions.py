"""What an editor offers to do about findings: mend one, mend all that is safe, silence one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CreateFile,
    CreateFileOptions,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)
from pygls.uris import from_fs_path

from bylint.lsp.desks import Desks
from bylint.lsp.lines import Lines
from bylint.lsp.mending import all_mended, mended
from bylint.lsp.sheet import Outcome, file_of
from bylint.lsp.silence import can_be, entry, ignore_file, silenced
from bylint.problem import Finding

FIX_ALL = "source.fixAll.bylint"
KINDS = (CodeActionKind.QuickFix, FIX_ALL)
# For how many findings at one place something is offered.
MOST = 8


def wants(only: Sequence[CodeActionKind | str] | None, kind: CodeActionKind | str) -> bool:
    """Whether a client asks for actions of a kind: it names the kind, or one that it is part of, or none."""
    name = kind.value if isinstance(kind, CodeActionKind) else kind
    asked = [each.value if isinstance(each, CodeActionKind) else each for each in only or ()]
    return only is None or any(name == each or name.startswith(f"{each}.") or not each for each in asked)


def near(outcome: Outcome, told: Sequence[Diagnostic], range: Range) -> list[tuple[Finding, Diagnostic]]:
    """The findings that a range meets, each with its diagnostic."""
    first, last = (range.start.line, range.start.character), (range.end.line, range.end.character)
    return [
        (finding, each)
        for finding, each in zip(outcome.findings, told, strict=True)
        if (each.range.start.line, each.range.start.character) <= last and first <= (each.range.end.line, each.range.end.character)
    ][:MOST]


def quick(
    outcome: Outcome, desks: Desks, uri: str, version: int | None, found: Sequence[tuple[Finding, Diagnostic]], *, creates: bool
) -> Iterator[CodeAction]:
    """What can be done about findings, each tried before it is offered. `creates` says whether the editor makes files."""
    for finding, diagnostic in found:
        if finding.fix and (text := mended(outcome, finding)) is not None:
            safe = finding.fix.safety == "safe"
            title = f"Fix {finding.rule}" if safe else f"Fix {finding.rule} (unsafe: look at it afterwards)"
            edit = _edit(uri, version, outcome.lines.edits(text))
            yield CodeAction(title, CodeActionKind.QuickFix, [diagnostic], is_preferred=safe or None, edit=edit)
    for finding, diagnostic in found:
        if can_be(finding):
            if put := silenced(outcome, desks, finding):
                edit = _edit(uri, version, [TextEdit(outcome.lines.range(put[0], put[0]), put[1])])
                yield CodeAction(f"Silence {finding.rule} here, with a reason", CodeActionKind.QuickFix, [diagnostic], edit=edit)
            if file_of(uri) and (beside := _beside(outcome, finding, creates)):
                title = f"Silence {finding.rule} for this page in {ignore_file(outcome).name}"
                yield CodeAction(title, CodeActionKind.QuickFix, [diagnostic], edit=beside)


def fix_all(outcome: Outcome, desks: Desks, uri: str, version: int | None) -> WorkspaceEdit:
    """The edit that makes a page what `bylint check --fix` makes of it."""
    return _edit(uri, version, outcome.lines.edits(all_mended(outcome, desks)))


def _edit(uri: str, version: int | None, edits: Sequence[TextEdit]) -> WorkspaceEdit:
    return WorkspaceEdit(document_changes=[TextDocumentEdit(OptionalVersionedTextDocumentIdentifier(uri, version), list(edits))])


def _beside(outcome: Outcome, finding: Finding, creates: bool) -> WorkspaceEdit | None:
    """The edit that makes or extends the ignore file, None where it cannot be made or read."""
    file: Path = ignore_file(outcome)
    uri = from_fs_path(str(file))
    try:
        there = file.read_text(encoding="utf-8") if file.exists() else None
    except (OSError, UnicodeDecodeError):
        return None
    if uri is None or (there is None and not creates):
        return None
    lines = Lines(there or "", outcome.lines.encoding)
    gap = "" if not lines.text else "\n" if lines.text.endswith("\n") else "\n\n"
    end = len(lines.text)
    added = TextDocumentEdit(
        OptionalVersionedTextDocumentIdentifier(uri), [TextEdit(lines.range(end, end), gap + entry(outcome, finding, file.parent))]
    )
    made = [] if there is not None else [CreateFile(uri, options=CreateFileOptions(ignore_if_exists=True))]
    return WorkspaceEdit(document_changes=[*made, added])
