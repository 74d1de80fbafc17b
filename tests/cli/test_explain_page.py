"""`bylint explain-page`: what is believed of a page, with the evidence, and each demand with whether it is met."""

import json

import pytest
from jsonschema import Draft202012Validator

from bylint_schemas import schema

CONTRACT = """
name = "The Harbour Gazette"
kind = "outlet"
hosts = ["gazette.example"]
article = "{slug}-{id}"

[readings.terms]
url = "https://gazette.example/republish"
read = 2026-11-29
confidence = "page"

[[credit-line]]
weight = "must"
reading = "terms"

[[pixel]]
weight = "should"
reading = "terms"
urls = ["count.gazette.example/hit/{id}.gif"]

[[expired]]
weight = "must"
reading = "terms"
days = 30
what = "copy"

[[unchecked]]
weight = "request"
reading = "terms"
what = "The desk is told of the copy."
"""
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>\n"
STORY = f"""<!doctype html><html lang=en><head><title>Ferry back</title>
<meta property=og:site_name content='Island Wire'></head><body><article><h1>Ferry back</h1>
<p>By Ada Quay</p>
{3 * PROSE}<p>First published by <a href=https://gazette.example/news/ferry-42>The Harbour Gazette</a> on 3 March 2026.</p>
</article></body></html>
"""


@pytest.fixture
def explain(tmp_path, command):
    (tmp_path / "gazette.toml").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text('extends = ["bylint:recommended"]\noriginators = ["gazette.toml"]\n', encoding="utf-8")
    (tmp_path / "story.html").write_text(STORY, encoding="utf-8")
    return lambda *arguments: command("explain-page", *arguments, cwd=tmp_path)


def beliefs(ended):
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    Draft202012Validator(schema("page")).validate(told)
    return told["beliefs"]


def test_a_page_is_explained_with_its_evidence(explain):
    told = beliefs(explain("story.html", "--format", "json"))
    found = {one["topic"]: one for one in told}
    assert (found["story"]["line"], found["story"]["endLine"]) == (2, 7)
    assert found["language"]["text"] == "en"
    assert found["claims/publisher"]["text"] == "Island Wire"
    assert found["originator"]["text"] == "The Harbour Gazette (outlet)"
    assert {"what": "credit", "text": "The Harbour Gazette", "line": 7, "endLine": 7} in found["originator"]["evidence"]
    assert found["original"]["text"] == "https://gazette.example/news/ferry-42"


def test_each_demand_is_told_with_its_source_and_whether_it_is_met(explain):
    told = {one["topic"]: one for one in beliefs(explain("story.html", "--format", "json")) if one["topic"].startswith("terms/")}
    assert told["terms/credit-line"]["text"] == "met: The Harbour Gazette demands a credit that readers see"
    assert told["terms/credit-line"]["line"] == 7
    assert told["terms/pixel"]["text"].startswith("broken: The Harbour Gazette asks for its counter")
    assert told["terms/expired"]["text"].startswith("broken from 2026-04-03 on: ")
    assert told["terms/unchecked"]["text"] == "cannot be seen here: The Harbour Gazette: The desk is told of the copy."
    assert {one["evidence"][0]["text"] for one in told.values()} == {"https://gazette.example/republish, read on 2026-11-29"}


def test_text_says_the_same_line_by_line(explain):
    shown = explain("story.html").stdout
    assert shown.startswith("story.html, under ")
    assert "\noriginator\n  7       The Harbour Gazette (outlet)\n      7       credit: The Harbour Gazette\n" in shown
    assert "7       terms/credit-line: met:" in shown
    assert max(map(len, shown.splitlines())) <= 120


def test_a_page_that_credits_nobody_has_no_originator(explain, tmp_path):
    (tmp_path / "own.html").write_text(f"<h1>Ferry</h1>{3 * PROSE}", encoding="utf-8")
    found = {one["topic"]: one["text"] for one in beliefs(explain("own.html", "--format", "json"))}
    assert found["originator"] == "none that there is data of"
    assert found["kind of page"].startswith("a part of a page")
    assert not any(topic.startswith("terms/") for topic in found)


ORIGINAL = f"""<!doctype html><html lang=en><head><title>Ferry back</title>
<link rel=canonical href='https://gazette.example/news/ferry-42'></head><body><article><h1>Ferry back</h1>{3 * PROSE}</article></body></html>
"""


def test_the_original_that_a_page_is_compared_with_is_told_and_what_it_is_known_by(explain, tmp_path):
    (tmp_path / "bylint.toml").write_text('extends = ["bylint:recommended"]\noriginals = ["sent/"]\n', encoding="utf-8")
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "ferry.html").write_text(ORIGINAL, encoding="utf-8")
    (told,) = [one for one in beliefs(explain("story.html", "--format", "json")) if one["topic"] == "compared with"]
    assert told["text"].endswith("ferry.html")
    assert {"what": "known by", "text": "the address that its credit leads to"} in told["evidence"]
    assert told["evidence"][-1]["what"] == "text in common"


def test_a_page_that_no_original_is_known_of_is_told_so(explain, tmp_path):
    (tmp_path / "bylint.toml").write_text('extends = ["bylint:recommended"]\noriginals = ["sent/", "gone.xml"]\n', encoding="utf-8")
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "other.html").write_text(ORIGINAL.replace("ferry", "boat").replace("harbour office", "mayor"), encoding="utf-8")
    (tmp_path / "own.html").write_text("<title>Storm</title><h1>Storm</h1><p>The storm came on Monday.</p>", encoding="utf-8")
    ended = explain("own.html", "--format", "json")
    (told,) = [one["text"] for one in beliefs(ended) if one["topic"] == "compared with"]
    assert told.startswith("no original")
    assert "gone.xml" in ended.stderr


def test_nothing_of_a_page_reaches_the_terminal_as_it_is(explain, tmp_path):
    (tmp_path / "bad.html").write_text(STORY.replace("Ada Quay", "Ada\x1b[31m\u202eQuay").replace("The Harbour", "The \x1b]0;Harbour"), encoding="utf-8")
    shown = explain("bad.html").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("path", "words"),
    [("none.html", "There is no “none.html”"), (".", "holds several pages"), ("empty.html", "empty"), ("story.zip", "holds several pages")],
)
def test_what_is_no_page_ends_with_a_reason(explain, tmp_path, path, words):
    (tmp_path / "empty.html").write_text("", encoding="utf-8")
    (tmp_path / "story.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    ended = explain(path)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
