"""Annotations of GitHub Actions, read as its runner reads them."""

import re

from bylint.problem import Severity
from bylint.reports import Look
from bylint.result import Results
from bylint.safe import flat, safe

DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = DATA | {"%3A": ":", "%2C": ","}


def unescaped(text, escapes):
    return re.sub("|".join(escapes), lambda found: escapes[found[0]], text)


def commands(written):
    """(command, properties, message) of each line: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs"""
    for line in re.split(r"\r\n|\r|\n", written.removesuffix("\n")) if written else []:
        command, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        yield command, {key: unescaped(value, PROPERTY) for key, value in pairs.items()}, unescaped(message, DATA)


def test_an_annotation_stands_at_its_place(page, write):
    pages = [page("<p>\n<p>é WORD"), page("<p>WORD", "b.html", Severity.WARNING), page("<p>WORD", "c.html", Severity.INFO)]
    read = list(commands(write("github", pages)))
    assert [command for command, _, _ in read] == ["error", "warning", "notice"]
    place = {"file": "a.html", "line": "2", "endLine": "2", "col": "6", "endColumn": "10", "title": "bylint house/word"}
    assert read[0][1:] == (place, "Here stands a word. Take it out.")


def test_a_range_of_several_lines_has_no_columns(page, write):
    (read,) = commands(write("github", [page("<div>\n\n</div>")]))
    assert (read[1]["line"], read[1]["endLine"]) == ("1", "3")
    assert not {"col", "endColumn"} & read[1].keys()


def test_what_a_page_says_stays_in_its_annotation(write, hostile):
    (read,) = commands(write("github", [hostile]))
    assert read[1]["file"] == safe(hostile.path)
    assert read[2] == flat(hostile.findings[0].message)


def test_no_more_than_are_shown_the_gravest_and_most_common_first(page, write, shared):
    def pages(count, severity):
        return [page(f"<{severity}{number}>WORD", f"{severity}{number}.html", severity) for number in range(count)]

    many = pages(15, Severity.ERROR) + pages(12, Severity.WARNING) + pages(11, Severity.INFO)
    common = page("<main>WORD", "common.html")
    results = Results([*many, common, common._replace(path="other.html")], shared([common, common]).causes)
    read = list(commands(write("github", results)))
    assert [command for command, _, _ in read] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert read[0][1]["file"] == "common.html"
    assert read[0][2].endswith("The same is on 1 other page.")
    assert read[1][1]["file"] == f"{Severity.ERROR}0.html"
    assert read[-1][2].startswith(f"{15 + 12 + 11 + 1 - 29} more findings")


def test_as_many_as_are_shown_need_no_word_on_others(page, write):
    pages = [page(f"<i{number}>WORD", f"{number}.html", Severity.INFO) for number in range(10)]
    assert [read[1].get("file") for read in commands(write("github", pages))] == [f"{number}.html" for number in range(10)]


def test_a_cause_is_told_once_unless_every_finding_is_wanted(page, write, shared):
    results = shared([page("<p>WORD", f"{name}.html") for name in "abc"])
    assert len(list(commands(write("github", results)))) == 1
    assert len(list(commands(write("github", results, Look(every=True))))) == 3


def test_an_interrupted_run_says_so(page, write):
    *_, last = commands(write("github", Results([page("<p>WORD")], interrupted=True)))
    assert "interrupted" in last[2]
