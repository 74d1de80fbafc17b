"""The fields of a fragment are claims like those of a page, and findings on them are tied to them."""

import re

import pytest

from bylint.check import failure
from bylint.serve.order import Order
from bylint.serve.sheet import sheet

PROSE = (
    "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>\n"
    "<p>Two crews have been hired, and the timetable of last winter holds until the end of March, when it is to be looked at again.</p>"
)
FIELDS = {
    "title": "Ferry back in service",
    "author": "Ada Quay",
    "source": "The Harbour Gazette",
    "source_url": "https://harbour.example/ferry",
    "canonical": "https://harbour.example/ferry",
    "published": "2025-01-15T09:14:00+01:00",
}


def tied(told):
    """The rules that found something, each with its field, or with the part of the text."""
    (page,) = told["report"]["files"]
    assert [place["fingerprint"] for place in told["places"]] == [finding["fingerprint"] for finding in page["findings"]]
    return {(finding["rule"], place["field"]) for finding, place in zip(page["findings"], told["places"], strict=True)}


def test_a_fragment_with_good_fields_is_one_to_publish(server):
    told = server.check(PROSE, fields=FIELDS)
    assert (told["verdict"], tied(told)) == ("publish", set())


def test_a_fragment_alone_is_judged_as_the_command_judges_it(server):
    told = server.check(PROSE)
    assert tied(told) == {("attribution/source-missing", None)}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"title": ""}, ("metadata/title-missing", "title")),
        ({"author": ""}, ("attribution/byline-missing", "author")),
        ({"author": []}, ("attribution/byline-missing", "author")),
        ({"author": "admin"}, ("attribution/byline-empty", "author")),
        ({"author": "undefined"}, ("metadata/author-invalid", "author")),
        ({"author": ["Ada Quay", "https://harbour.example/ada"]}, ("metadata/author-invalid", "author")),
        ({"source": "", "source_url": ""}, ("attribution/source-missing", "source")),
        ({"source_url": ""}, ("attribution/source-unlinked", "source")),
        ({"source": "internet", "source_url": ""}, ("attribution/source-missing", "source")),
        ({"source": "{{ source }}"}, ("residue/template-token", "source")),
        ({"source": "GÃ¶teborg Gazette"}, ("residue/mojibake", "source")),
        ({"source": "undefined", "source_url": None}, ("residue/placeholder-text", "source")),
        ({"canonical": ""}, ("metadata/canonical-missing", "canonical")),
        ({"canonical": "/news/ferry"}, ("metadata/canonical-conflict", "canonical")),
        ({"canonical": "https://staging.gazette.example/ferry"}, ("metadata/canonical-conflict", "canonical")),
        ({"published": "Invalid Date"}, ("metadata/date-invalid", "published")),
        ({"published": "15 Jan 2025"}, ("metadata/date-invalid", "published")),
        ({"modified": "2025-01-13T09:14:00+01:00"}, ("metadata/date-order", "modified")),
        ({"image": "undefined"}, ("metadata/image-url", "image")),
        ({"title": "Ferry &amp;amp; crew back in service"}, ("residue/double-escaped", "title")),
    ],
)
def test_each_field_is_judged(server, changed, found):
    assert found in tied(server.check(PROSE, fields={**FIELDS, **changed}))


@pytest.mark.parametrize("title", ["undefined", "{{ title }}", "FÃ¤hre wieder da", "Ferry &amp;amp; crew"])
def test_one_fault_of_a_field_is_one_finding(server, title):
    """The headline stands in the page's title, in its JSON-LD and above the story."""
    told = server.check(PROSE, fields={**FIELDS, "title": title})
    assert [place["field"] for place in told["places"]] == ["title"]
    assert told["report"]["summary"]["errors"] == 1


def test_two_faults_of_a_field_are_two_findings(server):
    """Of one rule with other words, and of two rules with the same."""
    fields = {**FIELDS, "title": "{{ kicker }} &amp;amp; crew", "author": ["undefined", "null"]}
    (page,) = server.check(PROSE, fields=fields)["report"]["files"]
    assert sorted((finding["rule"], re.search("“(.*?)”", finding["message"])[1]) for finding in page["findings"]) == [
        ("metadata/author-invalid", "null"),
        ("metadata/author-invalid", "undefined"),
        ("residue/double-escaped", "&amp;"),
        ("residue/placeholder-text", "By undefined, null"),
        ("residue/template-token", "{{ kicker }}"),
    ]


@pytest.mark.parametrize("html", ["", " \n", "<p></p>", "<!-- to come -->", "&nbsp;", "\u00a0", "\ufeff", "<script>let x</script><p>…</p>"])
@pytest.mark.parametrize("fields", [{}, FIELDS])
def test_a_story_without_text_is_blocked(server, html, fields):
    told = server.check(html, fields=fields)
    assert (told["verdict"], tied(told)) == ("block", {("page/empty", None)})


def test_a_story_without_text_is_told_beside_what_is_wrong_with_its_fields(server):
    told = server.check("<p></p>", fields={**FIELDS, "title": "", "author": "admin"})
    assert {("page/empty", None), ("metadata/title-missing", "title"), ("attribution/byline-empty", "author")} <= tied(told)


def test_a_story_of_pictures_is_one_to_look_at(server):
    told = server.check("<figure><img src='https://gazette.example/ferry.jpg' alt='A ferry'></figure>", fields=FIELDS)
    assert (told["verdict"], tied(told)) == ("warn", {("page/empty", None)})


def test_a_whole_page_without_text_is_blocked(server):
    told = server.check("<!doctype html><html><head><title>Ferry</title></head><body><div id='app'></div></body></html>")
    assert (told["verdict"], ("page/empty", None) in tied(told)) == ("block", True)


def test_the_language_is_judged(server):
    told = server.check(PROSE * 4, fields={**FIELDS, "language": "de"})
    assert ("metadata/language-mismatch", "language") in tied(told)


@pytest.mark.parametrize("field", ["title", "author", "canonical", "published"])
@pytest.mark.parametrize("value", [None, "left out"])
def test_of_a_field_that_was_not_sent_nothing_is_said(server, field, value):
    fields = {**FIELDS, field: None}
    if value:
        del fields[field]
    assert tied(server.check(PROSE, fields=fields)) == set()


def test_a_source_in_the_text_does_for_the_field(server):
    credited = f"{PROSE}<p>This article was originally published by <a href='https://harbour.example/ferry'>The Harbour Gazette</a>.</p>"
    fields = {**FIELDS, "source": "", "source_url": None}
    assert tied(server.check(credited, fields=fields)) == set()


@pytest.mark.parametrize(("source_url", "told"), [("https://harbour.example/ferry", 0), ("", 1)])
def test_a_source_with_its_address_is_not_missing_though_the_story_seems_to_begin_below_it(source_url, told):
    """As on some pages pasted whole, whose own headline is taken for the story's: the rule then says that nothing names a source."""
    page = sheet(Order(PROSE, fields={"source": ("The Harbour Gazette",), "source_url": tuple(filter(None, [source_url]))}))
    result = failure("page.html", "page/empty", "Nothing names the outlet this story comes from.")
    finding = result.findings[0]._replace(rule="attribution/source-missing")
    assert len(page.back(result._replace(findings=(finding,)))[0].findings) == told


def test_an_agency_as_the_author_is_a_credit(server):
    fields = {**FIELDS, "author": "Reuters", "source": None, "source_url": None}
    assert tied(server.check(PROSE, fields=fields)) == set()


def test_a_byline_in_the_text_that_names_somebody_else_is_a_conflict(server):
    told = server.check(f'<p class="byline">By Hugo Anker</p>{PROSE}', fields=FIELDS)
    assert tied(told) == {("attribution/credit-conflict", "author")}
    (finding,) = told["report"]["files"][0]["findings"]
    assert finding["related"][0]["startByte"] == 0


def test_the_policy_of_the_site_applies_to_the_canonical(start, tmp_path):
    config = '[site]\nname = "The Gazette"\nurl = "https://gazette.example/"\n[republished]\nindexing = "original"\n'
    (tmp_path / "bylint.toml").write_text(config, encoding="utf-8")
    server = start(tmp_path)
    url = "https://gazette.example/news/ferry"
    assert tied(server.check(PROSE, url=url, fields=FIELDS)) == set()
    told = server.check(PROSE, url=url, fields={**FIELDS, "canonical": url})
    assert tied(told) == {("metadata/canonical-conflict", "canonical")}


def test_findings_of_the_text_have_its_own_offsets(server):
    html = f"<p>Größe: 日本 🚢</p>\r\n{PROSE}\n<p>Ärger</p><p>Advertisement</p>"
    (place,) = server.check(html, fields=FIELDS)["places"]
    block, data = place["block"], html.encode()
    assert html[block["startCharacter"] : block["endCharacter"]] == "Advertisement"
    assert data[block["startByte"] : block["endByte"]].decode() == "Advertisement"


def test_places_are_those_of_the_text_alone(server):
    """Lines, columns, bytes and fixes say the same with and without fields."""
    html = f"{PROSE}\n<p>Source: Reuters</p>\n<p>Advertisement</p>"
    (alone,) = server.check(html)["report"]["files"]
    (fielded,) = server.check(html, fields=FIELDS)["report"]["files"]
    kept = ("rule", "line", "column", "endLine", "endColumn", "startByte", "endByte", "fix")
    assert [{key: found.get(key) for key in kept} for found in fielded["findings"]] == [
        {key: found.get(key) for key in kept} for found in alone["findings"]
    ]
    assert alone["findings"][0]["fix"]


@pytest.mark.parametrize("ending", ["<!-- never closed", "<script>", "<div title='", "</article></body></html>", "<p>Advertisement</p><textarea>"])
def test_what_a_text_leaves_open_takes_no_field_away(server, ending):
    found = {field for _, field in tied(server.check(PROSE + ending, fields=FIELDS))}
    assert found <= {None}


@pytest.mark.parametrize("value", ["</script><p>Advertisement</p>", "\"><p>Advertisement</p>", "<!--", "</title></head><h1>"])
@pytest.mark.parametrize("field", ["title", "author", "source", "canonical", "published"])
def test_a_field_cannot_break_out(server, field, value):
    """What a field holds is text: it makes no finding of the text, and hides none."""
    html = f"{PROSE}<p>Advertisement</p>"
    told = tied(server.check(html, fields={**FIELDS, field: value}))
    assert {rule for rule, at in told if at is None and rule.startswith("ads/")} == {"ads/label-left"}


def test_a_selector_for_the_story_of_pages_is_none_for_fragments(start, tmp_path):
    (tmp_path / "bylint.toml").write_text('[site]\nstory = "div.entry-content"\n', encoding="utf-8")
    assert tied(start(tmp_path).check(PROSE, fields=FIELDS)) == set()


def test_a_whole_page_pasted_into_a_field_is_a_fragment_if_the_client_says_so(server):
    html = f"<!doctype html><head><title>Other</title></head><body>{PROSE}<p>Advertisement</p></body>"
    told = server.check(html, fragment=True, fields=FIELDS)
    assert ("ads/label-left", None) in tied(told)


def test_a_page_without_a_head_is_judged_as_a_page_if_the_client_says_so(server):
    assert "metadata/canonical-missing" not in {rule for rule, _ in tied(server.check(PROSE))}
    assert ("metadata/canonical-missing", None) in tied(server.check(PROSE, fragment=False))


def test_a_whole_page_speaks_for_itself(server):
    status, told = server.ask("POST", "/check", {"html": f"<!doctype html><title>Ferry</title>{PROSE}", "fields": {"author": "Ada Quay"}})
    assert status == 422
    assert "fragment" in told["error"]
