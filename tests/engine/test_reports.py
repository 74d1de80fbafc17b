"""What reports print: places that line up, text that is safe, a document that fits its schema."""

import json as stdlib_json
import re

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from bylint import Edit, Fix, Problem, Related, Span, rule
from bylint.check import Plan, RuleSetting, check, failure
from bylint.problem import Severity
from bylint.reports import Look
from bylint.reports.json import json
from bylint.reports.layout import wrap
from bylint.reports.text import text
from bylint.result import Cause, Results
from bylint.safe import safe
from bylint_schemas import schema

WIDE = Look(100)


@rule("house/word", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word of the tests."""
    for found in re.finditer("WORD|広告|cafe\u0301|<div>.*?</div>", page.source.text, re.S):
        yield Problem(
            Span(*found.span()),
            f"Here stands {found[0]!r}. Take it out.",
            fix=Fix((Edit(Span(*found.span()), "\ud800"),)),
            related=(Related(Span(0, 3), "the page begins here"),),
        )


def result(page, path="a.html", severity=Severity.ERROR):
    return check(path, page.encode("utf-8", "surrogatepass"), Plan((RuleSetting("house/word", severity),)), {"house/word": word})


def report(*results, look=WIDE):
    return "".join(text(Results(results), look))


def shown(page, look=WIDE):
    """The source line of the first finding, and the carets below it."""
    lines = report(result(page), look=look).split("\n")
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("| ") and "^" in line)
    assert all(cell_len(line) <= look.width for line in lines[: at + 1])
    return lines[at - 1], lines[at]


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>WORD</p>", "WORD"),
        ("<p>日本語の WORD です</p>", "WORD"),
        ("<p>日本語の広告です</p>", "広告"),
        ("<p>नमस्ते e\u0301te\u0301 WORD</p>", "WORD"),
        ("<p>Le cafe\u0301 noir</p>", "cafe\u0301"),
        ("\t\t<p>\tx\tWORD</p>", "WORD"),
        ("<p>\x1b[31m\u202e WORD</p>", "WORD"),
        ("<p>" + "広 text " * 50 + "WORD" + " text 広" * 50 + "</p>", "WORD"),
    ],
)
@pytest.mark.parametrize("width", [40, 100])
def test_carets_stand_below_what_they_mark(page, marked, width):
    line, carets = shown(page, Look(width))
    before = carets.index("^")
    assert carets.count("^") == cell_len(marked)
    start = next(at for at in range(len(line) + 1) if cell_len(line[:at]) == before and line[at:].startswith(marked))
    assert line[start:].startswith(marked)


def test_a_range_of_several_lines_says_where_it_ends():
    line, carets = shown("<div>one\ntwo\nthree</div>")
    assert line.endswith("| <div>one")
    assert carets.endswith("^^^^^^^^ … to line 3")


def test_a_finding_on_the_whole_page_has_nothing_to_mark():
    assert "^" not in report(failure("a.html", "page/empty", "The file is empty."))


def test_nothing_of_a_page_or_path_reaches_the_terminal_raw():
    page = "<p>\x1b]0;owned\x07\x9b31m \u202eWORD\u2066\u200f</p>\x00\x7f\u2028"
    printed = report(result(page, "\x1b[2J\ud800.html"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", printed)
    assert printed.startswith("\ufffd[2J\ufffd.html\n")


def test_what_is_safe_keeps_its_length():
    assert safe("a\x1b[0m\u202e\tb\ud83d") == "a\ufffd[0m\ufffd\ufffdb\ufffd"
    assert safe("Łódź 東京 नमस्ते 👩‍👧") == "Łódź 東京 नमस्ते 👩‍👧"


def test_totals():
    broken = failure("c.html", "page/unreadable", "It cannot be read.", complete=False)
    last = report(result("<p>WORD WORD"), result("<p>"), result("<p>WORD", severity=Severity.WARNING), broken).split("\n\n")[-1]
    assert last.splitlines() == [
        "Checked 4 pages: 3 errors, 1 warning, 0 infos. 1 page is clean.",
        "1 page could not be checked wholly; the findings above say why.",
        "3 findings can be fixed with --fix.",
        "`bylint explain RULE` tells more of a rule, for example: bylint explain house/word",
    ]
    assert report(result("<p>")) == "Checked 1 page: 0 errors, 0 warnings, 0 infos. 1 page is clean.\n"


def test_colours_only_where_they_are_wanted():
    assert "\x1b[" not in report(result("<p>WORD"))
    assert re.sub("\x1b\\[[0-9]*m", "", report(result("<p>WORD"), look=Look(100, True))) == report(result("<p>WORD"))


def test_lines_are_broken_by_their_cells():
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("広告広告広告 x", 5) == ["広告", "広告", "広告", "x"]


def test_json_fits_its_schema_and_loses_nothing():
    broken = failure("dir/\udcff.html", "page/unreadable", "It cannot be read.", complete=False)
    written = "".join(json(Results([result("<p>WORD\n<p>広告"), result("<p>", "b.html"), broken]), WIDE))
    assert written.isascii()
    assert written.endswith("}\n")
    document = stdlib_json.loads(written)
    Draft202012Validator.check_schema(schema("report"))
    Draft202012Validator(schema("report")).validate(document)
    assert [(page["path"], len(page["findings"])) for page in document["files"]] == [("a.html", 2), ("b.html", 0), ("dir/\udcff.html", 1)]
    assert document["summary"] == {"files": 3, "errors": 3, "warnings": 0, "infos": 0, "suppressed": 0, "baselined": 0, "fixable": 2, "unsafelyFixable": 0}
    second = document["files"][0]["findings"][1]
    place = {key: second[key] for key in ("line", "column", "endLine", "endColumn", "startByte", "endByte")}
    assert place == {"line": 2, "column": 4, "endLine": 2, "endColumn": 6, "startByte": 11, "endByte": 17}
    assert second["fix"] == {"safety": "safe", "edits": [{"startByte": 11, "endByte": 17, "text": "\ud800"}]}
    assert second["related"][0]["endByte"] == 3
    assert "fix" not in document["files"][2]["findings"][0]


def test_json_of_no_pages_is_a_document():
    assert stdlib_json.loads("".join(json(Results([]), WIDE)))["files"] == []


@pytest.mark.parametrize("reporter", [text, json])
def test_reports_hold_one_page_at_a_time(reporter):
    asked = []

    def results():
        for number in range(3):
            asked.append(number)
            yield result("<p>WORD", f"{number}.html")

    for part in reporter(Results(results()), WIDE):
        if "1.html" in part:
            assert asked == [0, 1]
            break
    else:
        pytest.fail("no part for the second page")


SAME = Cause(3, 4, ("a.html", "b.html", "c.html"))


def alike(path):
    """A page with the finding that two others have too."""
    return result("<p>WORD", path)


def test_findings_of_one_cause_are_shown_once_with_the_pages_that_have_it():
    pages = [alike("a.html"), alike("b.html"), alike("c.html")]
    shared = {pages[0].findings[0].cause: SAME}
    once = "".join(text(Results(pages, shared), WIDE))
    assert once.count("house/word") == 2  # the second time as an example of `explain`
    assert "= same on 2 other pages, 4 times in all: b.html, c.html" in once
    assert "3 errors" in once
    assert "2 more findings of the causes above" in once
    every = "".join(text(Results(pages, shared), WIDE._replace(every=True)))
    assert [f"{name}.html" in every for name in "abc"] == [True] * 3
    assert "= same" not in every


def test_json_knows_each_finding_and_what_they_have_in_common():
    pages = [alike("a.html"), alike("b.html"), alike("c.html")]
    told = stdlib_json.loads("".join(json(Results(pages, {pages[0].findings[0].cause: SAME}), WIDE)))
    Draft202012Validator(schema("report")).validate(told)
    assert [len(file["findings"]) for file in told["files"]] == [1, 1, 1]
    (cause,) = told["causes"]
    assert (cause["rule"], cause["pages"], cause["examples"]) == ("house/word", 3, ["a.html", "b.html", "c.html"])
    assert {finding["cause"] for file in told["files"] for finding in file["findings"]} == {cause["cause"]}


def test_a_run_that_was_interrupted_says_so():
    assert "interrupted" in "".join(text(Results([alike("a.html")], interrupted=True), WIDE))
