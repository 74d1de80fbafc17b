"""Pages with findings for every format, some from people who would like to harm the reader of a report."""

import re
from collections.abc import Iterable

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from lxml import html

from bylint import Edit, Fix, Problem, Related, Span, rule
from bylint.check import Plan, RuleSetting, check
from bylint.problem import Compared, Piece, Severity
from bylint.reports import Look, bylint_reporters
from bylint.result import Cause, Results


@rule("house/word", severity="error", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word <b>of the tests</b>.

    It is not ours. Write `<p>` without it.
    """
    for found in re.finditer("WORD|<div>.*?</div>", page.source.text, re.S):
        span = Span(*found.span())
        fix = Fix((Edit(Span(span.start, min(span.end + 1, len(page.source.text))), "x\ny"),))
        yield Problem(span, "Here stands a word. Take it out.", fix, (Related(Span(0, 3), "the page begins here"),))


@pytest.fixture
def rules():
    return {"house/word": word}


@pytest.fixture
def page(rules):
    """The result of a page: a finding for each WORD and each div."""

    def checked(text, path="a.html", severity=Severity.ERROR, encoding="utf-8"):
        return check(path, text.encode(encoding), Plan((RuleSetting("house/word", severity),)), rules)

    return checked


@pytest.fixture
def write():
    """The text of a report of pages or results."""

    def written(name, pages, look=Look()):
        results = pages if isinstance(pages, Results) else Results(pages)
        return "".join(bylint_reporters()[name](results, look))

    return written


@pytest.fixture
def shared():
    """The results of pages that all have the first one's only finding."""

    def sharing(pages: Iterable):
        pages = list(pages)
        paths = tuple(each.path for each in pages)
        return Results(pages, {pages[0].findings[0].cause: Cause(len(pages), len(pages), paths[:3])})

    return sharing


# What GitHub makes links and pictures of after its reader is done, each within one piece of text.
ACTIVE = re.compile(r"@\w|#\w|://|www\.|GH-\d|:\w+:")


@pytest.fixture
def read_markdown():
    """Markdown as GitHub's own reader shows it, once nothing was found but the elements that were `meant`."""

    def read(written, meant):
        shown = html.fragment_fromstring(github_flavored_markdown_to_html(written, Options.CMARK_OPT_UNSAFE), create_parent="div")
        assert {element.tag for element in shown.iter() if isinstance(element.tag, str)} <= {"div", *meant}
        assert {comment.text.strip() for comment in shown.iter(html.etree.Comment)} <= {""}
        assert [text for text in shown.xpath(".//text()") if ACTIVE.search(text)] == []
        return shown

    return read


MESSAGE = (
    "\x1b]0;owned\x07\r::error::owned\n::error::owned\r\n##[error]owned %0A%25 ]]> <!-- </script><script>alert(1)</script> <img src=x> "
    "\u202eabc\u2066 \0 \x9b31m \ud800 \uffff @octocat #1 GH-1 octo/cat#1 :tada: http://bad.example/ www.bad.example a@bad.example [x](javascript:1) "
    "![i](//bad.example/i.png) a|b\\|c\\\\|d `one ``two **bold** _it_ ~~no~~ &lt;b&gt; &#64;octocat $x$ \\"
)
PATH = "a b:c,d\n::error::e%0A|f\\|g`[h](//bad.example)<b>@octocat\x1b[2J\u202e]]>/\udcff ?#é.html"


@pytest.fixture
def hostile(page):
    """A page whose path, message, source, related message and fix come from somebody who wishes no good."""
    (finding,) = page("<p>WORD").findings
    place = finding.place
    return page("<p>")._replace(
        path=PATH,
        findings=(
            finding._replace(
                path=PATH,
                message=MESSAGE,
                excerpt=finding.excerpt._replace(text=MESSAGE, start=0, end=place.end_column - place.column),
                related=(finding.related[0]._replace(message=MESSAGE), finding.related[0]._replace(message=MESSAGE, path=PATH)),
                difference=tuple(Piece(kind, f" {MESSAGE}") for kind in ("same", "removed", "added")),
                fix=finding.fix._replace(edits=(finding.fix.edits[0]._replace(text=MESSAGE),)),
            ),
        ),
        compared=Compared(PATH, *[MESSAGE] * 4, 9, 9, 0.5, True, (MESSAGE,), (MESSAGE,)),
    )


@pytest.fixture
def endless(hostile):
    """The same with a message of 100 KB."""
    (finding,) = hostile.findings
    return hostile._replace(findings=(finding._replace(message=MESSAGE * (100_000 // len(MESSAGE))),))
