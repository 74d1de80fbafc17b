"""The report for streams: each line by itself is what its schema says."""

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from bylint_schemas import schema

REPORT = Resource.from_contents(schema("report"))
LINE = Draft202012Validator(schema("report_line"), registry=Registry().with_resource("report.schema.json", REPORT))


def lines(written):
    assert written.isascii()
    read = [json.loads(line) for line in written.splitlines()]
    for line in read:
        LINE.validate(line)
    return read


def test_a_line_is_what_the_json_report_says_of_a_finding_and_its_path(page, write, hostile):
    pages = [page("<p>WORD WORD"), hostile, page("<p>", "c.html")]
    *findings, _ = lines(write("jsonl", pages))
    report = json.loads(write("json", pages))
    assert findings == [{"path": file["path"], **finding} for file in report["files"] for finding in file["findings"]]
    assert (findings[2]["path"], findings[2]["message"]) == (hostile.path, hostile.findings[0].message)


def test_the_last_line_tells_that_the_report_is_whole(page, write):
    pages = [page("<p>WORD"), page("<p>", "b.html")]
    *_, last = lines(write("jsonl", pages))
    assert last["summary"] == json.loads(write("json", pages))["summary"]
    assert [("summary" in line) for line in lines(write("jsonl", []))] == [True]


def test_the_schema_bars_what_it_does_not_name(page, write):
    finding, last = lines(write("jsonl", [page("<p>WORD")]))
    for line in (finding, last):
        with pytest.raises(ValidationError):
            LINE.validate(line | {"other": 1})
    with pytest.raises(ValidationError):
        LINE.validate({key: value for key, value in finding.items() if key != "path"})
