"""What the engine makes of problems: stable identities, the order of the page, and no page or rule in the way of another."""

import pickle

import pytest

from bylint import Edit, Fix, Problem, Related, Run, Span, rule
from bylint.check import Plan, RuleSetting, check
from bylint.problem import Severity


@rule("house/marker", bad=["<i>x</i>"], good=["<b>x</b>"])
def marker(page):
    """An i element."""
    for element in page.root.iter("i"):
        span = page.span_of(element)
        yield Problem(span, "An i. Delete it.", Fix((Edit(span),)), (Related(page.span_of(Run(element)), "Its text."),))


@rule("house/crash", bad=["x"], good=["y"])
def crash(page):
    """Fails after its first problem."""
    yield Problem(Span(0, 1), "One. Two.")
    raise KeyError("\ud800 \x1b[31m")


@rule("house/outside", bad=["x"], good=["y"])
def outside(page):
    """Points behind the page."""
    yield Problem(Span(0, 10_000), "One. Two.")


RULES = {each.id: each for each in (marker, crash, outside)}


def found(text, *rules, path="page.html"):
    data = text if isinstance(text, bytes) else text.encode()
    result = check(path, data, Plan(tuple(RuleSetting(id, Severity.WARNING) for id in rules)), RULES)
    return result, [finding for finding in result.findings if finding.rule == "house/marker"]


def test_a_fingerprint_stays_when_text_moves_and_tells_equals_apart():
    _, before = found("<p><i>a</i></p><p><i>a</i></p><p><i>b</i></p>", "house/marker")
    _, after = found("<h1>New</h1>\n\n<p><i>a</i></p><p>New</p><p><i>a</i></p><p><i>b</i></p>", "house/marker")
    assert [finding.fingerprint for finding in before] == [finding.fingerprint for finding in after]
    assert len({finding.fingerprint for finding in before}) == 3
    _, elsewhere = found("<p><i>a</i></p>", "house/marker", path="other.html")
    assert elsewhere[0].fingerprint != before[0].fingerprint


def test_findings_say_bytes_and_columns_of_the_file_in_its_order():
    _, (first, second) = found("\ufeff<p>Fähre\r\n<i>ä</i><i>b</i>".encode(), "house/marker")
    assert (first.place.start_byte, first.place.end_byte) == (14, 23)
    assert (first.place.line, first.place.column, first.place.end_column) == (2, 1, 9)
    assert second.place.start_byte == 23
    assert first.fix.edits[0][:2] == (14, 23)
    assert first.related[0].place.start_byte == 17


def test_an_excerpt_of_a_page_on_one_line_is_cut_around_what_it_marks():
    _, (finding,) = found("<p>" + "word " * 5000 + "<i>x</i>" + " word" * 5000, "house/marker")
    excerpt = finding.excerpt
    assert excerpt.text[excerpt.start : excerpt.end] == "<i>x</i>"
    assert len(excerpt.text) < 300


@pytest.mark.parametrize("bad", ["house/crash", "house/outside"])
def test_a_rule_that_fails_is_named_and_stops_no_other(bad):
    result, markers = found("<i>x</i>", bad, "house/marker")
    assert len(markers) == 1
    (crashed,) = (finding for finding in result.findings if finding.rule == "page/rule-crashed")
    assert bad in crashed.message
    assert not result.complete
    assert not [finding for finding in result.findings if finding.rule == bad], "half of a rule's problems look like all of them"
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize(
    ("data", "notice", "text"),
    [
        ("<meta charset=gb2312><p>Fähre<i>ä</i>".encode(), "page/encoding-mismatch", "ä"),
        ("<p>Fähre fährt über Gewässer für schöne Städte ".encode() + b"\xe4<i>\xc3\xa4</i>", "page/text-lost", "ä"),
        ("<meta charset=windows-1251><p>Паром<i>ы</i>".encode("cp1251"), None, "ы"),
        ("<meta charset=shift_jis><p>表示<i>ソ</i>".encode("cp932"), None, "ソ"),
    ],
)
def test_the_encoding_is_found_and_what_is_wrong_with_it_said(data, notice, text):
    result, (finding,) = found(data, "house/marker")
    assert finding.excerpt.text[finding.excerpt.start : finding.excerpt.end] == f"<i>{text}</i>"
    assert [finding.rule for finding in result.findings if finding.rule.startswith("page/")] == ([notice] if notice else [])
    assert data[finding.place.start_byte : finding.place.end_byte].startswith(b"<i>")
