"""What originators demand: for each kind of demand what meets it, what does not, and how it is told."""

from datetime import date

import pytest

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.originators import Originators
from bylint.page import Page
from bylint.plugins import load
from bylint.problem import Severity
from bylint.settings import Settings
from bylint.source import Source
from bylint_rules.terms.demanded import demanded

PACKS = load()
LEXICON = Lexicon(PACKS.lexicons)
WHO = """
name = "The Harbour Gazette"
kind = "outlet"
hosts = ["gazette.example"]
licence = "CC-BY-ND-4.0"
article = "{slug}-{id}"
[readings.terms]
url = "https://gazette.example/republish"
read = 2026-11-29
confidence = "page"
[readings.notes]
url = "https://notes.example/"
read = 2026-11-29
confidence = "digest"
"""
DEMANDS = {
    "credit-line": 'formulas = ["This article first appeared in The Harbour Gazette"]',
    "credit-position": 'where = ["top"]',
    "link-back": 'to = ["article"]',
    "link-rel": 'forbid = ["nofollow", "sponsored"]',
    "canonical-policy": 'policy = "original"',
    "pixel": 'urls = ["count.gazette.example/hit/{id}.gif"]',
    "byline": 'names = ["author"]',
    "notice-kept": 'texts = ["The Harbour Gazette is a paper that belongs to its readers"]',
    "image-barred": 'which = "marked"\nmarks = ["Getty Images", "©"]',
    "too-long": "words = 50",
    "expired": 'days = 90\nwhat = "start"',
    "embargoed": "days = 2",
}
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
ARTICLE = "https://gazette.example/news/ferry-sails-42"
LINK = f"<a href={ARTICLE}>The Harbour Gazette</a>"
CREDIT = f"<p>This article first appeared in {LINK}.</p>"
PIXEL = "<img src='https://count.gazette.example/hit/42.gif?from=box' width=1 height=1 alt=''>"
PAGE = """<!doctype html><html lang=en><head><title>Ferry back in service</title><meta property=og:site_name content='Island Wire'>
<meta property=og:url content=https://wire.example/ferry>{head}</head><body><article><h1>Ferry back in service</h1>{byline}
{top}{prose}{bottom}</article></body></html>"""


def page(top=CREDIT, bottom="", head="", byline="<p>By Ada Quay</p>", prose=5 * PROSE):
    return PAGE.format(top=top, bottom=bottom, head=head, byline=byline, prose=prose)


@pytest.fixture
def plan(tmp_path):
    """What applies where the originator demands these things and no others: pairs of a kind and what the demand says, "" for the usual."""

    def of(*demands, weight="must", reading="terms", **settings):
        told = [(one, "") if isinstance(one, str) else one for one in demands]
        file = tmp_path / "gazette.toml"
        file.write_text(
            WHO + "\n".join(f'[[{kind}]]\nweight = "{weight}"\nreading = "{reading}"\n{says or DEMANDS[kind]}' for kind, says in told),
            encoding="utf-8",
        )
        on = tuple(RuleSetting(id, Severity.ERROR) for id in PACKS.rules if id.startswith("terms/"))
        return Plan(on, Settings(lexicon=LEXICON, originators=Originators((), (file,)), **settings))

    return of


def findings(text, plan):
    result = check("page.html", text.encode(), plan, PACKS.rules)
    assert result.complete, result.findings
    return [finding for finding in result.findings if not finding.rule.startswith("page/")]


def rules(text, plan):
    return [finding.rule.removeprefix("terms/") for finding in findings(text, plan)]


def test_a_breach_is_told_with_who_demands_what_and_where_that_was_read(plan):
    (found,) = findings(page(), plan("pixel"))
    assert found.severity == Severity.ERROR
    assert "The Harbour Gazette demands it on each copy (https://gazette.example/republish, read on 2026-11-29)" in found.message
    assert "https://count.gazette.example/hit/42.gif" in found.message


@pytest.mark.parametrize(("weight", "severity"), [("must", Severity.ERROR), ("should", Severity.WARNING), ("request", Severity.INFO)])
def test_a_breach_weighs_as_much_as_the_demand(plan, weight, severity):
    assert [found.severity for found in findings(page(), plan("pixel", weight=weight))] == [severity]


def test_a_demand_that_was_read_in_notes_is_told_as_information(plan):
    (found,) = findings(page(), plan("pixel", reading="notes"))
    assert found.severity == Severity.INFO
    assert "read in others' notes on" in found.message


def test_our_own_stories_and_pages_of_others_are_left_alone(plan):
    everything = plan(*DEMANDS)
    assert findings(page(), everything._replace(settings=everything.settings._replace(republished=False))) == []
    assert findings(page(top=""), everything) == []


def test_a_copy_as_agreed_is_silent(plan):
    head = f"<link rel=canonical href={ARTICLE}><meta property=article:published_time content=2026-03-09>"
    top = f"<p>This article first appeared in {LINK} on 3 March 2026.</p>"
    notice = "<p>The Harbour Gazette is a paper that belongs to its readers, and to nobody else on the islands.</p>"
    copy = page(top=top, head=head, prose=2 * PROSE, bottom=notice + PIXEL)
    assert findings(copy, plan(*DEMANDS)) == []


# The credit.


@pytest.mark.parametrize(
    "line",
    [
        CREDIT,
        "<p>Source: The Harbour Gazette</p>",
        f"<p>First published by {LINK}</p>",
    ],
)
def test_any_credit_will_do_above_or_below(plan, line):
    assert rules(page(top=line), plan("credit-line")) == []
    assert rules(page(top="", bottom=line), plan("credit-line")) == []


def test_a_byline_with_the_outlet_is_a_credit(plan):
    assert rules(page(top="", byline="<p>By Ada Quay, The Harbour Gazette</p>"), plan("credit-line")) == []


@pytest.mark.parametrize("top", ["", f"<p><a href={ARTICLE}>Read the original</a></p>", "<figure><img src=f.jpg><figcaption>Photo: The Harbour Gazette</figcaption></figure>"])
def test_metadata_a_bare_link_and_a_photos_credit_are_none(plan, top):
    head = f"<link rel=canonical href={ARTICLE}>"
    assert rules(page(top=top, head=head), plan("credit-line")) == ["credit-line"]


def test_a_missing_credit_can_be_put_in_where_the_original_is_known(plan):
    (found,) = findings(page(top="", head=f"<link rel=canonical href={ARTICLE}>"), plan("credit-line"))
    assert found.fix.safety == "unsafe"
    assert found.fix.edits[0].text == f'<p>This article first appeared in <a href="{ARTICLE}">The Harbour Gazette</a>.</p>'


def test_exact_words_are_asked_for_where_the_terms_do(plan):
    exact = ("credit-line", DEMANDS["credit-line"] + "\nexact = true")
    assert rules(page(), plan(exact)) == []
    assert rules(page(top=f"<p>THIS ARTICLE first appeared in  {LINK} on Monday</p>"), plan(exact)) == []
    assert rules(page(top="<p>Source: The Harbour Gazette</p>"), plan(exact)) == ["credit-line"]


@pytest.mark.parametrize(
    ("where", "top", "bottom", "byline", "kept"),
    [
        ("top", CREDIT, "", "<p>By Ada Quay</p>", True),
        ("top", "", CREDIT, "<p>By Ada Quay</p>", False),
        ("top", PROSE + CREDIT, "", "<p>By Ada Quay</p>", True),
        ("bottom", "", CREDIT, "<p>By Ada Quay</p>", True),
        ("bottom", "", CREDIT + "<p>Ada Quay sails the islands since she could walk, and has written of them for thirty years and more.</p>", "", True),
        ("bottom", CREDIT, "", "<p>By Ada Quay</p>", False),
        ("byline", "", "", "<p>By Ada Quay, The Harbour Gazette</p>", True),
        ("byline", "", CREDIT, "<p>By Ada Quay</p>", False),
    ],
)
def test_the_places_of_a_credit(plan, where, top, bottom, byline, kept):
    found = rules(page(top=top, bottom=bottom, byline=byline), plan(("credit-position", f'where = ["{where}"]')))
    assert found == ([] if kept else ["credit-position"])


def test_one_edition_s_terms_are_enough(plan):
    uk, us = (("credit-position", f'edition = "{edition}"\nwhere = ["{where}"]') for edition, where in (("uk", "top"), ("us", "bottom")))
    assert rules(page(), plan(uk, us)) == []
    assert rules(page(top="", prose=3 * PROSE + CREDIT + 5 * PROSE), plan(uk, us)) == ["credit-position"] * 2


def test_demands_of_other_languages_and_days_do_not_hold(plan):
    german = ("credit-position", DEMANDS["credit-position"] + '\nlanguages = ["de"]')
    later = ("credit-position", DEMANDS["credit-position"] + "\nsince = 2026-06-01")
    below = page(top="", bottom=CREDIT, head="<meta property=article:published_time content=2026-03-09>")
    assert rules(below, plan(german)) == []
    assert rules(below, plan(later)) == []
    assert rules(below.replace("2026-03-09", "2026-07-09"), plan(later)) == ["credit-position"]


# Links.


@pytest.mark.parametrize(
    ("to", "top", "kept"),
    [
        ("article", CREDIT, True),
        ("article", "<p>This article first appeared in The Harbour Gazette.</p>", False),
        ("article", "<p>First published by <a href=https://gazette.example/>The Harbour Gazette</a></p>", False),
        ("home", "<p>First published by <a href=https://gazette.example/>The Harbour Gazette</a></p>", True),
        ("article", f"<p>First published by The Harbour Gazette <a href={ARTICLE}></a></p>", False),
        ("article", f"<p style='display: none'>First published by {LINK}</p><p>Source: The Harbour Gazette</p>", False),
        ("licence", CREDIT, False),
        ("licence", f"{CREDIT}<p>Under a <a href=http://creativecommons.org/licenses/by-nd/4.0/deed.de>licence</a></p>", True),
        ("licence", f"{CREDIT}<p>Under a <a href=https://creativecommons.org/licenses/by/4.0/>licence</a></p>", False),
    ],
)
def test_the_link_that_is_asked_for(plan, to, top, kept):
    assert rules(page(top=top), plan(("link-back", f'to = ["{to}"]'))) == ([] if kept else ["link-back"])


def test_a_link_amid_the_text_to_another_story_is_not_the_one(plan):
    amid = "<p>The ferry had been in the dock for six weeks, as <a href=https://gazette.example/news/dock-17>was told</a> on Friday last.</p>"
    text = page(top="<p>Source: The Harbour Gazette</p>", prose=2 * PROSE + amid + 2 * PROSE)
    assert rules(text, plan("link-back")) == ["link-back"]
    assert rules(text.replace("dock-17", "ferry-sails-42") + PIXEL, plan("link-back", "pixel")) == []


def test_a_link_stands_where_the_terms_want_it(plan):
    first = ("link-back", 'to = ["article"]\nwhere = ["first-paragraph"]')
    linked = PROSE.replace("The ferry", f"<a href={ARTICLE}>The ferry</a>")
    credited = "<p>Source: The Harbour Gazette</p>"
    assert rules(page(top=credited, prose=linked + 4 * PROSE), plan(first)) == []
    assert rules(page(top="", bottom=CREDIT), plan(first)) == ["link-back"]


def test_forbidden_words_of_rel(plan):
    (found,) = findings(page(top=CREDIT.replace("<a", "<a rel='noopener sponsored'")), plan("link-back", "link-rel"))
    assert (found.rule, found.severity) == ("terms/link-rel", Severity.ERROR)


def test_nofollow_is_information_where_the_terms_do_not_speak_of_it(plan):
    (found,) = findings(page(top=CREDIT.replace("<a", "<a rel=nofollow")), plan("link-back"))
    assert (found.rule, found.severity) == ("terms/link-rel", Severity.INFO)
    assert findings(page(top=CREDIT.replace("<a", "<a rel=nofollow") + f"<p>{LINK}</p>"), plan("link-back")) == []


# Search engines.

THEIRS, OURS = f"<link rel=canonical href={ARTICLE}>", "<link rel=canonical href=https://wire.example/ferry>"
UNLISTED = "<meta name=googlebot content=noindex>"


@pytest.mark.parametrize(
    ("policy", "head", "kept"),
    [
        ("original", THEIRS, True),
        ("original", OURS, False),
        ("original", UNLISTED, False),
        ("noindex", UNLISTED, True),
        ("noindex", THEIRS, False),
        ("either", THEIRS, True),
        ("either", OURS + UNLISTED, True),
        ("either", OURS, False),
        ("both", THEIRS + UNLISTED, True),
        ("both", THEIRS, False),
        ("both", OURS + UNLISTED, False),
    ],
)
def test_what_search_engines_are_to_be_told(plan, policy, head, kept):
    assert rules(page(head=head), plan(("canonical-policy", f'policy = "{policy}"'))) == ([] if kept else ["canonical-policy"])


def test_one_fault_is_told_once(plan):
    both = plan("canonical-policy")
    more = tuple(RuleSetting(id, Severity.ERROR) for id in ("metadata/canonical-conflict", "metadata/canonical-missing", "metadata/head-broken"))
    both = both._replace(rules=(*both.rules, *more))
    assert [found.rule for found in findings(page(), both)] == ["terms/canonical-policy"]
    in_the_body = page(bottom=THEIRS)
    assert [found.rule for found in findings(in_the_body, both)] == ["metadata/head-broken"]
    agreed = both._replace(settings=both.settings._replace(indexing="original", url="https://wire.example/"))
    assert [found.rule for found in findings(page(head=OURS), agreed)] == ["metadata/canonical-conflict"]


def test_a_canonical_link_in_a_text_is_told_of_as_such(plan):
    (found,) = findings(f"<h1>Ferry</h1>{CREDIT}{3 * PROSE}{THEIRS}", plan("credit-line"))
    assert (found.rule, found.severity) == ("terms/canonical-policy", Severity.INFO)


# Counters.


@pytest.mark.parametrize(
    ("pixel", "severity", "words"),
    [
        (PIXEL, None, ""),
        (PIXEL.replace("https:", ""), None, ""),
        (PIXEL.replace("from=box", "from=box&amp;amp;ga4=G-1"), None, ""),
        ("", Severity.ERROR, "is missing"),
        (PIXEL.replace("42", "17"), Severity.ERROR, "counts the story “17” and the credit links “42”"),
        (f"<!-- {PIXEL} -->", Severity.ERROR, "in a comment or as text only"),
        (PIXEL.replace("<", "&lt;").replace(">", "&gt;"), Severity.ERROR, "in a comment or as text only"),
        (PIXEL.replace("src=", "src='data:,' data-src="), Severity.ERROR, "waits for a script in “data-src”"),
        (PIXEL.replace("src=", "src='data:,' data-src=") + "<script src=/lazy.js></script>", Severity.INFO, "waits for a script"),
        (PIXEL.replace("src=", "loading=lazy src="), Severity.INFO, "loaded lazily"),
        (PIXEL.replace("src=", "referrerpolicy=no-referrer src="), Severity.WARNING, "no-referrer"),
        (PIXEL.replace("https://count", "https://i0.wp.example/count"), Severity.ERROR, "A picture service asks for"),
        (f"<noscript>{PIXEL}</noscript>", Severity.INFO, "waits for a script"),
    ],
)
def test_a_counter_counts_this_story_for_each_reader(plan, pixel, severity, words):
    found = findings(page(bottom=pixel), plan("pixel"))
    assert [(one.rule, one.severity) for one in found] == ([("terms/pixel", severity)] if severity else [])
    assert all(words in one.message for one in found)


def test_a_page_that_hides_where_its_readers_are(plan):
    (found,) = findings(page(head="<meta name=referrer content=no-referrer>", bottom=PIXEL), plan("pixel"))
    assert "no-referrer" in found.message
    own = PIXEL.replace("src=", "referrerpolicy=no-referrer-when-downgrade src=")
    assert findings(page(head="<meta name=referrer content=no-referrer>", bottom=own), plan("pixel")) == []


def test_a_counter_that_is_missing_can_be_put_back(plan):
    (found,) = findings(page(), plan("pixel"))
    assert 'src="https://count.gazette.example/hit/42.gif"' in found.fix.edits[0].text
    assert found.fix.safety == "unsafe"


@pytest.mark.parametrize(
    ("urls", "element", "pixel"),
    [
        ("{host}/?republication-pixel=true&post={id}", "img", "<img src='https://gazette.example/?republication-pixel=true&post=42&amp;ga4=G-1'>"),
        ("{host}/pixel.js", "script", "<script async src=http://www.gazette.example/pixel.js></script>"),
        ("republish.gazette.example/hit/{date}/{slug}", "img", "<img src=https://republish.gazette.example/hit/2026-03-01/ferry-sails>"),
        ("count.gazette.example/{any}/{id}.gif", "img", "<img src=https://count.gazette.example/a-b.c/42.gif>"),
    ],
)
def test_the_forms_of_counters(plan, urls, element, pixel):
    demand = plan(("pixel", f'urls = ["{urls}"]\nelement = "{element}"'))
    assert rules(page(bottom=pixel), demand) == []
    assert rules(page(), demand) == ["pixel"]


# Names and notices.


@pytest.mark.parametrize(
    ("names", "byline", "bottom", "kept"),
    [
        ("author", "<p>By Ada Quay</p>", "", True),
        ("author", "<p>Ada Quay, Northisle University</p>", "", True),
        ("author", "<p>By News Desk</p>", "", False),
        ("author", "<p>By Island Wire</p>", "", False),
        ("originator", "<p>By Ada Quay, The Harbour Gazette</p>", "", True),
        ("originator", "<p>By Ada Quay</p>", "", False),
        ("institution", "<p>By Ada Quay</p>", "", False),
        ("institution", "<p>By Ada Quay</p>", "<p>Ada Quay, Professor of Ferries, Northisle University</p>", True),
        ("institution", "<p>By Ada Quay</p>", "<p>Ada Quay is a research fellow who has looked at ferries for as long as there have been any.</p>", True),
    ],
)
def test_whom_the_byline_names(plan, names, byline, bottom, kept):
    found = rules(page(byline=byline, bottom=CREDIT + bottom, top=""), plan(("byline", f'names = ["{names}"]')))
    assert found == ([] if kept else ["byline"])


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p>The Harbour Gazette is a paper that belongs to its readers.</p>", True),
        ("<p><em>The <b>Harbour Gazette</b> is the one paper that belongs to its readers, all of whom live here.</em></p>", True),
        ("<p>The Harbour Gazette is the oldest of the islands, and sails on.</p>", False),
        ("", False),
    ],
)
def test_a_notice_is_kept_more_or_less_in_its_words(plan, line, kept):
    assert rules(page(bottom=line), plan("notice-kept")) == ([] if kept else ["notice-kept"])


def test_a_notice_has_its_link_and_its_place(plan):
    line = "<p>{} is a paper that belongs to its readers.</p>"
    linked = ("notice-kept", DEMANDS["notice-kept"] + '\nlink = "home"\nwhere = ["bottom"]')
    home = line.format("<a href=https://gazette.example/>The Harbour Gazette</a>")
    assert rules(page(bottom=home), plan(linked)) == []
    assert rules(page(bottom=line.format("The Harbour Gazette")), plan(linked)) == ["notice-kept"]
    assert rules(page(top=CREDIT + home), plan(linked)) == ["notice-kept"]


# Pictures, length, time.

FIGURE = "<figure><img src='{}' width=800 alt=''><figcaption>{}</figcaption></figure>"


@pytest.mark.parametrize(
    ("which", "src", "caption", "kept"),
    [
        ('"marked"\nmarks = ["Getty Images", "©"]', "f.jpg", "The ferry. Ada Quay/Getty Images", False),
        ('"marked"\nmarks = ["Getty Images", "©"]', "f.jpg", "The ferry. © Ada Quay", False),
        ('"marked"\nmarks = ["AAP"]', "f.jpg", "The ferry and the AAPS office", True),
        ('"marked"\nmarks = ["Getty Images"]', "f.jpg", "The ferry. Photo: Ada Quay", True),
        ('"all"', "f.jpg", "The ferry. Photo: Ada Quay", True),
        ('"all"', "https://img.gazette.example/f.jpg", "The ferry", False),
        ('"all"', "f.jpg", "Photo: The Harbour Gazette", False),
        ('"others"', "f.jpg", "Photo: Ada Quay/Reuters", False),
        ('"others"', "f.jpg", "Photo: Ada Quay, The Harbour Gazette", True),
        ('"others"', "f.jpg", "Photo: Ada Quay", True),
    ],
)
def test_pictures_that_are_barred(plan, which, src, caption, kept):
    text = page(prose=2 * PROSE + FIGURE.format(src, caption) + 3 * PROSE)
    assert rules(text, plan(("image-barred", f"which = {which}"))) == ([] if kept else ["image-barred"])


def test_the_first_of_a_story(plan):
    assert rules(page(prose=2 * PROSE), plan("too-long")) == []
    assert rules(page(prose=4 * PROSE), plan("too-long")) == ["too-long"]
    three = ("too-long", "paragraphs = 3")
    assert rules(page(prose=3 * PROSE), plan(three)) == []
    assert rules(page(prose=4 * PROSE), plan(three)) == ["too-long"]
    assert rules(page(prose=9 * PROSE), plan(("too-long", "share = 0.25"))) == []  # of what, only the original tells


ON_MARCH_3 = f"<p>This article first appeared in {LINK} on 3 March 2026.</p>"
PUBLISHED = "<meta property=article:published_time content={}T08:00:00Z>"


@pytest.mark.parametrize(("day", "told"), [("2026-06-01", []), ("2026-06-02", ["expired"]), ("2026-03-04", ["embargoed"]), ("2026-03-05", [])])
def test_a_copy_has_its_time(plan, day, told):
    assert rules(page(top=ON_MARCH_3, head=PUBLISHED.format(day)), plan("expired", "embargoed")) == told


def test_without_the_day_of_the_original_nothing_is_told_of_time(plan):
    assert rules(page(head=PUBLISHED.format("2030-01-01")), plan("expired", "embargoed")) == []


def test_what_comes_true_with_time_is_told_on_its_days(plan):
    (gone,) = findings(page(top=ON_MARCH_3), plan(("expired", 'days = 90\nwhat = "copy"')))
    assert (gone.since, gone.until) == (date(2026, 6, 2), None)
    (early,) = findings(page(top=ON_MARCH_3), plan("embargoed"))
    assert (early.since, early.until) == (None, date(2026, 3, 4))
    assert [early.holds(date(2026, 3, day)) for day in (3, 4, 5)] == [True, True, False]


# The list.


def test_the_list_of_demands_says_what_the_rules_say(plan):
    demands = plan(*DEMANDS)
    for text in (page(), page(top="", bottom=CREDIT + PIXEL), page(top="", byline="<p>By News Desk</p>", bottom=PIXEL)):
        told = Page(Source.read("page.html", text.encode()), demands.settings).view(demanded)
        assert {one.demand.kind for one in told} == DEMANDS.keys()
        broken = {one.demand.kind for one in told if one.state == "broken"}
        assert broken == set(rules(text, demands))


def test_a_page_does_not_show_what_only_the_original_or_nobody_does(plan):
    told = Page(
        Source.read("page.html", page().encode()), plan(("edits", 'allow = ["style"]'), ("unchecked", 'what = "Tell us."')).settings
    ).view(demanded)
    assert [one.state for one in told] == ["unseen", "unseen"]


TRACKED = "<p>This <a href='https://wire.example/{link}'>article</a> first appeared on <a href='https://wire.example'>Island Wire</a>.<img src='https://{host}/?republication-pixel=true&post={post}&amp;{account}' style='width:1px;height:1px'></p>"


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, ""),
        ({"link": "?p=42"}, ""),
        ({"host": "www.wire.example"}, ""),
        ({"host": "news.wire.example"}, ""),
        ({"account": "ga=UA-1"}, ""),
        ({"host": "gazette.example"}, "This counter is that of “gazette.example”, and the credit leads to “wire.example”"),
        ({"link": "?p=41"}, "This counter counts the story 42, and the credit links the story 41"),
        ({"account": "ga4="}, "This counter of “wire.example” names no account that counts"),
    ],
)
def test_the_pixel_of_the_republication_tracker_is_of_the_credited_newsroom_and_story(told, message):
    html = f"<article><h1>Ferry back in service</h1><p>By Ada Quay</p>{5 * PROSE}" + TRACKED.format(**{"link": "ferry", "host": "wire.example", "post": 42, "account": "ga4=G-1"} | told)
    settings = Settings(lexicon=LEXICON, originators=Originators(PACKS.originators))
    found = check("a.html", html.encode(), Plan((RuleSetting("terms/pixel", Severity.ERROR),), settings), PACKS.rules).findings
    assert [each.message.startswith(message) for each in found] == [True] * bool(message)
    assert all(each.severity < Severity.ERROR for each in found)
