"""`bylint compare` as people type it."""

import json

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from bylint_schemas import schema

FIRST = "The harbour office said on Tuesday that the ferry to the islands will sail again after six weeks of repairs in the yard."
SECOND = "Tickets cost the same as before, and the small boats that had taken its place go back to fishing off the coast."
OTHER = "Wheat closed higher on the market of Northisle on Friday, as traders feared a dry summer and bought what was left of it."
PAGE = "<!doctype html><html lang=en><head><title>{0}</title></head><body><article><h1>{0}</h1><p class=byline>By Ada Quay, Island Wire</p>\n<p>{1}</p>\n<p>{2}</p>\n<p>Source: <a href=https://wire.example/ferry>Island Wire</a></p></article></body></html>"


@pytest.fixture
def files(tmp_path):
    def written(original, copy):
        (tmp_path / "theirs.html").write_text(original, encoding="utf-8")
        (tmp_path / "ours.html").write_text(copy, encoding="utf-8")
        return tmp_path

    return written


@pytest.fixture
def changed(files):
    return files(PAGE.format("Ferry sails again", FIRST, SECOND), PAGE.format("Ferry sails again", FIRST.replace("six", "seven"), SECOND))


def test_a_faithful_copy(files, command):
    folder = files(PAGE.format("Ferry sails again", FIRST, SECOND), PAGE.format("Ferry sails again", FIRST, SECOND))
    done = command("compare", "theirs.html", "ours.html", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ours.html has 100% of the text of theirs.html" in done.stdout


def test_a_change_is_shown_with_signs_where_there_are_no_colours(changed, command):
    done = command("compare", "theirs.html", "ours.html", cwd=changed)
    assert done.returncode == 0, "a warning"
    assert "[-six-] {+seven+} weeks" in done.stdout
    assert "\x1b" not in done.stdout
    assert "theirs.html:2:" in done.stdout, "the place in the original"
    assert command("compare", "theirs.html", "ours.html", "--fail-on", "warning", cwd=changed).returncode == 1


def test_the_json_fits_its_schema_and_has_places_in_both_files(changed, command):
    report = json.loads(command("compare", "theirs.html", "ours.html", "--format", "json", cwd=changed).stdout)
    Draft202012Validator(schema("report")).validate(report)
    (file,) = report["files"]
    (finding,) = file["findings"]
    assert [(piece["kind"], piece["text"]) for piece in finding["difference"]][1:3] == [("removed", " six"), ("added", " seven")]
    (related,) = finding["related"]
    assert related["path"] == "theirs.html"
    assert (changed / "theirs.html").read_bytes()[related["startByte"] : related["endByte"]] == b"six"
    assert (changed / "ours.html").read_bytes()[finding["startByte"] : finding["endByte"]] == b"seven"
    assert (file["original"]["path"], file["original"]["oneStory"]) == ("theirs.html", True)
    assert 0.9 < file["original"]["carried"] < 1


def test_each_line_of_jsonl_fits_its_schema(changed, command):
    lines = command("compare", "theirs.html", "ours.html", "--format", "jsonl", cwd=changed).stdout.splitlines()
    report = Resource.from_contents(schema("report"))
    registry = Registry().with_resources([("report.schema.json", report), (report.id() or "report", report)])
    for line in lines:
        Draft202012Validator(schema("report_line"), registry=registry).validate(json.loads(line))
    assert json.loads(lines[0])["difference"]


def test_sarif_names_the_other_file(changed, command):
    report = json.loads(command("compare", "theirs.html", "ours.html", "--format", "sarif", cwd=changed).stdout)
    (result,) = report["runs"][0]["results"]
    locations = [one["physicalLocation"]["artifactLocation"]["uri"] for one in (*result["locations"], *result["relatedLocations"])]
    assert locations == ["ours.html", "theirs.html"]


def test_reports_are_written_to_files(changed, command):
    done = command("compare", "theirs.html", "ours.html", "--report", "html=r.html", "--report", "json=r.json", "--format", "concise", cwd=changed)
    assert done.returncode == 0
    written = (changed / "r.html").read_text(encoding="utf-8")
    assert "<del>six</del>" in written
    assert "<ins>seven</ins>" in written
    assert "theirs.html, line 2" in written.replace("<bdi>", "").replace("</bdi>", "")
    assert json.loads((changed / "r.json").read_text())["files"]


@pytest.mark.parametrize("words", [("theirs.html", "r.html"), ("r.html", "ours.html"), ("theirs.html", "link.html")])
def test_no_report_is_written_over_what_is_compared(changed, command, words):
    assert command("compare", "theirs.html", "ours.html", "--report", "html=r.html", cwd=changed).returncode == 0
    written = (changed / "r.html").read_bytes()
    (changed / "link.html").symlink_to("r.html")
    done = command("compare", *words, "--report", "html=r.html", cwd=changed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "The report r.html would be written over a page that is to be read." in done.stderr
    assert (changed / "r.html").read_bytes() == written
    assert command("compare", "theirs.html", "ours.html", "--report", "html=r.html", cwd=changed).returncode == 0


def test_a_copy_on_standard_input_and_a_fragment(changed, command):
    import subprocess
    import sys
    from pathlib import Path

    fragment = f"<p>{FIRST.replace('six', 'seven')}</p><p>{SECOND}</p>"
    bylint = Path(sys.executable).parent / "bylint"
    done = subprocess.run([bylint, "compare", "theirs.html", "-"], cwd=changed, input=fragment, capture_output=True, text=True, timeout=60)
    assert "{+seven+}" in done.stdout, done.stderr


def test_only_what_is_owed_is_looked_at_unless_rules_are_named(files, command):
    copy = PAGE.format("Ferry sails again", FIRST, SECOND).replace("<p>Tickets", "<p>ADVERTISEMENT</p><p>Tickets")
    folder = files(PAGE.format("Ferry sails again", FIRST, SECOND), copy)
    assert "ads/label-left" not in command("compare", "theirs.html", "ours.html", cwd=folder).stdout
    assert "ads/label-left" in command("compare", "theirs.html", "ours.html", "--select", "ads", cwd=folder).stdout


def test_the_config_counts(changed, command):
    (changed / "bylint.toml").write_text('[rules]\n"fidelity/text-changed" = "error"\n')
    assert command("compare", "theirs.html", "ours.html", cwd=changed).returncode == 1
    assert command("compare", "theirs.html", "ours.html", "--isolated", cwd=changed).returncode == 0
    (changed / "bylint.toml").write_text('[rules]\n"fidelity/text-changed" = { allow = ["nonsense"] }\n')
    done = command("compare", "theirs.html", "ours.html", cwd=changed)
    assert (done.returncode, "allow" in done.stderr) == (2, True)


def test_another_story_is_said_to_be_one(files, command):
    folder = files(PAGE.format("Ferry sails again", FIRST, SECOND), PAGE.format("Wheat is dear", OTHER, OTHER))
    done = command("compare", "theirs.html", "ours.html", cwd=folder)
    assert done.returncode == 2
    assert "does not look like the story of theirs.html" in done.stderr
    assert "%" in done.stderr


@pytest.mark.parametrize(
    ("original", "said"),
    [
        (None, "cannot be read"),
        (b"", "nothing to compare with"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not text"),
        (b"<nav><a href=/>Home</a></nav>", "No story was found"),
        (b"<p>" + b"x " * (9 << 20), "page-bytes"),
    ],
)
def test_an_original_that_is_none(changed, command, original, said):
    if original is None:
        (changed / "theirs.html").unlink()
    else:
        (changed / "theirs.html").write_bytes(original)
    done = command("compare", "theirs.html", "ours.html", cwd=changed)
    assert done.returncode == 2
    assert said in done.stderr
    assert "theirs.html" in done.stderr
    assert "Traceback" not in done.stderr


def test_paths_that_are_no_two_files(changed, command):
    for words, said in (
        (("theirs.html", "theirs.html"), "one file"),
        ((".", "ours.html"), "folder"),
        (("theirs.html", "."), "folder"),
        (("-", "ours.html"), "Only the copy"),
        (("theirs.html", "gone.html"), "There is no"),
        (("theirs.html",), "COPY"),
    ):
        done = command("compare", *words, cwd=changed)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_copy_that_is_none(changed, command):
    for data in (b"", b"\x89PNG\r\n\x1a\n" + bytes(200)):
        (changed / "ours.html").write_bytes(data)
        done = command("compare", "theirs.html", "ours.html", cwd=changed)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_text_of_a_page_reaches_no_terminal_as_it_is(files, command):
    folder = files(PAGE.format("Ferry", FIRST, SECOND), PAGE.format("Ferry", FIRST.replace("six", "\x1b[31m\u202esix&#x9b;"), SECOND))
    done = command("compare", "theirs.html", "ours.html", "--report", "html=r.html", cwd=folder)
    assert "\x1b" not in done.stdout + (folder / "r.html").read_text()
    assert "\u202e" not in done.stdout + (folder / "r.html").read_text()


WIRE = """
name = "Island Wire"
kind = "outlet"
hosts = ["wire.example"]

[readings.contract]
url = "https://wire.example/terms"
read = 2025-03-01
confidence = "page"

[[credit-line]]
weight = "must"
reading = "contract"

[[too-long]]
weight = "must"
reading = "contract"
words = 20

[[edits]]
weight = "must"
reading = "contract"
allow = ["{}"]
"""


@pytest.fixture
def agreed(changed, command):
    """Compare the two with a contract that allows one kind of change; the report."""

    def compared(allow, ours=None):
        (changed / "wire.toml").write_text(WIRE.format(allow))
        (changed / "bylint.toml").write_text('originators = ["wire.toml"]\n')
        if ours:
            (changed / "ours.html").write_text(ours, encoding="utf-8")
        return json.loads(command("compare", "theirs.html", "ours.html", "--format", "json", "--report", "html=proof.html", cwd=changed).stdout)["files"][0]

    return compared


def test_a_report_says_what_was_demanded_and_whether_it_was_met(agreed, changed):
    file = agreed("style")
    told = [(demand["state"], demand["text"].partition(",")[0]) for demand in file["original"]["demands"]]
    assert told == [
        ("met", "Island Wire demands a credit that readers see"),
        ("broken", "Island Wire demands the length"),
        ("broken", "Island Wire demands what may be changed"),
    ]
    assert {demand["source"] for demand in file["original"]["demands"]} == {"https://wire.example/terms, read on 2025-03-01"}
    proof = (changed / "proof.html").read_text()
    assert "What was demanded" in proof and "Island Wire demands the length, at most 20 words" in proof


@pytest.mark.parametrize(
    ("allow", "told"),
    [
        ("none", ["fidelity/headline-changed", "fidelity/text-changed", "fidelity/text-missing"]),
        ("all", []),
        ("headline", ["fidelity/text-changed", "fidelity/text-missing"]),
        ("cuts", ["fidelity/headline-changed", "fidelity/text-changed"]),
    ],
)
def test_the_terms_say_which_changes_are_allowed(agreed, allow, told):
    copy = PAGE.format("Boats wait no longer", FIRST.replace("Tuesday", "3 March"), SECOND.partition(", and")[0] + ".")
    file = agreed(allow, copy)
    assert sorted({found["rule"] for found in file["findings"] if found["rule"].startswith("fidelity/")}) == told
    (edits,) = (demand for demand in file["original"]["demands"] if "changed" in demand["text"])
    assert edits["state"] == ("met" if allow == "all" else "broken")


def test_what_goes_with_a_credit_is_no_text_that_was_added(agreed):
    line = "This article was originally published by <a href=https://wire.example/>Island Wire</a>, and is carried here with its leave. Read the original <a href=https://wire.example/ferry>there</a>."
    file = agreed("style", PAGE.format("Ferry sails again", FIRST, f"{SECOND}</p><p>{line}"))
    assert [found["rule"] for found in file["findings"] if found["rule"].startswith("fidelity/")] == []


@pytest.mark.parametrize("text", ["<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>", "<feed xmlns='http://www.w3.org/2005/Atom'/>", '{"uri": "urn:1"}'])
def test_a_feed_is_no_page_to_compare_with(changed, command, text):
    (changed / "feed.xml").write_text(text)
    done = command("compare", "feed.xml", "ours.html", cwd=changed)
    assert done.returncode == 2 and "feed.xml is a feed or a package" in done.stderr
