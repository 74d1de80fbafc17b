"""What rules say becomes findings; what rules do wrong is reported and stops no other rule."""

import pickle

import pytest

from bylint import Edit, Fix, Page, Problem, Related, rule
from bylint.check import Plan, RuleSetting, check
from bylint.problem import Severity
from bylint.settings import Settings
from bylint.source import Source
from bylint.span import Span


@rule("test/word", bad=("<p>bad</p>",), good=("<p>fine</p>",))
def word(page):
    """Finds every “bad” in the source."""
    at = page.source.text.find("bad")
    while at >= 0:
        yield Problem(Span(at, at + 3), "“bad” is bad", Fix((Edit(Span(at, at + 3), "good"),)), (Related(Span(0, 1), "begins here"),))
        at = page.source.text.find("bad", at + 3)


def declared(give):
    @rule("test/faulty", bad=("x",), good=("y",))
    def faulty(page):
        """Does something wrong."""
        return give(page)

    return faulty


def run(text, *rules, severity=Severity.WARNING):
    plan = Plan(tuple(RuleSetting(one.id, severity) for one in rules))
    return check("page.html", text.encode() if isinstance(text, str) else text, plan, {one.id: one for one in rules})


def raising(page):
    yield Problem(Span(0, 1), "half of what it has to say")
    raise ZeroDivisionError("by \x1b[31mzero")


FAULTS = {
    "raises": (raising, "ZeroDivisionError"),
    "recurs": (lambda page: (lambda self: self(self))(lambda self: self(self)), "RecursionError"),
    "exits": (lambda page: exit("for good"), "SystemExit"),
    "gives nothing": (lambda page: None, "TypeError"),
    "gives strings": (lambda page: ["a problem"], "yields str instead of Problem"),
    "gives spans": (lambda page: [Span(0, 1)], "yields Span instead of Problem"),
    "points behind the page": (lambda page: [Problem(Span(0, 1000), "x")], "from character 0 to 1000, outside the page"),
    "points before the page": (lambda page: [Problem(Span(-2, -1), "x")], "outside the page"),
    "points backwards": (lambda page: [Problem(Span(2, 1), "x")], "outside the page"),
    "edits behind the page": (lambda page: [Problem(Span(0, 1), "x", Fix((Edit(Span(0, 1000)),)))], "outside the page"),
    "says a number": (lambda page: [Problem(Span(0, 1), 404)], "with int in place of text"),
    "says nothing": (lambda page: [Problem(Span(0, 1), None)], "with NoneType in place of text"),
    "relates a span": (lambda page: [Problem(Span(0, 1), "x", None, (Related(Span(0, 1), Span(0, 1)),))], "with Span in place of text"),
    "writes bytes": (lambda page: [Problem(Span(0, 1), "x", Fix((Edit(Span(0, 1), b"y"),)))], "with bytes in place of text"),
    "relates to nowhere": (lambda page: [Problem(Span(0, 1), "x", None, (Related(Span(9, 1000), "y"),))], "outside the page"),
}


@pytest.mark.parametrize(("give", "said"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_rule_is_named_and_the_others_run(give, said):
    result = run("<p>bad</p>", declared(give), word)
    assert not result.complete
    assert [found.rule for found in result.findings] == ["page/rule-crashed", "test/word"]
    crash = result.findings[0]
    assert "test/faulty" in crash.message and said in crash.message
    assert crash.severity is Severity.ERROR
    pickle.dumps(result)


def test_a_finding_has_all_that_a_report_needs():
    (found,) = run("\ufeff<p>ä\r\n bad</p>", word).findings
    assert (found.rule, found.severity, found.path, found.message) == ("test/word", Severity.WARNING, "page.html", "“bad” is bad")
    assert found.place == (11, 14, 2, 2, 2, 5, 2, 5)
    assert found.excerpt.text == " bad</p>" and found.excerpt.text[found.excerpt.start : found.excerpt.end] == "bad"
    assert found.fix is not None and (found.fix.edits[0].start_byte, found.fix.edits[0].end_byte) == (11, 14)
    assert found.related[0].place.start_byte == 3


def test_findings_stand_in_the_order_of_their_places():
    @rule("test/whole", bad=("x",), good=("y",))
    def whole(page):
        """The page backwards."""
        for element in reversed(list(page.root.iter("p"))):
            yield Problem(page.span_of(element), "p")

    found = run("<p>bad</p><p>bad</p><p>bad</p>", whole, word).findings
    assert [one.place.start_byte for one in found] == [0, 3, 10, 13, 20, 23]


def test_a_fingerprint_outlives_what_moves_it_and_tells_equals_apart():
    def prints(text):
        return [found.fingerprint for found in run(text, word).findings]

    before = prints("<div class=story><p>bad</p><p>bad</p></div>")
    assert len(set(before)) == 2
    assert prints("<p>New words above.</p>\n\n<div class='story late'><p>bad</p>\n<p>bad</p></div>") == before
    assert prints("<aside><p>bad</p></aside>")[0] not in before


def test_an_excerpt_of_a_minified_page_is_cut_around_the_mark():
    excerpt = run("<p>" + "x" * 5000 + " bad " + "y" * 5000, word).findings[0].excerpt
    assert excerpt.text == "…" + "x" * 59 + " bad " + "y" * 59 + "…"
    assert excerpt.text[excerpt.start : excerpt.end] == "bad"


def test_an_excerpt_of_many_lines_shows_the_first():
    @rule("test/lines", bad=("x",), good=("y",))
    def lines(page):
        """A paragraph of several lines."""
        yield Problem(page.span_of(page.select("p")[0]), "long")

    excerpt = run("<h1>a</h1>\r\n  <p>one\r\ntwo</p>", lines).findings[0].excerpt
    assert (excerpt.line, excerpt.text, excerpt.start, excerpt.end) == (2, "  <p>one", 2, 8)


def test_elements_are_selected_by_css():
    from cssselect import SelectorError

    page = Page(Source.read("page.html", b"<div class='entry x'><p>a</p></div><p>b</p>"))
    assert [p.text for p in page.select("div.entry > p")] == ["a"]
    assert [p.text for p in page.select("p, h1")] == ["a", "b"]
    assert page.select("table") == []
    with pytest.raises(SelectorError):
        page.select("div[")


@pytest.mark.parametrize(("story", "text", "told"), [
    ("div.entry", "<!doctype html><div class=entry><p>A story.</p></div>", []),
    ("div.entry", "<!doctype html><div class=post><p>A story.</p></div>", ["page/story-not-found"]),
    ("div.entry", "<p>The text of a field, with no page around it.</p>", []),
])
def test_a_selector_that_finds_no_story_is_told(story, text, told):
    plan = Plan((RuleSetting(word.id, Severity.WARNING),), Settings(story=story))
    result = check("page.html", text.encode(), plan, {word.id: word})
    assert [found.rule for found in result.findings] == told
    assert result.complete
