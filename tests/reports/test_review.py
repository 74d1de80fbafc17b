"""What reviewdog and GitLab show beside a change, by what they publish of their formats."""

import json
import re

import pytest

from bylint.packed import opened, pack
from bylint.problem import Severity
from bylint.safe import flat


def rdjson(written):
    """The diagnostics: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/jsonschema/DiagnosticResult.json"""
    document = json.loads(written)
    assert written.isascii()
    assert document.keys() == {"source", "diagnostics"}
    assert document["source"] == {"name": "bylint"}
    for told in document["diagnostics"]:
        assert {"message", "location", "severity", "code"} <= told.keys() <= {"message", "location", "severity", "code", "suggestions"}
        assert told["severity"] in {"ERROR", "WARNING", "INFO"}
        assert told["location"].keys() == {"path", "range"}
        assert told["code"].keys() == {"value"}
        suggestions = told.get("suggestions", [])
        assert all(suggestion.keys() == {"range", "text"} for suggestion in suggestions)
        for found in (told["location"]["range"], *(suggestion["range"] for suggestion in suggestions)):
            start, end = (found[key]["line"] for key in ("start", "end"))
            assert 1 <= start <= end
            assert all(found[key]["column"] >= 1 for key in ("start", "end"))
    return document["diagnostics"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_columns_and_suggestions_count_bytes_of_utf_8(page, write, encoding):
    text = "<p>é\n日本 𝄞 WORD."
    (told,) = rdjson(write("rdjson", [page(text, encoding=encoding)]))
    lines = [line.encode() for line in text.split("\n")]
    start, end = (told["location"]["range"][key] for key in ("start", "end"))
    assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == b"WORD"
    (suggestion,) = told["suggestions"]
    start, end = (suggestion["range"][key] for key in ("start", "end"))
    assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == b"WORD."
    assert suggestion["text"] == "x\ny"


def test_a_suggestion_is_the_same_from_what_is_kept_of_a_page(page, write):
    result = page("<p>é\n日本 𝄞 WORD.")
    kept = result._replace(findings=opened(result.path, pack(result).findings).findings)
    assert rdjson(write("rdjson", [kept])) == rdjson(write("rdjson", [result]))


def test_half_of_a_fix_is_no_suggestion(page, write):
    result = page("<p>WORD.")
    (finding,) = result.findings
    twice = finding._replace(fix=finding.fix._replace(edits=finding.fix.edits * 2))
    unplaced = finding._replace(fix=finding.fix._replace(edits=(finding.fix.edits[0]._replace(place=None),)))
    for other in (twice, unplaced, finding._replace(fix=None)):
        (told,) = rdjson(write("rdjson", [result._replace(findings=(other,))]))
        assert "suggestions" not in told


def test_a_comment_on_a_change_has_nothing_active(write, hostile, read_markdown):
    (told,) = rdjson(write("rdjson", [hostile]))
    read_markdown(told["message"], {"p", "code", "strong", "em", "del"})
    words = told["message"].replace("\u200b", "")
    assert words == flat(hostile.findings[0].message)


def test_reviewdog_can_read_a_hostile_page(write, hostile):
    (told,) = rdjson(write("rdjson", [hostile]))
    assert not re.search("[\ud800-\udfff]", told["message"] + told["location"]["path"])
    assert "suggestions" not in told


def gitlab(written):
    """The findings: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    assert written.isascii()
    told = json.loads(written)
    for found in told:
        assert found.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert found["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert found["location"].keys() == {"path", "lines"}
        assert 1 <= found["location"]["lines"]["begin"] <= found["location"]["lines"]["end"]
        assert not found["location"]["path"].startswith("./")
    assert len({found["fingerprint"] for found in told}) == len(told)
    return told


def test_gitlab_knows_each_finding_by_its_fingerprint(page, write):
    pages = [page("<p>WORD WORD\n<div>\n</div>"), page("<p>WORD", "./b.html", Severity.INFO), page("<p>WORD", "c.html", Severity.WARNING)]
    told = gitlab(write("gitlab", pages))
    assert [found["severity"] for found in told] == ["major"] * 3 + ["info", "minor"]
    assert told[2]["location"] == {"path": "a.html", "lines": {"begin": 2, "end": 3}}
    assert told[3]["location"]["path"] == "b.html"


def test_gitlab_can_read_a_hostile_page(write, hostile):
    (told,) = gitlab(write("gitlab", [hostile]))
    assert not re.search("[\0-\x1f\u202e\ud800-\udfff]", told["description"])
