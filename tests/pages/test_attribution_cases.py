"""Credits as newsrooms write them: what counts as naming the source, and what only looks like it."""

import pytest

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Settings

PACKS = load()
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait{}.</p>"
PAGE = """<!doctype html><html lang={lang}><head><title>Ferry back in service</title>
<meta property=og:url content=https://wire.example/ferry><meta property=og:site_name content="Island Wire">{head}</head>
<body><article><h1>Ferry back in service</h1>{before}{prose}{after}</article></body></html>"""


def rules(before="", after="", head="", prose=PROSE.format(""), lang="en", family="attribution/", **settings):
    text = PAGE.format(before=before, after=after, head=head, prose=prose, lang=lang)
    plan = Plan(
        tuple(RuleSetting(rule.id, rule.severity) for rule in PACKS.rules.values() if rule.id.startswith(family)),
        Settings(lexicon=Lexicon(PACKS.lexicons), **settings),
    )
    result = check("page.html", text.encode(), plan, PACKS.rules)
    assert result.complete, result.findings
    return {finding.rule.removeprefix(family) for finding in result.findings}


NAMES_THE_SOURCE = {
    "a credit line": {"after": "<p>This article was originally published by <a href=https://g.example/f>The Harbour Gazette</a>.</p>"},
    "a dateline": {"prose": PROSE.format("").replace("<p>", "<p>NORTHISLE (Reuters) - ")},
    "a German dateline": {"prose": "<p>Hamburg (dpa) - Die Fähre zu den Inseln fährt ab Montag wieder, teilte das Hafenamt am Freitag mit.</p>", "lang": "de"},
    "an agency in the byline": {"before": "<p class=byline>By The Associated Press</p>"},
    "a glued byline": {"before": "<p class=byline>ByThe Associated Press</p>"},
    "a source label": {"after": "<p>Source: The Harbour Gazette</p>"},
    "an agency behind the last paragraph": {"prose": PROSE.format(" (AFP)")},
    "a linked credit without a name": {"after": "<p><a href=https://gazette.example/ferry>Source link</a></p>"},
    "another site's feed footer": {"after": "<p>The post <a href=https://g.example/f>Ferry</a> appeared first on The Harbour Gazette.</p>"},
    "a Chinese source label": {
        "prose": "<p>港务局周五表示，经过六周的维修，前往各岛屿的渡轮将从周一起恢复通航，票价与此前相同，乘客可以在码头购票。</p>",
        "before": "<p>来源：海港公报</p>",
        "lang": "zh",
    },
}
NAMES_NO_SOURCE = {
    "nothing": {},
    "a stamp of the time": {"after": "<p>First published on 4 March 2026</p>"},
    "a photo credit": {"after": "<p>Foto: dpa</p>", "lang": "de"},
    "a photo credit behind the last paragraph": {"prose": PROSE.format(" (Foto: dpa)"), "lang": "de"},
    "our own feed footer": {"after": "<p>The post <a href=https://wire.example/ferry>Ferry</a> appeared first on Island Wire.</p>"},
    "a source link that leads nowhere": {"after": "<p><a>Source link</a></p>"},
    "our own byline": {"before": "<p>By Ada Quay</p>"},
    "a canonical that readers never see": {"head": "<link rel=canonical href=https://gazette.example/ferry>"},
    "a mention in the story": {"prose": PROSE.format(", as readers of The Harbour Gazette knew")},
}


@pytest.mark.parametrize("case", NAMES_THE_SOURCE.values(), ids=NAMES_THE_SOURCE)
def test_a_named_source_is_seen(case):
    assert "source-missing" not in rules(**case)


@pytest.mark.parametrize("case", NAMES_NO_SOURCE.values(), ids=NAMES_NO_SOURCE)
def test_what_is_no_credit_is_not_taken_for_one(case):
    assert "source-missing" in rules(**case)


def test_our_own_stories_need_no_source():
    assert "source-missing" not in rules(republished=False)


def test_agencies_need_no_link_and_others_do():
    assert "source-unlinked" not in rules(after="<p>Source: Reuters</p>")
    assert "source-unlinked" in rules(after="<p>Source: The Harbour Gazette</p>")


def test_an_agency_that_only_the_metadata_names_is_uncredited():
    author = "<meta name=author content='Agence France-Presse'>"
    assert "agency-uncredited" in rules(head=author)
    assert "agency-uncredited" not in rules(head=author, before="<p>By AFP</p>")


def test_a_byline_may_go_on_in_the_next_box():
    assert "byline-empty" not in rules(before="<div><span>By</span><div>Ada Quay</div></div>")
    assert "byline-empty" in rules(before="<p>By</p>")
    assert "byline-empty" in rules(before="<p>Von</p>", lang="de")
