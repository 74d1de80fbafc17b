"""Problems that point into another file and show a difference, on their way to a report."""

import pytest

from bylint import Piece, Problem, Related, Span, rule
from bylint.check import Plan, RuleSetting, check
from bylint.packed import opened, pack
from bylint.problem import Compared, Severity
from bylint.source import Source

THERE = Source.read("theirs.html", "<p>é\n<p>six weeks".encode("utf-16"))
DIFFERENCE = (Piece("same", "of"), Piece("removed", " six"), Piece("added", " seven"))


def checked(*problems):
    @rule("house/changed", severity="warning", bad=("<p>",), good=("<p>",))
    def changed(page):
        """A text was changed.

        Put it back.
        """
        yield from problems

    return check("a.html", b"<p>of seven weeks", Plan((RuleSetting("house/changed", Severity.WARNING),)), {"house/changed": changed})


def problem(start=7, end=10, difference=DIFFERENCE, document=THERE):
    return Problem(Span(6, 11), "Changed.", related=(Related(Span(start, end), "there", document), Related(Span(0, 3), "here")), difference=difference)


def test_a_place_in_another_file_counts_that_files_bytes_and_lines():
    (finding,) = checked(problem(8, 11)).findings
    there, here = finding.related
    assert (there.path, here.path) == ("theirs.html", "")
    assert (there.place.line, there.place.column) == (2, 4)
    assert THERE.data[there.place.start_byte : there.place.end_byte].decode("utf-16-le") == "six"
    assert (here.place.start_byte, here.place.end_byte) == (0, 3)


def test_what_is_kept_of_a_page_has_the_difference_and_what_it_was_compared_with():
    compared = Compared("theirs.html", "https://wire.example/f", "Ferry", "2026-03-04", "", 9, 8, 0.5, True, ("dates",), ("house/changed",))
    result = checked(problem())._replace(compared=compared)
    assert opened("a.html", pack(result).findings)[::3] == (result.findings, compared)
    without = result._replace(findings=(), directives=(), digest="")
    assert opened("a.html", pack(without).findings).compared == compared


@pytest.mark.parametrize(
    ("told", "said"),
    [(problem(0, 99), "outside theirs.html"), (problem(difference=(Piece("added", None),)), "in place of text")],
)
def test_a_rule_that_says_nonsense_of_another_file_is_told_to_have_crashed(told, said):
    result = checked(told)
    assert not result.complete
    assert said in result.findings[0].message


def test_two_changes_of_one_place_are_two_findings_whose_names_stay():
    other = (Piece("removed", " five"), Piece("added", " seven"))
    first, second = checked(problem(), problem(difference=other)).findings
    assert first.fingerprint != second.fingerprint
    assert first.cause != second.cause
    assert {one.fingerprint for one in checked(problem(difference=other), problem()).findings} == {first.fingerprint, second.fingerprint}
