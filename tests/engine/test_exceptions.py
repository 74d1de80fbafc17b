"""Exceptions: what pages and ignore files silence, and what is said of those that silence nothing."""

from datetime import date
from pathlib import Path

import pytest

from bylint import Problem, Span, rule
from bylint.check import Plan, RuleSetting, check
from bylint.config import ConfigError, PagePlan
from bylint.config.ignores import Ignores
from bylint.directives import directives, stripped
from bylint.edits import edited
from bylint.exceptions import Exceptions
from bylint.inputs import Files
from bylint.packed import opened, pack
from bylint.page import Page
from bylint.plugins import Packs
from bylint.problem import Severity
from bylint.settings import ExceptionSettings
from bylint.source import Source


@rule("house/word", bad=("x",), good=("y",))
def word(page):
    """A word of the tests."""
    at = page.source.text.find("WORD")
    while at >= 0:
        yield Problem(Span(at, at + 4), "The word is here. Take it out.")
        at = page.source.text.find("WORD", at + 4)


@rule("house/page", bad=("x",), good=("y",))
def whole(page):
    """A page of the tests."""
    yield Problem(Span(0, 0), "This is a page.")


@rule("other/off", bad=("x",), good=("y",))
def off(page):
    """A rule that is off."""
    yield Problem(Span(0, 0), "Nobody asked.")


RULES = {each.id: each for each in (word, whole, off)}
PLAN = Plan((RuleSetting("house/word", Severity.ERROR), RuleSetting("house/page", Severity.INFO)))


def told(*pages, folder=None, today=date(2026, 6, 1), settings=ExceptionSettings(), whole_folder=True, chosen=False):
    """The results of pages, by path or as texts, behind exceptions."""
    named = [(f"{at}.html", page) if isinstance(page, str) else page for at, page in enumerate(pages)]
    planned = PagePlan(PLAN, Packs(RULES, {}, (), {}), None, settings)
    results = [check(str(folder / name) if folder else name, text.encode(), PLAN, RULES) for name, text in named]
    folders = [str(folder)] if folder and whole_folder else []
    stage = Exceptions(Files(()), lambda path: planned, Ignores() if folder else None, today, folders, chosen=chosen)
    return list(stage(results))


def words(result):
    """The columns of the words that are still told."""
    return [found.place.column for found in result.findings if found.rule == "house/word"]


def said(result):
    return [found.rule for found in result.findings if found.rule.startswith("exception/")]


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>WORD</p><!-- bylint-disable-next house/word -- why --><p>WORD</p><p>WORD</p>", 2),
        ("<p><!-- bylint-disable-next house --> WORD <b>WORD</b></p>", 1),
        ("<!-- bylint-disable-next house/word --><!-- other --><div><p>WORD</p>WORD</div>", 0),
        ("<p>WORD<!--bylint-disable house/word--></p>WORD<p>WORD</p><!-- bylint-enable house/word --><p>WORD</p>", 2),
        ("<!-- bylint-disable house/word, house/page -->WORD<p>WORD", 0),
        ("<!-- bylint-disable house/word --><!-- bylint-disable house/page --><p>WORD</p><!-- bylint-enable --><p>WORD</p>", 1),
        ("<div data-bylint-ignore='house/word -- sold by us'><p>WORD</p></div>WORD", 1),
        ("<div DATA-BYLINT-IGNORE=house><p>WORD</p></div>", 0),
        ("<script>'<!-- bylint-disable house -->'</script><p>WORD</p>", 1),
        ("<p title='<!-- bylint-disable house -->'>WORD</p>", 1),
        ("<p>bylint-disable house/word WORD</p>", 1),
    ],
)
def test_what_a_page_silences(page, left):
    (result,) = told(page)
    assert len(words(result)) == left
    assert len([each for each in result.suppressed if each.finding.rule == "house/word"]) == page.count("WORD") - left
    assert {each.by for each in result.suppressed} <= {"page"}


def test_a_finding_of_the_whole_page_is_silenced_from_anywhere_on_it_but_not_by_a_part():
    assert "house/page" not in [found.rule for found in told("<p>x</p><!-- bylint-disable house/page -->")[0].findings]
    assert "house/page" not in [found.rule for found in told("<html data-bylint-ignore='house/page'><p>x</p>")[0].findings]
    assert "house/page" in [found.rule for found in told("<div data-bylint-ignore='house/page'>x</div>")[0].findings]


def test_a_reason_goes_along():
    (result,) = told("<!-- bylint-disable-next house/word -- sold -- and\n  marked by us --><p>WORD</p>")
    assert [each.reason for each in result.suppressed] == ["sold -- and marked by us"]


@pytest.mark.parametrize(
    ("page", "notice", "words"),
    [
        ("<!-- bylint-disable-next house/word --><p>x</p>", "exception/unused", "Nothing here is found by house/word any more"),
        ("<p data-bylint-ignore='house/word'>x</p>", "exception/unused", "Nothing here"),
        ("<!-- bylint-disable house/wrd --><p>x</p>", "exception/unknown-rule", "Did you mean house/word?"),
        ("<!-- bylint-disable page/empty --><p>x</p>", "exception/unknown-rule", "cannot be silenced"),
        ("<!-- bylint-disable -- why --><p>x</p>", "exception/malformed", "This names no rule"),
        ("<p data-bylint-ignore>x</p>", "exception/malformed", "This names no rule"),
        ("<!-- bylint-disabled house/word --><p>x</p>", "exception/malformed", "does not know this word"),
        ("<p>x</p><!-- bylint-enable house/word -->", "exception/malformed", "ends nothing"),
        ("<!-- bylint-disable house/word - sold by us --><p>x</p>", "exception/malformed", "behind one dash"),
    ],
)
def test_an_exception_without_effect_is_told_at_its_place(page, notice, words):
    (result,) = told(page)
    (found,) = [found for found in result.findings if found.rule.startswith("exception/")]
    assert (found.rule, words in found.message) == (notice, True), found.message
    assert page[found.place.start_byte : found.place.end_byte] in page
    assert "bylint" in page[max(0, found.place.start_byte - 22) : found.place.end_byte].lower()


def test_an_exception_for_a_rule_that_was_not_run_is_not_called_unused():
    assert said(told("<!-- bylint-disable other/off --><p>x</p>")[0]) == []
    assert said(told("<!-- bylint-disable house/word --><p>x</p>", chosen=True)[0]) == []


def test_reasons_are_asked_for_where_the_config_says_so():
    asked = ExceptionSettings(reasons=True)
    assert said(told("<!-- bylint-disable-next house/word --><p>WORD</p>", settings=asked)[0]) == ["exception/without-reason"]
    assert said(told("<!-- bylint-disable-next house/word -- sold --><p>WORD</p>", settings=asked)[0]) == []
    assert said(told("<!-- bylint-disable-next house/word — sold --><p>WORD</p>", settings=asked)[0]) == []
    assert said(told("<!-- bylint-disable house/word, house/page --><p>WORD</p>", settings=asked)[0]) == ["exception/without-reason"]


def test_pages_of_others_silence_nothing_where_the_config_says_so():
    (result,) = told("<!-- bylint-disable house -->WORD", settings=ExceptionSettings(on_page=False))
    assert len(words(result)) == 1
    assert said(result) == []


def test_what_says_that_a_page_was_not_checked_cannot_be_silenced():
    (result,) = told("<!-- bylint-disable page/text-lost, page -->\ufffdWORD\x00".replace("WORD", "x"))
    assert "exception/unknown-rule" in said(result)


IGNORE = """
[[ignore]]
rule = "house/word"
paths = ["news/**"]
text = "WORD"
reason = "sold"
"""


@pytest.fixture
def site(tmp_path):
    (tmp_path / "news").mkdir()
    return tmp_path


def test_an_ignore_file_above_a_page_silences_it(site):
    (site / "bylint.ignore.toml").write_text(IGNORE)
    news, other = told(("news/a.html", "<p>WORD</p>"), ("b.html", "<p>WORD</p>"), folder=site)
    assert (words(news), words(other)) == ([], [4])
    assert [(Path(each.by).name, each.reason) for each in news.suppressed] == [("bylint.ignore.toml:2", "sold")]


def test_its_text_must_be_there(site):
    (site / "bylint.ignore.toml").write_text(IGNORE.replace('"WORD"', '"Anzeige"'))
    news, _ = told(("news/a.html", "<p>WORD</p>"), folder=site)
    assert words(news) == [4]


@pytest.mark.parametrize(("today", "left", "notices"), [(date(2026, 6, 1), [], []), (date(2026, 6, 2), [4], ["exception/expired"])])
def test_an_entry_holds_up_to_its_last_day(site, today, left, notices):
    (site / "bylint.ignore.toml").write_text(IGNORE + "expires = 2026-06-01\n")
    news, *rest = told(("news/a.html", "<p>WORD</p>"), folder=site, today=today)
    assert words(news) == left
    assert [found.rule for result in rest for found in result.findings] == notices


def test_entries_without_effect_are_told_at_their_lines(site):
    (site / "bylint.ignore.toml").write_text(IGNORE + '[[ignore]]\nrule = "house/word"\npaths = ["old/**"]\n[[ignore]]\nrule = "house/wrd"\n')
    *_, file = told(("news/a.html", "<p>WORD</p>"), folder=site)
    assert not file.page
    assert [(found.place.line, found.rule) for found in file.findings] == [(7, "exception/unused"), (10, "exception/unknown-rule")]
    assert "No page here fits its paths" in file.findings[0].message


def test_of_a_page_alone_it_is_not_known_that_an_entry_is_unused(site):
    (site / "bylint.ignore.toml").write_text(IGNORE)
    assert len(told(("news/a.html", "<p>x</p>"), folder=site, whole_folder=False)) == 1
    (site / "bylint.ignore.toml").write_text(IGNORE.replace("news/**", "news/a.html"))
    _, file = told(("news/a.html", "<p>x</p>"), folder=site, whole_folder=False)
    assert [found.rule for found in file.findings] == ["exception/unused"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[ignore]]\npaths = ['a']", ":1: ignore[0]: rule is missing"),
        ("[[ignore]]\nrule = 'a'\nreasn = 'b'", ':3: ignore[0].reasn: there is no such key. Did you mean "reason"?'),
        ("[[ignore]]\nrule = 'a'\npaths = ['/a']", ":3: ignore[0].paths[0]: \"/a\" is no glob of pages: it is absolute"),
        ("[[ignore]]\nrule = 'a'\nexpires = '2026-02-30'", ":3: ignore[0].expires: there is no day 2026-02-30"),
        ("[[ignore]]\nrule = 'a'\nexpires = 'soon'", ':3: ignore[0].expires: expected a date such as "2027-01-31", found "soon"'),
        ("[[ignore]\n", ":1:"),
    ],
)
def test_a_broken_ignore_file_is_named_with_line_and_way_out(site, text, words):
    (site / "bylint.ignore.toml").write_text(text)
    with pytest.raises(ConfigError) as error:
        Ignores().above(str(site))
    assert f"bylint.ignore.toml{words}" in str(error.value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a</p>\r\n  <!-- bylint-disable house -- x -->\r\n<p>b</p>", "<p>a</p>\r\n<p>b</p>"),
        ("<p>a<!--bylint-enable--> b <!-- kept --></p>", "<p>a b <!-- kept --></p>"),
        ("<p class=x data-bylint-ignore='a b' id=y>", "<p class=x id=y>"),
        ("<p data-bylint-ignore>x", "<p>x"),
        ("<img data-bylint-ignore=a />", "<img />"),
        ("<p data-bylint-ignore='a'class=y>x", "<p class=y>x"),
        ("<p DATA-bylint-ignore = \"a\"\n\ttitle='data-bylint-ignore=1'>x", "<p\n\ttitle='data-bylint-ignore=1'>x"),
        ("<script>'<!-- bylint-disable x -->'</script>", "<script>'<!-- bylint-disable x -->'</script>"),
        ("<!-- bylint-disable a --><!doctype html><title>x</title>", "<!doctype html><title>x</title>"),
    ],
)
def test_stripping_takes_out_what_is_ours_and_no_byte_more(before, after):
    page = Page(Source.read("a.html", before.encode()))
    edits = stripped(page)
    done = edited(page, edits).page if edits else page
    assert done.source.data.decode() == after
    assert done.view(directives) == ()


@rule("house/days", bad=("x",), good=("y",))
def days(page):
    """Something is wrong for some days."""
    yield Problem(Span(0, 1), "It begins. Wait.", since=date(2026, 3, 2))
    yield Problem(Span(1, 2), "It ends. Wait.", until=date(2026, 3, 2))


@pytest.mark.parametrize(("day", "told"), [(1, ["It ends."]), (2, ["It begins.", "It ends."]), (3, ["It begins."])])
def test_what_holds_for_some_days_is_told_on_those(day, told):
    plan = PagePlan(Plan((RuleSetting("house/days", Severity.ERROR),)), Packs({"house/days": days}, {}, (), {}), None)
    result = check("page.html", b"<p>Ferry</p>", plan.plan, plan.packs.rules)
    assert len(result.findings) == 2  # what is kept of a page hangs on no day
    assert opened("page.html", pack(result).findings).findings == result.findings
    kept = Exceptions(Files([]), lambda path: plan, None, date(2026, 3, day)).silence(result)
    assert [finding.message.partition(" Wait")[0] for finding in kept.findings] == told
