"""`bylint originators`: whose demands are known, and whether a contract of one's own can be used and checked."""

import json
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from bylint.cli import main

CONTRACT = """\
name = "The Harbour Gazette"
aliases = ["Gazette of the Harbour"]
kind = "outlet"
hosts = ["gazette.example"]
licence = "CC-BY-ND-4.0"
article = "{slug}-{id}"

[readings.terms]
url = "https://gazette.example/republish"
read = 2026-03-01
confidence = "page"

[readings.notes]
url = "https://notes.example/"
read = 2026-03-01
confidence = "digest"

[[credit-line]]
weight = "must"
reading = "terms"
formulas = ["First printed in The Harbour Gazette on {date}"]
exact = true

[[credit-position]]
weight = "should"
reading = "terms"
where = ["top"]

[[link-back]]
weight = "must"
reading = "terms"
to = ["article"]
where = ["top"]

[[pixel]]
weight = "must"
reading = "terms"
urls = ["counter.gazette.example/hit/{id}.gif"]

[[canonical-policy]]
weight = "must"
reading = "notes"
policy = "original"

[[byline]]
weight = "must"
reading = "terms"
names = ["author"]

[[notice-kept]]
weight = "request"
reading = "terms"
texts = ["Our newsroom on the quay is paid for by those who read it"]
where = ["bottom"]

[[too-long]]
weight = "must"
reading = "terms"
words = 300

[[edits]]
weight = "must"
reading = "terms"
allow = ["style"]

[[unchecked]]
weight = "must"
reading = "terms"
what = "The story is not sold."
"""
SAID = "weight = 'must'\nreading = 'terms'\n"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def bylint(tmp_path, monkeypatch):
    """Runs the command in a folder with a contract, changed as told."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, contract=CONTRACT):
        (tmp_path / "gazette.toml").write_text(contract, encoding="utf-8")
        ended = CliRunner().invoke(main, ["originators", *arguments])
        return Ran(ended.exit_code, ended.stdout, ended.stderr)

    return run


def verdicts(out):
    """The verdict on each demand of a contract, by its kind."""
    return {line.split()[0]: " ".join(line.split()[2:]) for line in out.splitlines() if line.startswith("  ") and not line.startswith("   ")}


def test_a_good_contract_is_told_apart_in_every_demand(bylint):
    ran = bylint("check", "gazette.toml")
    assert ran.err == ""
    told = verdicts(ran.out)
    assert told.pop("canonical-policy") == "told apart, as info: it is not sure that it is demanded"
    assert told.pop("edits") == "checked where the original is at hand"
    assert told.pop("unchecked") == "not checked: no page shows it"
    assert set(told.values()) == {"told apart"}
    assert len(told) == 7
    assert ran.code == 0


FAULTS = [
    ({'name = "The Harbour Gazette"\n': ""}, "", "name is missing"),
    ({'name = "The Harbour Gazette"': 'name = "…"'}, "name =", "a name needs letters"),
    ({'"outlet"': '"outlett"'}, "kind", 'Did you mean "outlet"?'),
    ({'"outlet"': '"licence"'}, "kind", "Add licence-urls"),
    ({'licence = "CC-BY-ND-4.0"': 'licence-urls = ["creativecommons.org/licenses/by-nd/4.0"]'}, "licence-urls", 'only a file of kind "licence"'),
    ({'["gazette.example"]': '["Gazette.example/"]'}, "hosts", 'such as "gazette.example"'),
    ({"{slug}-{id}": "{slug}-{number}"}, "article =", "there is no slot {number}. Known: date, id, slug"),
    ({"{slug}-{id}": "{slug}-{idd}"}, "article =", 'Did you mean "id"?'),
    ({"{slug}-{id}": "{slug}-{id"}, "article =", "a brace without its other"),
    ({"{slug}-{id}": "news"}, "article =", "address of one article only"),
    ({"readings.notes": 'readings."My Notes"'}, "My Notes", "expected a name of the form"),
    ({"2026-03-01": '"2026-02-30"'}, "2026-02-30", "there is no day 2026-02-30"),
    ({"exact = true": "exact = true\nuntil = 0001-01-01"}, "until", "there is no day 0001-01-01 of any story"),
    ({"words = 300": "words = 1_000_000_000_000"}, "words", "of at most 100000"),
    ({"2026-03-01": "2126-03-01"}, "2126-03-01", "yet to come"),
    ({"2026-03-01": "2026-03-01T10:00:00"}, "T10", "expected a date"),
    ({"[[pixel]]": "[[pixle]]"}, "[[pixle]]", 'Did you mean "pixel"?'),
    ({'reading = "notes"': 'reading = "note"'}, '"note"', 'there is no [readings.note]. Did you mean "notes"?'),
    ({'where = ["top"]\n\n[[link': 'where = ["topp"]\n\n[[link'}, "topp", 'Did you mean "top"?'),
    ({'where = ["top"]\n\n[[link': 'where = ["top", "top"]\n\n[[link'}, '"top", "top"', '"top" stands in it twice'),
    ({"on {date}": "on {dat}"}, "formulas", 'there is no slot {dat}. Did you mean "date"?'),
    ({'"First printed in The Harbour Gazette on {date}"': '"{date}"'}, "formulas", "it has no words of its own"),
    ({'formulas = ["First printed in The Harbour Gazette on {date}"]\n': ""}, "exact", "Add `formulas`"),
    ({"exact = true": "exact = true\nsince = 2026-02-01\nuntil = 2026-01-01"}, "since", "so it never holds"),
    ({"hit/{id}.gif": "hit/{iid}.gif"}, "urls", 'Did you mean "id"?'),
    ({'article = "{slug}-{id}"': 'article = "{slug}"'}, "urls", "write {any} here"),
    ({"counter.gazette.example/hit": "https://counter.gazette.example/hit"}, "urls", "does not begin with its host"),
    ({'hosts = ["gazette.example"]\n': ""}, "[[link-back]]", "Add `hosts`"),
    ({'hosts = ["gazette.example"]\n': "", "counter.gazette.example": "{host}"}, "urls", "{host} stands for one of `hosts`"),
    ({'to = ["article"]': 'to = ["licence"]', 'licence = "CC-BY-ND-4.0"\n': ""}, "to =", "which licence"),
    ({"words = 300": ""}, "[[too-long]]", "no limit is told"),
    ({'allow = ["style"]': 'allow = ["style", "none"]'}, "allow", "leaves nothing to name beside it"),
    ({"[[edits]]": f"[[image-barred]]\n{SAID}which = 'marked'\n[[edits]]"}, "which", "Add `marks`"),
    ({"[[edits]]": f"[[image-barred]]\n{SAID}which = 'all'\nmarks = ['AP']\n[[edits]]"}, "marks", "marks bar nothing"),
    ({"[[link-back]]": "[[link-rel]]", 'to = ["article"]\nwhere = ["top"]': 'forbid = ["nofollow"]'}, "[[link-rel]]", "Add [[link-back]]"),
    ({"[[edits]]": f"[[too-long]]\n{SAID}words = 300\n[[edits]]"}, "[[too-long]]", "stands here twice"),
]


@pytest.mark.parametrize(("changes", "at", "words"), FAULTS)
def test_a_fault_is_told_with_its_line_and_what_was_expected(bylint, changes, at, words):
    contract = CONTRACT
    for old, new in changes.items():
        assert old in contract
        contract = contract.replace(old, new, 1)
    ran = bylint("check", "gazette.toml", contract=contract)
    told = [one for one in ran.err.splitlines() if words in one]
    assert told, ran.err
    lines = [f"gazette.toml:{number}:" for number, line in enumerate(contract.splitlines(), 1) if at and at in line] or ["gazette.toml:"]
    assert told[0].startswith(lines[-1]), told[0]
    assert ran.code == 2


def test_terms_that_no_copy_can_keep_are_a_fault(bylint):
    demands = '[[embargoed]]\nweight = "must"\nreading = "terms"\ndays = 9\n[[expired]]\nweight = "must"\nreading = "terms"\ndays = 7\n'
    ran = bylint("check", "gazette.toml", contract=CONTRACT + demands)
    assert "embargoed[0].days: a copy may begin only after 9 days and must end after 7" in ran.err
    apart = demands.replace("days = 9", "days = 9\nuntil = 2025-12-31").replace("days = 7", "days = 7\nsince = 2026-01-01")
    assert "may begin" not in bylint("check", "gazette.toml", contract=CONTRACT + apart).err


def test_a_file_with_faults_hides_no_other(bylint, tmp_path):
    (tmp_path / "bad.toml").write_text("name = 1 2", encoding="utf-8")
    ran = bylint("check", "bad.toml", "missing.toml", "gazette.toml")
    assert "bad.toml:1" in ran.err
    assert "missing.toml: " in ran.err
    assert "gazette.toml: The Harbour Gazette" in ran.out
    assert ran.code == 2


def test_a_demand_that_is_not_told_apart_is_told_to_the_author(bylint):
    # These words are the headline's too, so that nothing shows whether the notice is there.
    notice = 'texts = ["Our newsroom on the quay is paid for by those who read it"]\nwhere = ["bottom"]'
    assert notice in CONTRACT
    ran = bylint("check", "gazette.toml", contract=CONTRACT.replace(notice, 'texts = ["Ferry to the islands sails again"]'))
    assert ran.code == 1
    assert verdicts(ran.out)["notice-kept"] == "not told apart"
    assert "A page that breaks it is not told of by terms/notice-kept" in ran.out
    assert "[[unchecked]]" in ran.out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The Harbour Gazette", "the Conversation", "this replaces The Conversation of"),
        ("Gazette of the Harbour", "Global Voices", "where pages name Global Voices"),
        ('["gazette.example"]', '["theconversation.com", "gazette.example"]', "where pages link to theconversation.com"),
    ],
)
def test_it_is_told_whom_a_contract_replaces(bylint, old, new, words):
    ran = bylint("check", "gazette.toml", contract=CONTRACT.replace(old, new))
    assert words in ran.err


def test_what_a_contract_says_reaches_no_terminal_and_no_page_as_it_is(bylint):
    wicked = CONTRACT.replace('name = "The Harbour Gazette"', r'name = "Gazette \u001b[31m<script>x</script>"')
    ran = bylint("check", "gazette.toml", contract=wicked)
    assert "\x1b" not in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_the_list_tells_who_is_known_and_what_they_demand(bylint, tmp_path):
    (tmp_path / "bylint.toml").write_text('originators = ["gazette.toml"]\n', encoding="utf-8")
    known = {one["name"]: one for one in json.loads(bylint("list", "--format", "json").out)}
    own = known["The Harbour Gazette"]
    assert (own["kind"], own["hosts"], own["confidence"]) == ("outlet", ["gazette.example"], "digest")
    assert own["demands"]["should"] == ["credit-position"]
    assert own["demands"]["request"] == ["notice-kept"]
    assert "The Conversation" in known
    text = bylint("list").out
    assert "gazette.example" in text
    assert f"{len(known)} originators." in text
    assert "The Harbour Gazette" not in bylint("list", "--isolated").out


def test_an_originator_is_shown_by_any_of_its_names(bylint, tmp_path):
    (tmp_path / "bylint.toml").write_text('originators = ["gazette.toml"]\n', encoding="utf-8")
    shown = bylint("show", "the harbour gazette")
    assert shown.code == 0
    for told in ("https://gazette.example/republish, on 2026-03-01, as: page", "by terms/credit-line, as error", "as info at most"):
        assert told in shown.out.replace("\n" + " " * 16, " ")
    assert bylint("show", "Gazette of the Harbour").out == shown.out == bylint("show", "gazette.example").out
    unknown = bylint("show", "the habour gazete")
    assert unknown.code == 2
    assert "Did you mean The Harbour Gazette?" in unknown.err
