"""JUnit's and Checkstyle's XML, read by others' readers."""

from pathlib import Path
from xml.etree import ElementTree

import junitparser
import pytest
from lxml import etree

from bylint.check import failure
from bylint.problem import Severity
from bylint.reports.xml import content
from bylint.result import Suppressed
from bylint.safe import flat, safe

# The schema of Jenkins' readers, as pytest's own tests have it.
JUNIT = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit-10.xsd")))


@pytest.fixture
def suite(write):
    def read(pages):
        written = write("junit", pages)
        JUNIT.assertValid(etree.fromstring(written.encode()))
        (only,) = junitparser.JUnitXml.fromstring(written.encode())
        cases = list(only)
        outcomes = [type(case.result[0]).__name__ if case.result else "Passed" for case in cases]
        assert (only.tests, only.failures, only.errors) == (len(cases), outcomes.count("Failure"), outcomes.count("Error"))
        return only

    return read


def test_a_page_is_a_test_that_fails_by_its_errors(page, suite):
    broken = failure("d.html", "page/unreadable", "It cannot be read.", complete=False)
    pages = [page("<p>WORD WORD"), page("<p>", "b.html"), page("<p>WORD", "c.html", Severity.WARNING), broken]
    failed, clean, warned, unread = suite(pages)
    assert [case.name for case in (failed, clean, warned, unread)] == ["a.html", "b.html", "c.html", "d.html"]
    (told,) = failed.result
    assert (told.type, told.message) == ("house/word", "Here stands a word. Take it out.")
    assert told.text.splitlines() == [f"1:{at}: error house/word Here stands a word. Take it out." for at in (4, 9)]
    assert not clean.result
    assert not clean.system_out
    assert not warned.result
    assert "1:4: warning house/word" in warned.system_out
    assert isinstance(unread.result[0], junitparser.Error)
    assert unread.result[0].type == "page/unreadable"


def test_what_is_silenced_is_counted(page, suite):
    (finding,) = page("<p>WORD").findings
    result = page("<p>")._replace(suppressed=(Suppressed(finding, "page", ""),), baselined=(finding, finding))
    properties = {each.name: each.value for each in suite([result]).properties()}
    assert (properties["bylint.suppressed"], properties["bylint.baselined"]) == ("1", "2")


def seen(text):
    """As XML can hold it."""
    return safe(text).replace("\uffff", "\ufffd")


def test_junit_holds_a_hostile_page_and_a_long_one(suite, hostile, endless):
    for result in (hostile, endless):
        (case,) = suite([result])
        assert case.name == seen(result.path)
        assert case.result[0].message == seen(flat(result.findings[0].message))
        assert case.result[0].text == f"1:4: error house/word {case.result[0].message}\n"


def test_text_between_tags_is_only_text(hostile):
    (finding,) = hostile.findings
    (told,) = ElementTree.fromstring(f"<a><b>{content(finding.message)}</b></a>")
    assert told.text == "\n".join(map(seen, finding.message.split("\n")))


def test_checkstyle_has_a_file_for_each_page_with_findings(page, write, hostile):
    pages = [page("<p>é WORD"), hostile, page("<p>", "c.html"), page("<p>WORD", "d.html", Severity.INFO)]
    root = ElementTree.fromstring(write("checkstyle", pages))
    assert (root.tag, [file.get("name") for file in root]) == ("checkstyle", ["a.html", seen(hostile.path), "d.html"])
    first, second, third = (file.find("error").attrib for file in root)
    place = {"line": "1", "column": "6", "severity": "error"}
    assert first == place | {"message": "Here stands a word. Take it out.", "source": "bylint.house.word"}
    assert second["message"] == seen(flat(hostile.findings[0].message))
    assert third["severity"] == "info"
