"""Every demand of every shipped originator has a page that keeps it and one that breaks it, and the rules tell them apart.

The pages are made of the data, so that a new originator brings its own tests.
"""

from datetime import date
from difflib import unified_diff
from functools import cache

import pytest
from lxml import html

from bylint.check import Plan, RuleSetting, check
from bylint.config.contracts import read_originator
from bylint.lexicon import Lexicon
from bylint.originators import Demand, Originator, Originators, Reading, parse
from bylint.plugins import load
from bylint.problem import Severity
from bylint.settings import Settings
from bylint.specimens import PUBLISHER, SITE, specimens
from bylint.trial import tried

TODAY = date.today()
PACKS = load()
FILES = sorted(file for folder in PACKS.originators for file in folder.glob("*.toml"))
ORIGINATORS = {file.stem: read_originator(file) for file in FILES}
# A share of the story, and changes to it, are told by the original only; and no page shows a place that is anywhere but amid the text.
UNSEEN = ("edits", "unchecked")
ENDS = ({"top", "bottom"}, {"first-paragraph", "bottom"})


def is_seen(demand):
    if demand.kind == "too-long":
        return bool(demand.words or demand.paragraphs)
    return demand.kind not in UNSEEN and not (demand.kind == "credit-position" and any(ends <= {*demand.where} for ends in ENDS))


DEMANDS = [
    pytest.param(stem, at, id=f"{stem}-{demand.kind}-{at}")
    for stem, one in ORIGINATORS.items()
    for at, demand in enumerate(one.demands)
    if is_seen(demand)
]


@cache
def trials(stem):
    """What became of each demand of an originator; it is tried once."""
    return {id(trial.demand): trial for trial in tried(ORIGINATORS[stem], PACKS, TODAY)}


@pytest.mark.parametrize(("stem", "at"), DEMANDS)
def test_a_page_that_breaks_a_demand_is_told_from_one_that_keeps_it(stem, at):
    trial = trials(stem)[id(ORIGINATORS[stem].demands[at])]
    assert trial.faults == ()


@pytest.mark.parametrize("stem", ORIGINATORS)
def test_a_page_tells_by_itself_whose_terms_it_is_under(stem):
    """Nobody says whose story it is, and all originators are known: none is taken for another."""
    settings = Settings(name=PUBLISHER, url=SITE, lexicon=Lexicon(PACKS.lexicons), originators=Originators(PACKS.originators))
    plan = Plan(tuple(RuleSetting(id, Severity.ERROR) for id in PACKS.rules if id.startswith("terms/")), settings)
    for made in specimens(ORIGINATORS[stem], TODAY):
        told = [found for found in check("page.html", made.html.encode(), plan, PACKS.rules).findings if found.holds(TODAY)]
        if made.kind == "keeps":
            assert told == []
        elif ORIGINATORS[stem].hosts:  # without, nothing is left to know it by where the credit is broken
            assert f"terms/{made.demand.kind}" in {found.rule for found in told}


@pytest.mark.parametrize("stem", ORIGINATORS)
def test_a_page_that_breaks_a_demand_differs_in_little_else(stem):
    pages = list(specimens(ORIGINATORS[stem], TODAY))
    for keeps, breaks in zip(pages[::2], pages[1::2], strict=True):
        assert (keeps.kind, breaks.kind, keeps.demand) == ("keeps", "breaks", breaks.demand)
        changed = [line for line in unified_diff(keeps.html.splitlines(), breaks.html.splitlines(), n=0) if line[0] in "+-"][2:]
        assert changed
        if breaks.demand.kind != "too-long":
            assert len(changed) <= 12, changed


def test_specimens_do_not_hang_on_the_day_they_are_made():
    """But for the days on them."""
    for day in (date(2026, 2, 28), date(2028, 2, 29), date(2031, 12, 31)):
        for stem in ("undark", "dialogue-earth", "the-conversation"):
            assert [trial.faults for trial in tried(ORIGINATORS[stem], PACKS, day) if trial.faults] == []


WICKED = {
    "name": "<b>Wire</b> & “Sons”",
    "kind": "outlet",
    "hosts": ["wire.example"],
    "article": "</script><script>alert(1)</script>{slug}",
    "readings": {"page": {"url": "https://wire.example/", "read": "2026-01-01", "confidence": "page"}},
    "credit-line": [{"weight": "must", "reading": "page", "formulas": ["<img src=x onerror=alert(1)> by <b>Wire</b>"], "exact": True}],
    "link-back": [{"weight": "must", "reading": "page", "to": ["article"], "text": "<i>here</i>"}],
    "pixel": [{"weight": "must", "reading": "page", "urls": ['wire.example/"><script>alert(1)</script>'], "element": "img"}],
    "notice-kept": [{"weight": "must", "reading": "page", "texts": ["--> <iframe src=//wire.example></iframe>"]}],
    "image-barred": [{"weight": "must", "reading": "page", "which": "marked", "marks": ["<svg onload=alert(1)>"]}],
}


def test_what_a_contract_says_is_text_on_its_pages(tmp_path):
    pages = list(specimens(parse(tmp_path / "wicked.toml", WICKED), TODAY))
    assert len(pages) == 10
    for page in pages:
        tree = html.document_fromstring(page.html)
        assert [script.get("type") for script in tree.iter("script")] == ["application/ld+json"]
        assert not list(tree.iter("b", "i", "iframe", "svg"))
        assert not tree.xpath("//@onerror | //@onload")
    assert "<b>Wire</b>" in html.document_fromstring(pages[0].html).text_content()


def page(demand, *others, **told):
    """The page that keeps a demand, for an originator of our own, and the one that breaks it."""
    reading = Reading("https://gazette.example/", date(2026, 1, 1), "page")
    demands = tuple(Demand(kind, "must", reading, **said) for kind, said in (demand, *others))
    one = Originator(FILES[0], "The Harbour Gazette", "outlet", hosts=("gazette.example",), demands=demands, **told)
    return [made.html for made in specimens(one, date(2026, 5, 4)) if made.demand is demands[0]]


def test_a_demand_in_a_language_has_pages_in_it():
    for language in ("es", "pt", "fr", "de"):
        keeps, _ = page(("credit-line", {"languages": (language,)}))
        assert f'<html lang="{language}">' in keeps
        assert "The ferry" not in keeps


def test_a_demand_of_some_days_has_pages_of_those_days():
    keeps, _ = page(("credit-line", {"until": date(2019, 7, 31)}))
    assert '"datePublished": "2019-07-31"' in keeps
    keeps, _ = page(("credit-line", {"since": date(2026, 5, 4)}), ("embargoed", {"days": 3}))
    assert '"datePublished": "2026-05-07"' in keeps
    assert "on 4 May 2026." in keeps


def test_a_counter_counts_the_article_that_is_linked():
    keeps, breaks = page(("pixel", {"urls": ("{host}/count/{id}/{any}.gif",)}), ("link-back", {"to": ("article",)}), article="{slug}-{id}")
    tree = html.document_fromstring(keeps)
    (counter,) = [image.get("src") for image in tree.iter("img") if "count" in image.get("src")]
    (link,) = [link.get("href") for link in tree.iter("a") if "gazette" in link.get("href")]
    assert counter.removeprefix("https://gazette.example/count/").partition("/")[0] == link.rpartition("-")[2]
    assert "/count/" not in breaks


def test_a_story_that_may_not_be_long_is_short():
    keeps, breaks = page(("too-long", {"words": 120, "paragraphs": 3}))
    words, longer = (
        sum(len(one.text_content().split()) for one in html.document_fromstring(text).xpath("//p")) for text in (keeps, breaks)
    )
    assert words < 120 < longer
