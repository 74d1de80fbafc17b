"""Advertising that came along with a story, and what only looks like it."""

import tomllib
from pathlib import Path

import pytest

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Settings
from bylint_rules.ads.filter_match import Options as FilterOptions
from bylint_rules.ads.sponsored_text import Options as LinkOptions

PACKS = load()
DATA = Path(__file__).parents[2] / "rules" / "bylint_rules" / "data"
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
PAGE = """<!doctype html><html lang=en><head><title>Ferry back in service</title>
<meta property=og:url content=https://wire.example/ferry></head><body>{before}
<article><h1>Ferry back in service</h1>{prose}
{inside}
{prose}</article>{after}</body></html>"""


def findings(rule, inside="", *, before="", after="", options=None, **settings):
    text = PAGE.format(inside=inside, before=before, after=after, prose=PROSE)
    plan = Plan((RuleSetting(f"ads/{rule}", PACKS.rules[f"ads/{rule}"].severity, options),), Settings(lexicon=Lexicon(PACKS.lexicons), **settings))
    result = check("page.html", text.encode(), plan, PACKS.rules)
    assert result.complete, result.findings
    return [(text.encode()[found.place.start_byte : found.place.end_byte].decode(), found) for found in result.findings]


SLOTS = {
    "AdSense": "<ins class=adsbygoogle data-ad-client=ca-pub-1></ins>",
    "Google Ad Manager": "<div id=div-gpt-ad-1-0><script>googletag.display('div-gpt-ad-1-0')</script></div>",
    "AMP": "<amp-ad type=a9 width=300 height=250></amp-ad>",
    "Taboola with what it showed": "<div id=taboola-below><a href=https://x.example/>Ten knots</a><a href=https://x.example/>that sailors hate</a></div>",
    "Yandex": "<div id=yandex_rtb_R-A-1-1></div>",
    "Kakao AdFit": "<ins class=kakao_ad_area style=display:none></ins>",
    "Sklik": "<div id=ssp-zone-118579></div>",
    "MGID": "<div id=M12ScriptRootC34></div>",
    "Ad Inserter": "<div class='code-block code-block-3' style='margin:8px 0'><script>x()</script></div>",
    "AdRotate with a banner": "<div class='g g-1'><div class='g-single a-2'><a href=https://shop.example/><img src=b.gif></a></div></div>",
    "a frame of an ad server": "<iframe src=https://ad.gazette.example/midas/1@300x250></iframe>",
    "a frame from a folder of advertising": "<iframe src=/ads/top.html></iframe>",
    "an own element": "<ad-slot id=ad-slot-5></ad-slot>",
    "attributes": "<aside data-slot-id=pos1 data-hide-ad-text=false></aside>",
    "a name with a prefix": "<div class=mh-ad-label></div>",
    "a name of two parts": "<div class=article__banner></div>",
    "a name in capitals": "<div class=gptAd><div></div></div>",
    "a name in one": "<div class=sidebarad></div>",
    "a name out of a build": "<div class='awareness-ad_placeholder__l0ClL'></div>",
    "German": "<div class=werbung-box></div>",
    "Spanish": "<div id=publicidad_3></div>",
    "Vietnamese": "<div class=quangcao-giua><div></div></div>",
}
NO_SLOTS = {
    "free of advertising": "<div class=story-ad-free></div>",
    "an authority": "<section class=advertising-standards-authority></section>",
    "a debate about advertising": "<div class=reklama-debate><p>The council wants fewer posters on the quay.</p></div>",
    "a map": "<div class=ad-area-map><img src=map.png></div>",
    "an image of the story": "<figure class=content-ads><img src=poster.jpg></figure>",
    "an image with a caption": "<div class=ad-box><figure><a href=https://x.example/><img src=a.jpg></a><figcaption>The poster</figcaption></figure></div>",
    "a paragraph": f"<div class=ad-container>{PROSE}</div>",
    "a short paragraph": "<div class=ad-wrapper><p>It rained.</p></div>",
    "a chart": "<div class=mpu><svg><path d=M0/></svg></div>",
    "an embedded post": "<div class=ad-slot><iframe src=https://video.example/embed/1></iframe></div>",
    "a picture behind the text": "<div class=banner style='background-image:url(a.jpg)'></div>",
    "a notice of cookies": "<div class=cookie-banner></div>",
    "code": "<div class=code-block><pre>print()</pre></div>",
    "words that begin alike": "<div class='gradient header adaptive loading upload-area'></div><div class=admin-notes></div>",
}


@pytest.mark.parametrize("markup", SLOTS.values(), ids=SLOTS)
def test_a_slot_is_found_whole_and_once(markup):
    ((text, _),) = findings("slot-left", markup)
    assert text.rstrip().startswith(markup[:12])
    assert text.count("<") == markup.count("<")


@pytest.mark.parametrize("markup", NO_SLOTS.values(), ids=NO_SLOTS)
def test_what_is_no_slot_is_left_alone(markup):
    assert findings("slot-left", markup) == []


def test_a_slot_outside_the_story_is_the_sites_own():
    assert findings("slot-left", before="<aside><ins class=adsbygoogle></ins></aside>", after="<footer><ins class=adsbygoogle></ins></footer>") == []


def test_a_slot_right_behind_the_article_came_with_it():
    ((text, _),) = findings("slot-left", after="<ins class=adsbygoogle></ins>")
    assert text == "<ins class=adsbygoogle></ins>"


def test_of_a_slot_that_is_not_closed_only_the_tag_is_wrong():
    ((text, found),) = findings("slot-left", f"<ins class=adsbygoogle>{PROSE}")
    assert text == "<ins class=adsbygoogle>"
    assert found.fix is None


@pytest.mark.parametrize(
    ("markup", "safety"),
    [
        ("<div class=ad-box></div>", "safe"),
        ("<div class=adthrive-ad><p>Advertisement</p><div></div></div>", "safe"),
        ("<div class='g g-1'><a href=https://shop.example/><img src=b.gif></a></div>", "unsafe"),
        ("<div class=OUTBRAIN><p>Ten knots</p></div>", "unsafe"),
    ],
)
def test_a_fix_is_safe_where_nothing_but_the_slot_goes(markup, safety):
    ((_, found),) = findings("slot-left", markup)
    assert found.fix.safety == safety


@pytest.mark.parametrize("markup", ["<div class=ad-slot><p>Advertisement</p></div>", "<div id=div-gpt-ad-1><div>Advertisement</div></div>"])
def test_a_slot_with_nothing_but_its_label_is_reported_as_that(markup):
    assert findings("slot-left", markup) == []
    assert len(findings("label-left", markup)) == 1


@pytest.mark.parametrize(
    "label", ["<p>Advertisement</p>", "<div>Advertisement · Scroll to continue</div>", "<div class=ad-box><h4>Advertisement</h4></div>"]
)
def test_a_label_is_found(label):
    assert len(findings("label-left", label)) == 1


@pytest.mark.parametrize(
    "text", ["<h2>Advertising</h2>", "<h3>Sponsored content</h3>", "<p>Advertisement: how posters pay for the ferry</p>"]
)
def test_a_subheading_and_a_sentence_are_no_labels(text):
    assert findings("label-left", text) == []


@pytest.mark.parametrize(
    "kept",
    [
        "<img src='https://counter.theconversation.com/content/270911/count.gif?distributor=republish-lightbox-basic' width=1 height=1>",
        "<iframe src=https://counter.theconversation.com/content/1/count.gif width=1 height=1></iframe>",
        "<script src=https://theconversation.com/javascripts/lib/content_tracker_hook.js data-counter=x></script>",
        "<script async src=https://pixel.propublica.org/pixel.js></script>",
        "<img id=republication-tracker-tool-source src='https://g.example/?republication-pixel=true&amp;post=7&amp;ga4=G-1'>",
        "<img src=https://g.example/wp-content/plugins/creative-commons-sharing/includes/pixel.php?post=1>",
        "<script>PARSELY = {autotrack: false, onload: function () { PARSELY.beacon.trackPageView({}) }}</script>",
        "<script src=//cdn.parsely.com/keys/g.example/p.js></script>",
        "<img src=https://republish.groundup.org.za/counter/hit/2026-01-01/ferry>",
        "<img src=https://vg04.met.vgwort.de/na/1 width=1 height=1>",
        "<script async src=https://platform.twitter.com/widgets.js></script>",
        "<script type=application/ld+json>{\"about\": \"googletag.cmd\"}</script>",
        "<img src=/pixel.png width=1 height=1>",
    ],
)
def test_what_licences_ask_for_and_what_shows_the_story_stays(kept):
    assert findings("script-left", kept) == []


@pytest.mark.parametrize(
    "left",
    [
        "<script async src=//pagead2.googlesyndication.com/pagead/js/adsbygoogle.js></script>",
        "<script>!function(){}(); fbq('track', 'PageView');</script>",
        "<noscript><img src='https://www.facebook.com/tr?id=1&amp;noscript=1' height=1 width=1></noscript>",
        "<script src=https://connect.facebook.net/en_US/fbevents.js?v=1></script>",
        "<script>(window.yaContextCb=window.yaContextCb||[]).push(()=>{})</script>",
        "<img src=https://counter.yadro.ru/hit?1 alt=''>",
        "<img src=https://pixel.wp.com/b.gif?host=g.example width=1 height=1>",
        "<iframe src=https://www.googletagmanager.com/ns.html?id=GTM-1 height=0 width=0></iframe>",
        "<script src=https://ads.gazette.example/show.js></script>",
    ],
)
def test_a_script_or_counter_of_others_is_found(left):
    assert len(findings("script-left", left)) == 1


def test_a_loader_and_its_call_are_one_finding_and_the_sites_own_scripts_none():
    loader = "<script src=//cdn.taboola.com/libtrc/g/loader.js></script>"
    call = "<script>_taboola.push({flush: true})</script>"
    ((text, found),) = findings("script-left", f"<div>{loader}\n{call}</div>", after=loader)
    assert text == f"{loader}\n{call}"
    assert len(found.fix.edits) == 2


@pytest.mark.parametrize(
    "text",
    [
        "<p>Buy it: <a href='https://www.amazon.co.uk/dp/1?tag=g-21'>Amazon</a></p>",
        "<li><a href='https://www.awin1.com/cread.php?p=1'>Rope, 20 metres</a></li>",
        "<p><a href='https://shop.example/rope?irclickid=1'>Rope, 20 metres</a></p>",
        "<p>Mend your boat with <a href='https://ad.doubleclick.net/ddm/trackclk/1'>twenty metres of rope and tackle from Rope Ltd, at half price</a> today.</p>",
        "<p>Sponsored by Rope Ltd</p>",
        "<p>This article is sponsored by Rope Ltd. The editors had no part in it.</p>",
    ],
)
def test_text_that_is_paid_for_is_found(text):
    assert len(findings("sponsored-text", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<p>The operator sells <a href='https://amzn.to/1'>a history of the ferry</a> on board, which the harbour office recommends.</p>",
        "<h2><a href='https://amzn.to/1'>A history of the ferry</a></h2>",
        "<p><a href='https://gazette.example/?utm_source=wire&amp;tag=ferry'>A history of the ferry</a></p>",
        "<p>We may earn a commission if you buy something through a link.</p>",
        "<p>Sponsored by two councillors, the plan for the quay found a majority on Friday.</p>",
        "<table><tr><td class=sponsor>Rope Ltd</td><td><a href=https://rope.example/>rope.example</a></td></tr></table>",
        "<figure><img src=a.jpg><figcaption>Photo: <a rel=sponsored href=https://rope.example/>Rope Ltd</a></figcaption></figure>",
    ],
)
def test_links_in_sentences_disclosures_and_facts_are_the_storys(text):
    assert findings("sponsored-text", text) == []


def test_links_in_sentences_are_found_where_that_is_asked_for():
    link = "<a href='https://amzn.to/1'>a history of the ferry</a>"
    ((text, _),) = findings("sponsored-text", PROSE.replace("a long wait", link), options=LinkOptions(links_in_prose=True))
    assert text == link


BOX = "<div class='box promo' id=b1><p>Rope and tackle</p></div>"


@pytest.mark.parametrize(
    ("lines", "hits"),
    [
        (["##.promo"], 1),
        (["###b1"], 1),
        (["##DIV.box > p"], 1),
        (['##div[class^="box "]'], 1),
        (["##.promo", "##.box", "##.box > p"], 1),
        (["wire.example##.promo"], 1),
        (["example##.promo"], 1),
        (["wire.*##.promo"], 1),
        (["other.example##.promo"], 0),
        (["~wire.example##.promo"], 0),
        (["##.promo", "wire.example#@#.promo"], 0),
        (["##.promo", "other.example#@#.promo"], 1),
        (["##.absent", "##.promo-box", "!##.promo", "[Adblock Plus 2.0]"], 0),
        (["||promo.example^", "wire.example#?#.promo:has-text(Rope)", "##+js(x)", "##.promo:upward(2)"], 0),
    ],
)
def test_filters_hide_what_they_would_in_a_browser(lines, hits):
    assert len(findings("filter-match", BOX, options=FilterOptions(lines=tuple(lines)))) == hits


def test_filters_count_in_the_story_only():
    assert findings("filter-match", before=BOX, after=BOX, options=FilterOptions(lines=("##.promo",))) == []


def test_a_file_of_filters_is_read_and_what_it_cannot_say_is_said_once(command, tmp_path):
    (tmp_path / "house.txt").write_text("! ours\n##.promo\n||x.example^\n##.a:has-text(b)\n##.a:upward(2)\n", encoding="utf-8")
    config = '[rules]\n"ads/filter-match" = { severity = "error", filters = ["house.txt"] }\n[[overrides]]\npaths = ["b.html"]\nrules = { "ads/label-left" = "off" }\n'
    (tmp_path / "bylint.toml").write_text(config, encoding="utf-8")
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(PAGE.format(inside=BOX, before="", after="", prose=PROSE), encoding="utf-8")
    done = command("check", ".", "--every", "--select", "ads/filter-match", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("house.txt, line 2") == 2
    assert done.stderr == (
        "bylint: ads/filter-match uses 1 of the filters in 'house.txt'. It cannot use 2 whose selector it cannot read, 1 that block requests.\n"
    )


def test_a_file_of_filters_that_is_not_there_is_an_error_of_the_config(command, tmp_path):
    (tmp_path / "bylint.toml").write_text('[rules]\n"ads/filter-match" = { severity = "error", filters = ["house.txt"] }\n', encoding="utf-8")
    (tmp_path / "a.html").write_text(PROSE, encoding="utf-8")
    done = command("check", "a.html", cwd=tmp_path)
    assert done.returncode == 2
    assert "bylint.toml:2" in done.stderr
    assert "`filters` names 'house.txt'" in done.stderr


@pytest.mark.parametrize("name", ["ad_tech", "trackers", "paid_links"])
def test_the_vocabulary_says_where_it_is_documented_and_names_nothing_twice(name):
    told = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    groups = told.get("system", told.get("network"))
    assert [group["name"] for group in groups if not group["where"].startswith("https://")] == []
    named = [(key, each) for group in groups for key, values in group.items() if isinstance(values, list) for each in values]
    assert len(named) == len(set(named))
    assert [each for _, each in named if each != each.lower() or each.startswith(("http", "www."))] == []


def test_a_brief_without_a_paragraph_is_read_to_its_end():
    lines = "".join(f"<p>{line}</p>" for line in ("The ferry sails again.", "It had been laid up.", "Nobody knew why.", "Advertisement", "It is back."))
    data = f"<!doctype html><html lang=en><title>Ferry back</title><article><h1>Ferry back</h1>{lines}</article></html>".encode()
    setting = RuleSetting("ads/label-left", PACKS.rules["ads/label-left"].severity)
    (found,) = check("a.html", data, Plan((setting,), Settings(lexicon=Lexicon(PACKS.lexicons))), PACKS.rules).findings
    assert data[found.place.start_byte : found.place.end_byte] == b"Advertisement"


def test_labels_in_a_row_behind_the_story_are_all_told_and_what_follows_is_the_sites():
    row = "<p>Advertisement</p>" * 4
    assert len(findings("label-left", after=row)) == 4
    own = "".join(f"<p>{name}</p>" for name in ("Home", "Contact", "Imprint"))
    assert len(findings("label-left", after=row + own + row)) == 4
