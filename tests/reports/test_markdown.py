"""The summary of a CI job: GitHub's own reader of Markdown finds what was meant in it, and nothing that a page brought along."""

import pytest

from bylint.problem import Severity
from bylint.reports import Look, markdown
from bylint.result import Results
from bylint.safe import flat, safe

MEANT = "h2 h3 p strong code table thead tbody tr th td details summary".split()


@pytest.fixture
def rows(write, read_markdown):
    """The cells of all tables, once nothing was found that a page could have meant."""

    def read(pages, look=Look()):
        written = write("markdown", pages, look)
        assert len(written.encode()) < 1 << 20
        shown = read_markdown(written, MEANT)
        told = [[cell.xpath("string()") for cell in row] for row in shown.iter("tr")]
        assert {len(row) for row in told} <= {5}
        return told

    return read


def test_rules_and_faults_stand_in_tables(page, rows, rules, shared):
    results = shared([page("<p>WORD", name, Severity.WARNING) for name in ("a.html", "b.html")])
    others = [page("<i>WORD", "c.html", Severity.WARNING), page("<main><p>WORD WORD", "d.html")]
    told = rows(Results([*others, *results.pages], results.causes), Look(rules=rules))
    assert told[1] == ["5", "4", "error", "house/word", "A word <b>of the tests</b>."]
    assert [row[:3] for row in told[3:]] == [
        ["error", "d.html 1:10", "1"],
        ["error", "d.html 1:15", "1"],
        ["warning", "a.html 1:4", "2"],
        ["warning", "c.html 1:4", "1"],
    ]
    assert told[3][3:] == ["house/word", "Here stands a word. Take it out."]


def test_nothing_of_a_page_is_active(rows, hostile, monkeypatch):
    monkeypatch.setattr(markdown, "MESSAGE", 1000)
    told = rows([hostile])
    assert told[-1][1] == f"{safe(hostile.path)} 1:4"
    assert told[-1][4] == flat(hostile.findings[0].message)


def test_more_can_be_unfolded_and_all_stays_below_the_limit(page, write, rows):
    (finding,) = page("<p>WORD").findings
    long = finding._replace(path="@" * 1000, message="@" * 1000)
    pages = [page("<p>")._replace(findings=(long._replace(cause=str(number)),)) for number in range(1000)]
    assert 100 < len(rows(pages)) < 520
    assert "<details>" in write("markdown", pages)
    assert "<details>" not in write("markdown", pages[:5])


def test_what_is_missing_is_said_first(page, write):
    written = write("markdown", Results([page("<p>")._replace(complete=False)], interrupted=True))
    assert "interrupted" in written
    assert "1 page could not be checked wholly" in written
