"""The report in a real browser: nothing runs, filters filter, and it can be read on a phone, in the dark and on paper."""

import pytest

from bylint.problem import Compared, Excerpt, Finding, Piece, Place, RelatedPlace, Severity
from bylint.reports import Look
from bylint.reports.html import html
from bylint.result import Cause, PageResult, Results, Suppressed


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium()


PLACE = Place(10, 14, 3, 5, 3, 9, 5, 9)
HOSTILE = (
    "</p><script>document.title = 'owned'</script></style></title><img src=//evil.example/x onerror=\"document.title = 'owned'\">"
    "<svg onload=\"document.title = 'owned'\"><style>@import '//evil.example/y.css'; * { color: red }</style>"
    "<link rel=stylesheet href=//evil.example/z.css><iframe src='javascript:top.document.title = 1'></iframe>\" autofocus onfocus=alert(1) x=\""
)


def finding(rule="ads/label-left", severity=Severity.ERROR, message="Here stands “WORD”. Take it out.", line="<p>WORD</p>", **other):
    return Finding(rule, severity, "", message, PLACE, Excerpt(3, line, 3, 7), "f", "c")._replace(**other)


def page(path, *findings, **other):
    return PageResult(path, tuple(of._replace(path=path) for of in findings), **other)


@pytest.fixture
def report(tmp_path):
    """Write a report; its file."""

    def write(*pages, **causes):
        file = tmp_path / "report.html"
        file.write_text("".join(html(Results(pages, causes), Look())), encoding="utf-8")
        return file

    return write


def visible(browser, selector):
    """The texts of elements that can be seen, on one line each."""
    seen = f"[...document.querySelectorAll({selector!r})].filter(of => of.checkVisibility({{visibilityProperty: true}}))"
    return browser.ask(f"{seen}.map(of => of.innerText.replace(/\\s+/g, ' ').trim())")


def of_strangers(words):
    related = (RelatedPlace(PLACE, words), RelatedPlace(PLACE, words, words))
    difference = tuple(Piece(kind, f" {words}\n{words}") for kind in ("same", "removed", "added"))
    told = finding(message=words, line=words, cause="x", related=related, difference=difference)
    compared = Compared(words, *[words] * 4, 9, 9, 0.5, True, (words,), (words,))
    return page(words, told, compared=compared, suppressed=(Suppressed(finding(message=words, path=words), words, words),)), page("b.html", told)


def heard(browser):
    """What the browser was made to ask for, but the report itself, and what it was kept from."""
    asked = [event["params"]["request"]["url"] for event in browser.events if event["method"] == "Network.requestWillBeSent"]
    said = [event["params"]["entry"]["text"] for event in browser.events if event["method"] == "Log.entryAdded"]
    return [url for url in asked if not url.endswith("/report.html")], said


def test_nothing_of_a_page_runs_or_loads(browser, report, tmp_path):
    tags = "[...document.querySelectorAll('*')].filter(of => !of.matches('.tag, .quoted')).map(of => of.outerHTML.split('>')[0])"
    words = "x" * len(HOSTILE)
    browser.open(report(*of_strangers(words), x=Cause(9, 9, (words,))))
    title, harmless = browser.ask("document.title"), browser.ask(tags)
    browser.open(report(*of_strangers(HOSTILE), x=Cause(9, 9, (HOSTILE,))))
    assert browser.ask("document.title") == title == "2 errors on 2 pages – bylint"
    assert browser.ask(tags) == harmless
    assert heard(browser) == ([], [])
    assert browser.ask("document.activeElement.tagName") == "BODY"
    # That the same words do run where they are let through shows that the browser would tell.
    careless = tmp_path / "careless.html"
    careless.write_text(f"<p>{HOSTILE}", encoding="utf-8")
    browser.open(careless)
    assert browser.ask("document.title") == "owned"
    assert any("evil.example" in url for url in heard(browser)[0])


COMPARED = Compared("theirs.html", "https://wire.example/ferry", "Ferry", "2026-03-04", "", 93, 102, 0.91, True, ("dates",), ("ads/label-left", "x/y"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 320])
def test_a_comparison_is_read_without_colours(browser, report, scheme, width):
    pieces = (Piece("same", "repairs of"), Piece("removed", " six"), Piece("added", " sixteen"), Piece("same", " weeks"))
    told = finding(related=(RelatedPlace(PLACE, "the original has these words here", "theirs.html"),), difference=pieces)
    browser.open(report(page("ours.html", told, compared=COMPARED)), width, prefers_color_scheme=scheme)
    assert visible(browser, ".difference") == ["repairs of six sixteen weeks"]
    lines = "[...document.querySelectorAll('del, ins')].map(of => of.tagName + getComputedStyle(of).textDecorationLine)"
    assert browser.ask(lines) == ["DELline-through", "INSunderline"]
    assert visible(browser, ".related li") == ["theirs.html, line 3, column 5: the original has these words here"]
    assert [words.split()[-1] for words in visible(browser, ".demands tbody tr")] == ["time", "no"]
    assert any("91%" in words and "93 words" in words for words in visible(browser, ".facts div dd"))
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    assert heard(browser) == ([], [])


def test_the_policy_stops_what_would_get_in(browser, report):
    file = report(page("a.html", finding()))
    file.write_text(file.read_text(encoding="utf-8").replace("<main", f"{HOSTILE}<main"), encoding="utf-8")
    browser.open(file)
    assert browser.ask("document.title") == "1 error on 1 page – bylint"
    assert browser.ask("getComputedStyle(document.querySelector('.message')).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in said for said in heard(browser)[1])


@pytest.fixture
def filtered(browser, report):
    """A report with findings of two rules and all severities, opened."""
    notice, hint = finding("residue/desk-note", Severity.WARNING), finding("residue/desk-note", Severity.INFO)
    shared = finding(severity=Severity.WARNING, cause="x")
    pages = page("a.html", finding(), notice), page("b.html", notice, hint), page("c.html", shared), page("d.html", shared)
    browser.open(report(*pages, x=Cause(2, 2, ("c.html", "d.html"))))
    return browser


def test_filters_work_without_scripts_and_with_a_keyboard(filtered):
    def paths():
        return visible(filtered, ".page > h3")

    def switch(severity):
        filtered.ask(f"document.querySelector('#show-{severity}').focus()")
        filtered.press(" ", 32, " ")

    def choose(rule):
        filtered.ask("document.querySelector('select').focus()")
        filtered.press(rule, ord(rule.upper()), rule)

    assert paths() == ["a.html", "b.html", "c.html", "d.html"]
    assert visible(filtered, ".none") == []
    switch("warning")
    assert paths() == ["a.html", "b.html"]
    assert [words.split()[0] for words in visible(filtered, ".finding")] == ["Error", "Info"]
    assert visible(filtered, "#faults") == []
    switch("info")
    assert paths() == ["a.html"]
    choose("r")
    assert paths() == []
    assert visible(filtered, ".none") == ["No finding is of these severities and this rule."]
    switch("warning")
    assert paths() == ["a.html", "b.html"]
    assert {words.split()[0] for words in visible(filtered, ".finding")} == {"Warning"}
    filtered.ask("document.querySelector('button').focus()")
    filtered.press(" ", 32, " ")
    assert paths() == ["a.html", "b.html", "c.html", "d.html"]
    assert len(visible(filtered, ".again")) == len(visible(filtered, "#faults .finding")) == 1


def test_the_keyboard_is_led_past_the_top_and_seen(filtered):
    filtered.press("Tab", 9)
    assert filtered.ask("document.activeElement.innerText") == "Skip to the findings"
    assert filtered.ask("document.activeElement.getBoundingClientRect().top") >= 0
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert filtered.ask(outline) == "solid"
    filtered.press("Enter", 13, "\r")
    filtered.press("Tab", 9)
    assert filtered.ask("document.activeElement.id") == "show-error"
    assert filtered.ask(outline) == "solid"


LONG = "Donaudampfschifffahrt" * 40
LINES = (f"<p>{LONG}</p>", f'<a href="https://example.org/{LONG}">x</a>', "<p>" + "漢字かな交じり文" * 60, "<p>" + "كلمة " * 80, "<p>Z" + "\u0301" * 200)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_the_screen(browser, report, width):
    pages = [
        page(f"{LONG}/{number}.html", finding(f"house/{LONG.lower()}", message=f"“{line}” {line}", line=line, cause="x"), complete=False)
        for number, line in enumerate(LINES)
    ]
    silenced = Suppressed(finding(message=LONG, path=LONG), LONG, LONG)
    browser.open(report(*pages, page("z.html", suppressed=(silenced,)), x=Cause(9, 9, (LONG, LONG))), width)
    browser.ask("document.querySelectorAll('details').forEach(of => of.open = true)")
    assert browser.ask("document.documentElement.scrollWidth") <= width
    wide = f"[...document.querySelectorAll('main *')].filter(of => of.getBoundingClientRect().right > {width})"
    assert browser.ask(f"{wide}.map(of => of.className)") == []
    assert browser.ask("innerWidth") == width


def test_the_name_of_a_page_stays_in_sight_unless_it_would_cover_the_findings(browser, report):
    many = [finding(message=f"Number {number}.") for number in range(20)]
    browser.open(report(page("a.html", *many), page(f"{LONG}.html", *many)), 768)
    tops = []
    for nth in (0, 1):
        browser.ask(f"document.querySelectorAll('.page')[{nth}].querySelectorAll('.finding')[9].scrollIntoView()")
        tops.append(browser.ask(f"document.querySelectorAll('.page > h3')[{nth}].getBoundingClientRect().top"))
    assert tops[0] == 0
    assert tops[1] < -100
    browser.ask("document.querySelectorAll('.finding')[9].scrollIntoView()")
    covered = "document.querySelectorAll('.finding')[9].getBoundingClientRect().top < document.querySelector('.page > h3').offsetHeight"
    assert browser.ask(covered) is False


def test_words_run_in_their_own_direction(browser, report):
    arabic = "<p>قال الميناء إن WORD العبارة تبحر</p>"
    browser.open(report(page("a.html", finding(line=arabic), finding(line="<p dir=rtl>Only WORD here</p>"))))
    direction = "[...document.querySelectorAll('.excerpt')].map(of => getComputedStyle(of).direction)"
    assert browser.ask(direction) == ["rtl", "ltr"]


# For every text that can be seen: its color on the nearest background below it, by the formula of WCAG.
FAINT = """
(() => {
  const parts = color => color.match(/[\\d.]+/g).map(Number)
  const luminance = color => parts(color).slice(0, 3).map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0)
  const below = of => !of || parts(getComputedStyle(of).backgroundColor)[3] !== 0 ? of : below(of.parentElement)
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  let seen = 0
  while (texts.nextNode()) {
    const of = texts.currentNode.parentElement
    if (!texts.currentNode.data.trim() || !of.checkVisibility()) continue
    seen += 1
    const both = [getComputedStyle(of).color, getComputedStyle(below(of)).backgroundColor].map(luminance).sort((a, b) => b - a)
    if ((both[0] + 0.05) / (both[1] + 0.05) < 4.5) found.push([of.className, texts.currentNode.data])
  }
  return [seen > 60, found]
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_where_it_is(browser, report, scheme):
    silenced = Suppressed(finding(path="a.html"), "ignore.toml:3", "agreed")
    kinds = [finding(severity=severity, cause="x", related=(RelatedPlace(PLACE, "first"),)) for severity in Severity]
    inside = finding("page/empty", line='<meta content="WORD" name="author">')
    pages = page("a.html", *kinds, inside, complete=False, suppressed=(silenced,)), page("b.html", kinds[0])
    browser.open(report(*pages, x=Cause(2, 4, ("a.html", "b.html"))), prefers_color_scheme=scheme)
    browser.ask("document.querySelectorAll('details').forEach(of => of.open = true)")
    shade = browser.ask("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] > 127")
    assert shade is (scheme == "light")
    assert browser.ask(FAINT) == [True, []]


def test_on_paper_all_is_unfolded_and_the_controls_are_gone(browser, report):
    silenced = Suppressed(finding(message="Silenced.", path="a.html"), "ignore.toml:3", "agreed")
    browser.open(report(page("a.html", finding(), suppressed=(silenced,))))
    assert not any("Silenced." in words for words in visible(browser, "details li"))
    assert len(visible(browser, "form, nav")) == 2
    browser.tell("Emulation.setEmulatedMedia", media="print")
    assert any("Silenced." in words for words in visible(browser, "details li"))
    assert visible(browser, "form, nav") == []
    assert len(visible(browser, ".finding")) == 1
