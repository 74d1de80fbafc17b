"""The language server, as an editor meets it."""

import json
import os
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest
from lsprotocol.types import CreateFile, DiagnosticSeverity, Position, PositionEncodingKind, Range, TextEdit
from pygls.uris import to_fs_path

from bylint.lsp.lines import Lines

UTF_8, UTF_16, UTF_32 = PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32
LABEL = "<p>Advertisement</p>"
STORY = "<p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
FIX_ALL = "source.fixAll.bylint"
WORD = '''
from bylint import Problem, Span, rule

@rule("house/word", severity="error", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word that is not ours."""
    import re, time
    print("what a rule prints is no message")
    if "SLOW" in page.source.text:
        time.sleep(30)
    for match in re.finditer("WORD", page.source.text):
        yield Problem(Span(*match.span()), "The word is not ours. Take it out.")

def bylint_rules():
    return [word]
'''
HOUSE = 'plugins = ["house.py"]\n[rules]\n"house/word" = "error"\n'


def at(diagnostics, rule):
    """Where a rule finds something: its only diagnostic's range."""
    (one,) = [each for each in diagnostics if each.code == rule]
    return (one.range.start.line, one.range.start.character, one.range.end.line, one.range.end.character)


def applied(text, action, uri, encoding=UTF_16):
    """A text after the edit of an action."""
    (change,) = [each for each in action.edit.document_changes if not isinstance(each, CreateFile) and each.text_document.uri == uri]
    for edit in sorted(change.edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        text = Lines(text, encoding).changed(edit.range, edit.new_text)
    return text


def by_command(command, path):
    """What the command finds on a page: rule, severity, message and place."""
    (page,) = json.loads(command("check", path, "--format", "json", cwd=path.parent).stdout)["files"]
    return [
        (each["rule"], each["severity"], each["message"], each["line"], each["column"], each["endLine"], each["endColumn"])
        for each in page["findings"]
    ]


def by_server(diagnostics):
    """The same of diagnostics whose characters are code points."""
    names = {DiagnosticSeverity.Error: "error", DiagnosticSeverity.Warning: "warning", DiagnosticSeverity.Information: "info"}
    return [
        (each.code, names[each.severity], each.message, each.range.start.line + 1, each.range.start.character + 1, each.range.end.line + 1, each.range.end.character + 1)
        for each in diagnostics
    ]


@pytest.mark.parametrize("pulls", [True, False])
def test_findings_are_told_on_opening_and_after_changes(editor, tmp_path, pulls):
    editing = editor(pulls=pulls)
    uri = editing.open(tmp_path / "a.html", STORY + LABEL)
    told = editing.pull if pulls else editing.pushed
    assert [(each.code, each.source, each.severity) for each in told(uri)] == [("ads/label-left", "bylint", DiagnosticSeverity.Error)]
    editing.change(uri, (Range(Position(0, len(STORY)), Position(0, len(STORY + LABEL))), ""))
    assert told(uri) == []
    editing.change(uri, (Range(Position(0, 0), Position(0, 0)), LABEL), (Range(Position(0, 0), Position(0, 0)), "\r\n\r"))
    assert at(told(uri), "ads/label-left") == (2, 3, 2, 16)


def test_a_client_that_pulls_is_not_told_twice(editor, tmp_path):
    editing = editor(pulls=True)
    uri = editing.open(tmp_path / "a.html", LABEL)
    editing.change(uri, STORY + LABEL)
    editing.pull(uri)
    time.sleep(0.5)
    editing.pull(uri)
    assert editing.published == {}


def test_only_the_newest_of_many_versions_is_told(editor, tmp_path):
    editing = editor(pulls=False)
    uri = editing.open(tmp_path / "a.html", STORY)
    for _ in range(50):
        editing.change(uri, (Range(Position(0, 0), Position(0, 0)), "<br>\n"))
    editing.change(uri, (Range(Position(50, 0), Position(50, 0)), LABEL))
    assert at(editing.pushed(uri), "ads/label-left") == (50, 3, 50, 16)
    editing.close(uri)
    editing.wait(lambda: editing.published[uri].diagnostics == ())


@pytest.mark.parametrize(("encoding", "units"), [(UTF_8, {"é": 2, "😀": 4, "ש": 2, "\u0301": 2}), (UTF_16, {"😀": 2}), (UTF_32, {})])
def test_columns_are_in_the_encoding_that_was_agreed_on(editor, tmp_path, encoding, units):
    wide = {"\u2028": 3, "\x85": 2, "ל": 2, "ו": 2, "ם": 2} if encoding == UTF_8 else {}
    editing = editor(encoding=encoding)
    uri = editing.open(tmp_path / "a.html", "")
    for newline, before in product(["\n", "\r\n", "\r"], ["é", "😀😀", "e\u0301", "שלום", "\t\t", "\u2028\x0b\x85", ""]):
        editing.change(uri, f"<p>one</p>{newline}<b>{before}</b><p>Advertisement</p>{newline}")
        start = 3 + sum((units | wide).get(each, 1) for each in before) + 4 + 3
        assert at(editing.pull(uri), "ads/label-left") == (1, start, 1, start + 13)


def test_a_byte_order_mark_that_the_editor_shows_is_a_character_of_the_first_line(editor, tmp_path):
    editing = editor()
    uri = editing.open(tmp_path / "a.html", f"\ufeff{LABEL}\n<p>By admin</p>")
    assert at(editing.pull(uri), "ads/label-left") == (0, 4, 0, 17)
    assert at(editing.pull(uri), "attribution/byline-empty") == (1, 3, 1, 11)


@pytest.mark.parametrize("shown", ["cp1251", "latin-1"])
def test_a_page_is_checked_in_the_encoding_that_it_has_on_disk(editor, tmp_path, command, shown):
    page = tmp_path / "a.html"
    page.write_bytes(f'<!doctype html><meta charset="windows-1251"><title>Паром</title><p>Снова ходит</p>{LABEL}'.encode("cp1251"))
    editing = editor(encoding=UTF_32)
    text = page.read_bytes().decode(shown)
    uri = editing.open(page, text)
    assert by_server(editing.pull(uri)) == by_command(command, page)
    editing.change(uri, text.replace("<p>", "<p>€ 😀" if shown == "latin-1" else "<p>№ "))
    codes = {each.code for each in editing.pull(uri)}
    assert ("page/encoding-mismatch" in codes) == (shown == "latin-1")  # it can be written in UTF-8 only


def test_related_places_are_told(editor, tmp_path, command):
    page = tmp_path / "a.html"
    twice = "<p>This very same paragraph stands here twice, letter by letter, and nobody noticed it before it went out to readers.</p>"
    page.write_text(f"<article><h1>Storm</h1>{twice}{STORY}{twice}</article>", encoding="utf-8")
    editing = editor()
    uri = editing.open(page, page.read_text(encoding="utf-8"))
    (one,) = [each for each in editing.pull(uri) if each.code == "boilerplate/repeated-block"]
    (related,) = one.related_information
    assert related.location.uri == uri and related.location.range != one.range and related.message


def test_findings_are_those_of_the_command_with_all_that_applies(editor, tmp_path, command):
    (tmp_path / "bylint.toml").write_text('[rules]\n"ads/label-left" = "info"\n', encoding="utf-8")
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bylint.ignore.toml").write_text('[[ignore]]\nrule = "attribution/byline-empty"\nreason = "a test"\n', encoding="utf-8")
    page = folder / "a.html"
    page.write_text(f"{STORY}<p>By admin</p>{LABEL}<p>Share this:</p><!-- bylint-disable-next ads -->", encoding="utf-8")
    command("baseline", "write", cwd=folder)
    text = page.read_text(encoding="utf-8") + "<p>Sponsored content</p>" + LABEL
    page.write_text(text, encoding="utf-8")
    editing = editor(encoding=UTF_32)
    found = by_server(editing.pull(editing.open(page, text)))
    assert found == by_command(command, page)
    assert ("ads/label-left", "info") in {each[:2] for each in found}


def test_pages_are_compared_with_those_that_are_known_and_nothing_unsaved_is_kept(editor, tmp_path, command):
    same = "<p>" + "The harbour office gave notice that all boats stay in port until the storm has passed over the islands. " * 4 + "</p>"
    for name in "bcd":
        (tmp_path / f"{name}.html").write_text(f"<article><h1>{name}</h1>{same}</article>", encoding="utf-8")
    (tmp_path / "a.html").write_text(f"<article><h1>a</h1>{STORY}</article>", encoding="utf-8")
    command("check", ".", cwd=tmp_path)
    before = command("check", "b.html", "--format", "concise", cwd=tmp_path).stdout
    text = f"<article><h1>a</h1>{same}</article>"
    editing = editor(encoding=UTF_32)
    uri = editing.open(tmp_path / "a.html", text)
    found = by_server(editing.pull(uri))
    assert command("check", "b.html", "--format", "concise", cwd=tmp_path).stdout == before
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert found == by_command(command, tmp_path / "a.html")
    assert "boilerplate/duplicate-story" in {each[0] for each in found}


def test_the_fix_of_a_finding_is_offered_and_mends_that_finding_alone(editor, tmp_path):
    editing = editor()
    text = f"{STORY}\n{LABEL}\n{STORY[:-5]} again.</p>\n<p>Sponsored content</p>\n"
    uri = editing.open(tmp_path / "a.html", text)
    fixes = [each for each in editing.actions(uri, Range(Position(1, 5), Position(1, 5)), ["quickfix"]) if each.title.startswith("Fix")]
    (fix,) = fixes
    assert fix.is_preferred and fix.diagnostics[0].code == "ads/label-left"
    after = applied(text, fix, uri)
    assert "Advertisement" not in after and "Sponsored content" in after
    assert len(fix.edit.document_changes[0].edits) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fix_all_makes_of_a_page_what_the_command_makes_of_it(editor, tmp_path, command, encoding, newline):
    lines = ["<!doctype html>", f'<meta charset="{"windows-1252" if encoding == "cp1252" else "utf-8"}"><title>Fähre</title>', "<article>"]
    text = newline.join([*lines, STORY, LABEL, "<p>é Ã© caf\u00e9</p>", "<ins class=adsbygoogle></ins>", STORY, LABEL, "</article>", ""])
    page = tmp_path / "a.html"
    page.write_bytes(text.encode(encoding))
    editing = editor()
    uri = editing.open(page, text)
    (action,) = editing.actions(uri, Range(Position(0, 0), Position(0, 0)), [FIX_ALL])
    after = applied(text, action, uri)
    command("check", page, "--fix", cwd=tmp_path)
    assert after.encode(encoding) == page.read_bytes() != text.encode(encoding)


SILENCED = [
    f"{STORY}\n  {LABEL}\n{STORY}",
    f"<div>{STORY}some words<p>x</p>Advertisement<p>y</p>{STORY}</div>",
    '<!doctype html>\n<html lang="en">\n<head>\n<title></title>\n<meta property="og:title" content="A">\n<meta property="og:title" content="B">\n</head>\n<body><article><h1>A</h1>' + STORY + "</article></body></html>",
    f'<!doctype html><html><head></head><body><h1>undefined</h1>{STORY}<img src="http://example.com/a.png" alt="[object Object]"></body></html>',
    f"<!doctype html>\r\n<html>\r\n<body>\r\n<article>\r\n{STORY}\r\n<p>By admin</p>\r\n</article>\r\n</body>\r\n</html>\r\n",
]


@pytest.mark.parametrize("text", SILENCED)
def test_silencing_here_silences_the_finding_and_nothing_new_is_found(editor, tmp_path, text):
    (tmp_path / "bylint.toml").write_text('extends = ["bylint:strict"]\n[exceptions]\nreasons = true\n', encoding="utf-8")
    editing = editor()
    uri = editing.open(tmp_path / "a.html", text)
    found = editing.pull(uri)
    offered = 0
    for each in found:
        for action in editing.actions(uri, each.range, ["quickfix"]):
            if action.title.startswith(f"Silence {each.code} here") and action.diagnostics[0] == each:
                offered += 1
                editing.change(uri, applied(text, action, uri))
                told = [(one.code, one.message) for one in editing.pull(uri)]
                had = [(one.code, one.message) for one in found]
                assert told.count((each.code, each.message)) < had.count((each.code, each.message))
                assert set(told) <= set(had)
                editing.change(uri, text)
    assert offered == len(found) > 0


def test_silencing_in_the_ignore_file_makes_or_extends_it(editor, tmp_path, command):
    page, ignore = tmp_path / "ne\"ws" / "a.html", tmp_path / "bylint.ignore.toml"
    (tmp_path / "bylint.toml").write_text("", encoding="utf-8")
    page.parent.mkdir()
    text = f"{STORY}{LABEL}\n<p>By admin</p>"
    page.write_text(text, encoding="utf-8")
    editing = editor()
    uri = editing.open(page, text)
    for line, left in ((0, ["attribution/byline-empty"]), (1, [])):
        actions = editing.actions(uri, Range(Position(line, 0), Position(line, 200)), ["quickfix"])
        (action,) = [each for each in actions if each.title.endswith("in bylint.ignore.toml")]
        target = action.edit.document_changes[-1].text_document.uri
        assert Path(to_fs_path(target)) == ignore
        assert isinstance(action.edit.document_changes[0], CreateFile) == (not ignore.exists())
        ignore.write_text(applied(ignore.read_text(encoding="utf-8") if ignore.exists() else "", action, target), encoding="utf-8")
        assert [each.code for each in editing.pull(uri)] == left == [each[0] for each in by_command(command, page)]


def test_what_bylint_says_of_a_page_itself_is_not_silenced(editor, tmp_path):
    editing = editor()
    uri = editing.open(tmp_path / "a.html", "<!-- bylint-disable -->" + STORY)
    (one,) = editing.pull(uri)
    assert one.code == "exception/malformed" and editing.actions(uri, one.range) == []


def test_hovering_over_a_finding_shows_what_the_rule_is_about(editor, tmp_path):
    editing = editor()
    uri = editing.open(tmp_path / "a.html", STORY + LABEL)
    shown = editing.hover(uri, Position(0, len(STORY) + 5)).contents.value
    assert shown.startswith("**ads/label-left**") and "announces an advertisement" in shown and "```html" in shown
    assert editing.hover(uri, Position(0, 5)) is None


def test_a_change_of_the_config_or_an_ignore_file_is_seen_without_a_word_from_the_client(editor, tmp_path):
    editing = editor()
    uri = editing.open(tmp_path / "a.html", STORY + LABEL)
    assert [each.code for each in editing.pull(uri)] == ["ads/label-left"]
    (tmp_path / "bylint.toml").write_text('[rules]\n"ads/label-left" = "off"\n', encoding="utf-8")
    assert editing.pull(uri) == []
    (tmp_path / "bylint.toml").write_text('[rules]\n"ads/label-left" = "info"\n', encoding="utf-8")
    assert [each.severity for each in editing.pull(uri)] == [DiagnosticSeverity.Information]
    (tmp_path / "bylint.ignore.toml").write_text('[[ignore]]\nrule = "ads"\nreason = "a test"\n', encoding="utf-8")
    assert editing.pull(uri) == []
    (tmp_path / "bylint.ignore.toml").unlink()
    (tmp_path / "bylint.toml").unlink()
    assert [each.severity for each in editing.pull(uri)] == [DiagnosticSeverity.Error]


def test_all_pages_are_told_anew_when_the_client_sees_a_config_change(editor, tmp_path):
    from lsprotocol.types import DidChangeWatchedFilesParams, FileChangeType, FileEvent

    editing = editor(pulls=False)
    pages = [editing.open(tmp_path / name, STORY + LABEL) for name in ("a.html", "b.html")]
    for uri in pages:
        assert len(editing.pushed(uri)) == 1
    editing.wait(lambda: editing.registered)
    config = tmp_path / "bylint.toml"
    config.write_text('[rules]\n"ads/label-left" = "off"\n', encoding="utf-8")
    editing.client.workspace_did_change_watched_files(DidChangeWatchedFilesParams([FileEvent(config.as_uri(), FileChangeType.Created)]))
    editing.wait(lambda: all(editing.published[uri].diagnostics == () for uri in pages))


def test_an_error_in_a_config_is_shown_there_and_what_applied_before_goes_on_to(editor, tmp_path):
    config = tmp_path / "bylint.toml"
    config.write_text('[rules]\n"ads/label-left" = "info"\n', encoding="utf-8")
    editing = editor()
    uri = editing.open(tmp_path / "a.html", STORY + LABEL)
    editing.pull(uri)
    config.write_text('[rules]\n"ads/label-left" = "info"\n"ads/label-lft" = "off"\n', encoding="utf-8")
    assert [each.severity for each in editing.pull(uri)] == [DiagnosticSeverity.Information]
    editing.wait(lambda: config.as_uri() in editing.published)
    (told,) = editing.published[config.as_uri()].diagnostics
    assert told.range.start.line == 2 and "ads/label-left" in told.message
    assert len(editing.messages) == 1
    config.write_text("", encoding="utf-8")
    assert [each.severity for each in editing.pull(uri)] == [DiagnosticSeverity.Error]
    editing.wait(lambda: editing.published[config.as_uri()].diagnostics == ())


def test_a_page_whose_config_never_could_be_used_says_so(editor, tmp_path):
    (tmp_path / "bylint.toml").write_text("[rules\n", encoding="utf-8")
    editing = editor()
    uri = editing.open(tmp_path / "a.html", STORY + LABEL)
    (told,) = editing.pull(uri)
    assert "bylint.toml:1" in told.message and told.code is None
    (tmp_path / "bylint.toml").write_text("", encoding="utf-8")
    assert [each.code for each in editing.pull(uri)] == ["ads/label-left"]


def test_each_folder_of_a_workspace_has_its_own_config(editor, tmp_path):
    editing = editor()
    found = {}
    for severity in ("info", "error"):
        folder = tmp_path / severity
        folder.mkdir()
        (folder / "bylint.toml").write_text(f'[rules]\n"ads/label-left" = "{severity}"\n', encoding="utf-8")
        found[severity] = [each.severity for each in editing.pull(editing.open(folder / "a.html", STORY + LABEL))]
    assert found == {"info": [DiagnosticSeverity.Information], "error": [DiagnosticSeverity.Error]}


def test_code_of_the_workspace_is_not_run_unless_the_user_says_so(editor, tmp_path):
    (tmp_path / "house.py").write_text(f"from pathlib import Path\nPath({str(tmp_path / 'ran')!r}).touch()\n{WORD}", encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(HOUSE, encoding="utf-8")
    text = f"{LABEL}{STORY}<p>WORD</p>\n<!-- bylint-disable-next house/word -->\n<p>WORD</p>{STORY}"
    editing = editor()
    uri = editing.open(tmp_path / "a.html", text)
    assert [each.code for each in editing.pull(uri)] == ["ads/label-left"]
    editing.pull(uri)
    editing.wait(lambda: editing.messages)
    assert len(editing.messages) == 1 and "house.py" in editing.messages[0] and "--trust" in editing.messages[0]
    assert not (tmp_path / "ran").exists()

    trusted = editor("--trust")
    uri = trusted.open(tmp_path / "a.html", text)
    assert [each.code for each in trusted.pull(uri)] == ["ads/label-left", "house/word"]
    assert trusted.messages == []


def test_a_page_that_takes_too_long_says_so_and_keeps_nobody_waiting(editor, tmp_path):
    (tmp_path / "house.py").write_text(WORD, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(HOUSE.replace("[rules]", "[limits]\npage-seconds = 1\n[rules]"), encoding="utf-8")
    editing = editor("--trust", pulls=False)
    slow = editing.open(tmp_path / "slow.html", "<p>SLOW WORD</p>")
    begin = time.monotonic()
    fast = editing.open(tmp_path / "fast.html", "<p>WORD</p>")
    assert [each.code for each in editing.pushed(fast)] == ["house/word"]
    assert time.monotonic() - begin < 1
    assert [each.code for each in editing.pushed(slow)] == ["page/check-failed"]


def test_a_request_that_fails_is_answered_and_the_next_one_too(editor, tmp_path):
    editing = editor()
    uri = editing.open(tmp_path / "a.html", LABEL)
    with pytest.raises(Exception):  # noqa: B017 whatever the client makes of an error
        editing.run(editing.client.protocol.send_request_async("textDocument/hover", {"nonsense": 1}))
    assert [each.code for each in editing.pull(uri)] == ["ads/label-left"]


# No file, or none that any system could have.
HOMELESS = ["untitled:Untitled-1", "git:/news/a.html?HEAD", "file:///news/a%00b.html", "file:///news/\ud800.html", "", f"file:///{'a/' * 3000}a.html"]


@pytest.mark.parametrize("uri", HOMELESS)
def test_a_document_without_a_file_is_checked_too_and_no_ignore_file_is_offered_for_it(editor, uri):
    editing = editor()
    editing.open(uri, STORY + LABEL)
    (found,) = editing.pull(uri)
    assert found.code == "ads/label-left"
    titles = [each.title for each in editing.actions(uri, found.range, ["quickfix"])]
    assert titles == ["Fix ads/label-left", "Silence ads/label-left here, with a reason"]
    assert editing.hover(uri, found.range.start)
    editing.save(uri)
    editing.close(uri)
    assert editing.pull(uri) == []


def test_what_has_not_changed_is_not_told_again(editor, tmp_path):
    editing = editor()
    uri = editing.open(tmp_path / "a.html", STORY + LABEL)
    first = editing.report(uri)
    again = editing.report(uri, first.result_id)
    assert (again.kind, again.result_id) == ("unchanged", first.result_id)
    anew = editor()
    anew.open(tmp_path / "a.html", STORY + LABEL)
    assert anew.report(uri, first.result_id).kind == "full"
    editing.change(uri, f"{STORY}\n{LABEL}")
    moved = editing.report(uri, first.result_id)
    assert moved.kind == "full" and moved.items[0].range.start.line == 1
    (tmp_path / "bylint.toml").write_text('[rules]\n"ads/label-left" = "info"\n', encoding="utf-8")
    assert editing.report(uri, moved.result_id).items[0].severity == DiagnosticSeverity.Information


def test_no_fix_is_offered_that_would_rewrite_half_of_a_character_elsewhere(editor, tmp_path):
    editing = editor()
    uri = editing.open(tmp_path / "a.html", f"<p>half: \ud83d</p>\n{LABEL}")
    (label,) = [each for each in editing.pull(uri) if each.code == "ads/label-left"]
    actions = [*editing.actions(uri, label.range), *editing.actions(uri, label.range, [FIX_ALL])]
    assert [each.title.partition(" ")[0] for each in actions] == ["Silence", "Silence"]
    editing.change(uri, f"<p>whole: 😀</p>\n{LABEL}")
    assert editing.actions(uri, label.range)[0].title == "Fix ads/label-left"


def test_without_its_parts_the_server_says_how_to_get_them(tmp_path):
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "bylint", "lsp"], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 2 and "pip install 'bylint[lsp]'" in done.stderr


def test_many_places_on_one_long_line_are_told_in_time():
    lines = Lines("<p>é😀 sails</p>" * 70_000, UTF_16)
    begin = time.monotonic()
    assert lines.position(lines.offset(Position(0, 500_000))) == Position(0, 500_000)
    assert [lines.position(offset).character for offset in range(0, 1_050_000, 150)] == [*range(0, 1_120_000, 160)]
    assert time.monotonic() - begin < 10


def test_edits_are_small_and_cut_no_newline_in_two():
    old = "a\r\nb\r\nAdvertisement\r\nc\r\n"
    assert Lines(old, UTF_16).edits("a\r\nb\r\nc\r\n") == [TextEdit(Range(Position(2, 0), Position(3, 0)), "")]
