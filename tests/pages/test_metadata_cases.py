"""Awkward pages for the metadata rules: what must be said, exactly where, and what must not."""

from time import process_time

import pytest

from bylint.lexicon import Lexicon
from bylint.page import Page
from bylint.settings import Settings
from bylint.source import Source
from bylint_rules import bylint_lexicon
from bylint_rules.metadata.author_invalid import author_invalid
from bylint_rules.metadata.canonical_conflict import canonical_conflict
from bylint_rules.metadata.canonical_missing import canonical_missing
from bylint_rules.metadata.date_order import date_order
from bylint_rules.metadata.duplicate_tag import duplicate_tag
from bylint_rules.metadata.foreign_identity import Options as Ours
from bylint_rules.metadata.foreign_identity import foreign_identity
from bylint_rules.metadata.headline_mismatch import headline_mismatch
from bylint_rules.metadata.image_url import image_url
from bylint_rules.metadata.json_ld_schema import Options, json_ld_schema
from bylint_rules.metadata.json_ld_syntax import json_ld_syntax
from bylint_rules.metadata.language_mismatch import language_mismatch
from bylint_rules.metadata.publisher_conflict import publisher_conflict
from bylint_rules.metadata.robots_conflict import robots_conflict

HEAD = "<!doctype html><html><head><title>Ferry sails</title>{}</head><body></body></html>"
SETTINGS = Settings(url="https://gazette.example/", lexicon=Lexicon((bylint_lexicon(),)))


def read(text, **settings):
    return Page(Source.read("page.html", text.encode()), SETTINGS._replace(**settings))


def ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def found(rule, text, options=None, **settings):
    page = read(text, **settings)
    return [(problem.message, page.source.text[slice(*problem.span)]) for problem in rule.run(page, options)]


@pytest.mark.parametrize(
    ("body", "at", "says"),
    [
        ('{"a": "x" "b": 1}', '"', "comma is missing"),
        ('{"a": "the "big" ship"}', "b", "quotation mark in this text"),
        ('{"a": [1, 2, ]}', ",", "behind the last entry"),
        ("{'a': 1}", "'", "single quotation marks"),
        ('{"a": "one\ntwo"}', "\n", "line break"),
        ('{"a": {{ title }} }', "{", "template"),
        ('{&quot;a&quot;: 1}', "&", "&quot;"),
        ('{"a": 1} // done', "/", "no comments"),
        ('{"a": 1};', ";", "behind the end"),
        ('{"a": undefined}', "u", "value is expected"),
        ('{"a": "b', '"', "never ends"),
        ('{"a": [1\n ', "", "breaks off"),
        ('{"a": "C:\\dir"}', "\\", "backslash"),
        ('{"a" 1}', "1", "colon"),
        ('{"a": <b>x</b>}', "<", "HTML"),
    ],
)
def test_syntax_errors_are_told_in_plain_words_at_the_character(body, at, says):
    ((message, where),) = found(json_ld_syntax, ld(body))
    assert says in message
    assert where == at


def test_a_canonical_elsewhere_and_og_url_at_home_is_syndication():
    links = '<link rel=canonical href="https://origin.example/2025/ferry"><meta property="og:url" content="https://gazette.example/ferry">'
    article = ld('{"@type": "NewsArticle", "mainEntityOfPage": "https://gazette.example/ferry"}')
    assert not found(canonical_conflict, HEAD.format(links + article))


@pytest.mark.parametrize(
    "other",
    ["https://www.g.example/ferry/", "https://g.example/FERRY?utm_medium=a", "https://g.example/m/ferry.html", "https://g.example/123456?x=1"],
)
def test_spellings_of_one_address_do_not_conflict(other):
    canonical = "https://g.example/123456/ferry" if "123456" in other else "https://g.example/ferry"
    assert not found(canonical_conflict, HEAD.format(f'<link rel=canonical href="{canonical}"><meta property="og:url" content="{other}">'))


@pytest.mark.parametrize("href", ["", "#", "?page=2", "http://[", "http://localhost/a", "javascript:void(0)", "{{ url }}"])
def test_a_canonical_that_is_no_public_address_is_told(href):
    assert len(found(canonical_conflict, HEAD.format(f'<link rel=canonical href="{href}">'))) == 1


def test_one_canonical_repeated_is_no_conflict():
    assert not found(canonical_conflict, HEAD.format('<link rel=canonical href="https://g.example/a">' * 2))


@pytest.mark.parametrize(
    "author",
    [
        '{"@type": "Person"}', '{"@type": "Person", "name": " "}', '""', '"admin"', '{"@type": "Person", "name": "4711"}',
        '{"@type": "Person", "name": "By Ada Quay"}', '{"name": "ada@gazette.example"}', '{"@type": "Person", "name": "Gazette"}',
    ],
)
def test_authors_that_are_nobody(author):
    assert len(found(author_invalid, ld(f'{{"@type": "Article", "publisher": {{"name": "Gazette"}}, "author": {author}}}'))) == 1


@pytest.mark.parametrize(
    "author",
    [
        '"Ada Quay"', '{"@id": "https://gazette.example/#ada"}', '{"@type": "Organization", "name": "Gazette"}', "[]",
        '{"@type": "Person", "name": "José Ortega y Gasset"}', '{"@type": "Person", "name": "Byron Bay, Jr."}',
        '{"@type": "Person", "name": "李明"}',
        '{"@type": "Organization", "name": "Health and Science Desk, Gazette Media Group"}',
    ],
)
def test_authors_that_are_somebody(author):
    assert not found(author_invalid, ld(f'{{"@type": "Article", "publisher": {{"name": "Gazette"}}, "author": {author}}}'))


def test_one_nobody_in_three_places_is_one_finding():
    metas = '<meta name=author content=admin><meta property="article:author" content=admin>'
    page = read(HEAD.format(metas + ld('{"@type": "Article", "author": "admin"}')))
    (problem,) = author_invalid.run(page)
    assert len(problem.related) == 2


def test_dates_without_a_zone_are_given_a_day_and_more():
    article = '{{"@type": "Article", "datePublished": "{}", "dateModified": "{}"}}'
    assert not found(date_order, ld(article.format("2025-01-15T09:00:00", "2025-01-14T10:00:00Z")))
    assert found(date_order, ld(article.format("2025-01-15T09:00:00", "2025-01-14T01:00:00Z")))


def test_the_same_wrong_order_in_two_markups_is_one_finding():
    metas = (
        '<meta property="article:published_time" content="2025-01-15T09:00:00Z">'
        '<meta property="article:modified_time" content="2025-01-12T09:00:00Z">'
    )
    article = ld('{"@type": "Article", "datePublished": "2025-01-15T10:00:00+01:00", "dateModified": "2025-01-12T09:00:00Z"}')
    assert len(found(date_order, metas + article)) == 1


def test_a_headline_for_search_is_another_wording_when_the_story_speaks_of_it():
    text = (
        '<!doctype html><html><head><title>Harbour office reopens crossing</title><meta property="og:title" content="“We cried with joy”: '
        'islanders relieved"></head><body><h1>“We cried with joy”: islanders relieved</h1><p>{}</p></body></html>'
    )
    assert not found(headline_mismatch, text.format("The harbour office reopened the crossing to the island on Monday."))
    assert found(headline_mismatch, text.format("Nothing of the kind is told in this paragraph about a budget."))


def test_a_relative_picture_is_fixed_from_the_config_and_nothing_else_is_touched():
    page = read('<meta property="og:image" content="/a.jpg?x=1&amp;y=2">' + ld('{"@type": "Article", "image": {"url": "/b.jpg"}}'))
    fixed = page.source.text
    for problem in sorted(image_url.run(page), key=lambda problem: problem.span, reverse=True):
        (edit,) = problem.fix.edits
        fixed = fixed[: edit.span.start] + edit.text + fixed[edit.span.end :]
    assert 'content="https://gazette.example/a.jpg?x=1&amp;y=2"' in fixed
    assert '"url": "https://gazette.example/b.jpg"' in fixed


def test_what_is_missing_is_told_on_request_only():
    article = ld('{"@type": "NewsArticle", "headline": "Ferry sails"}')
    assert not found(json_ld_schema, article)
    ((message, _),) = found(json_ld_schema, article, Options(recommended=True))
    assert "author, datePublished, dateModified, image" in message


@pytest.mark.parametrize("value", ['{"a": ' * 300 + "1" + "}" * 300, "[" * 300 + "]" * 300, "1e999", '"\\ud800"', "9" * 5000])
def test_no_value_brings_the_schema_down(value):
    for name in ("image", "headline", "author", "publisher", "datePublished"):
        found(json_ld_schema, ld(f'{{"@type": "Article", "{name}": {value}}}'))


def test_of_each_author_the_name_and_the_address_are_recommended():
    whole = '"headline": "a", "datePublished": "2025-01-15", "dateModified": "2025-01-15", "image": "https://g.example/a.jpg"'
    for author, missing in (
        ('{"name": "Ada Quay", "url": "https://g.example/ada"}', []),
        ('{"name": "Ada Quay", "sameAs": "https://g.example/ada"}', []),
        ('[{"name": "Ada Quay"}, {"name": "Ben", "url": "https://g.example/ben"}]', ["author.url"]),
        ('"Ada Quay"', ["author.url"]),
        ('{"url": "https://g.example/ada"}', ["author.name"]),
    ):
        told = found(json_ld_schema, ld(f'{{"@type": "NewsArticle", {whole}, "author": {author}}}'), Options(recommended=True))
        assert [name for name in ("author.name", "author.url") if told and name in told[0][0]] == missing


CANONICAL = '<link rel=canonical href="{}">'
OG_URL = '<meta property="og:url" content="{}">'
OURS, THEIRS = "https://gazette.example/ferry", "https://islandwire.example/2025/ferry"
CREDITED = (
    "<!doctype html><html><head><title>Ferry</title>{}</head><body><article><h1>Ferry sails</h1><p>The ferry to the islands sails again from "
    "Monday, the harbour office said on Friday after a long wait.</p>"
    '<p>This article was originally published by <a href="https://www.islandwire.example/2025/ferry">Island Wire</a>.</p></article></body></html>'
)


@pytest.mark.parametrize(
    ("indexing", "head", "says"),
    [
        ("either", CANONICAL.format(THEIRS), None),
        ("either", CANONICAL.format(OURS), None),
        ("original", CANONICAL.format(THEIRS), None),
        ("original", CANONICAL.format(OURS), "leads to our own site"),
        ("original", CANONICAL.format("https://www.gazette.example/ferry"), "leads to our own site"),
        ("original", CANONICAL.format("https://daily-crab.example/ferry"), "the credit to “islandwire.example”"),
        ("self", CANONICAL.format(OURS), None),
        ("self", CANONICAL.format(THEIRS), "leave out this copy"),
        ("self", CANONICAL.format(OURS) + "<meta name=robots content=noindex>", "asks search engines not to list it"),
        ("noindex", CANONICAL.format(THEIRS), "lets search engines list it"),
        ("noindex", CANONICAL.format(OURS) + "<meta name=robots content='follow,NOINDEX'>", None),
        ("noindex", CANONICAL.format(THEIRS) + "<meta name=googlebot content=none>", None),
    ],
)
def test_the_canonical_is_judged_by_the_indexing_policy(indexing, head, says):
    told = found(canonical_conflict, CREDITED.format(head), indexing=indexing)
    assert len(told) == (says is not None)
    assert says is None or says in told[0][0]


def test_our_own_stories_are_under_no_policy():
    assert found(canonical_conflict, CREDITED.format(CANONICAL.format(OURS)), indexing="original")
    assert not found(canonical_conflict, CREDITED.format(CANONICAL.format(OURS)), indexing="original", republished=False)


def test_the_missing_canonical_is_asked_for_by_the_policy():
    ((message, _),) = found(canonical_missing, CREDITED.format(""), indexing="original")
    assert "originator's address of the story" in message
    assert "this page's own address" in found(canonical_missing, CREDITED.format(""), indexing="self")[0][0]
    assert not found(canonical_missing, CREDITED.format(""), indexing="noindex")
    assert not found(canonical_missing, CREDITED.format("<meta name=robots content=noindex>"))


ARTICLE = ld('{"@type": "NewsArticle", "headline": "Ferry sails"}')


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (CANONICAL.format("https://islandwire.example/") + ARTICLE, "leads to the home page"),
        (CANONICAL.format("https://islandwire.example/"), None),
        (CANONICAL.format("https://staging.gazette.example/ferry"), "test machine"),
        (CANONICAL.format("https://test.example/ferry"), None),
        (CANONICAL.format("http://gazette.example/ferry") + OG_URL.format(OURS), "begins with http://"),
        (CANONICAL.format("http://islandwire.example/ferry") + OG_URL.format(OURS), None),
        (CANONICAL.format(OURS) + OG_URL.format("https://crab.example/a"), "neither our page nor"),
        (CANONICAL.format(THEIRS) + OG_URL.format("https://crab.example/a"), "neither our page nor"),
        (CANONICAL.format(THEIRS) + OG_URL.format(THEIRS), None),
        (CANONICAL.format(OURS) + ld('{"@type": "NewsArticle", "mainEntityOfPage": "https://gazette.example/"}'), None),
    ],
)
def test_contradictions_of_the_canonical_need_no_policy(head, says):
    told = found(canonical_conflict, HEAD.format(head))
    assert len(told) == (says is not None), told
    assert says is None or says in told[0][0]


SITE = '<meta property="og:site_name" content="{}">'
PUBLISHER = '{{"@type": "NewsArticle", "publisher": {}}}'


@pytest.mark.parametrize(
    ("name", "publisher", "conflict"),
    [
        ("Harbour Gazette", '{"name": "Island Wire"}', True),
        ("Harbour Gazette", '"Island Wire"', True),
        ("Harbour Gazette", '{"name": "The Harbour Gazette Newsroom"}', False),
        ("Gazette", '{"name": "Harbour Gazette"}', False),
        ("HG", '{"name": "Harbour Gazette"}', False),
        ("Harbour Gazette", '{"name": "Quay & Söhne Verlag GmbH"}', False),
        ("Harbour Gazette", '{"name": "Northisle", "logo": {"url": "https://cdn.gazette.example/logo.png"}}', False),
        ("Harbour Gazette", '{"@type": ["Person", "Organization"], "name": "admin"}', False),
        ("Harbour Gazette", '{"name": "https://islandwire.example"}', False),
        ("港湾新聞", '{"name": "島ニュース"}', True),
    ],
)
def test_publishers_that_disagree(name, publisher, conflict):
    head = SITE.format(name) + OG_URL.format(OURS) + ld(PUBLISHER.format(publisher))
    assert bool(found(publisher_conflict, HEAD.format(head), url="")) == conflict


def test_the_name_of_an_app_is_no_publishers():
    head = SITE.format("Harbour Gazette") + '<meta name="application-name" content="Island Wire">'
    assert found(publisher_conflict, HEAD.format(head)) == []


def test_the_addresses_of_other_stories_in_the_microdata_are_not_this_ones():
    links = "".join(f"<li><a itemprop=url href=https://gazette.example/{name}>{name}</a>" for name in ("bridge", "fog"))
    head = "<link rel=canonical href=https://gazette.example/ferry>"
    item = f"<article itemscope itemtype=https://schema.org/NewsArticle><h1 itemprop=headline>Ferry sails</h1><ul>{links}</ul></article>"
    assert found(canonical_conflict, HEAD.format(head).replace("<body>", f"<body>{item}")) == []


def test_the_configured_name_is_who_we_are():
    ((message, where),) = found(publisher_conflict, HEAD.format(SITE.format("Island Wire")), name="Harbour Gazette")
    assert "the config names “Harbour Gazette”" in message
    assert where == "Island Wire"
    assert not found(publisher_conflict, HEAD.format(SITE.format("The Harbour Gazette")), name="Harbour Gazette")


STORIES = {
    "de": "Die Fähre zu den Inseln fährt ab Montag wieder, wie das Hafenamt am Freitag mitteilte, und die Menschen auf den Inseln sind froh.",
    "en": "The ferry to the islands sails again from Monday, the harbour office said on Friday, and the people of the islands are glad of it.",
    "fr": "Le ferry pour les îles reprend la mer dès lundi, a annoncé le bureau du port vendredi, et les habitants des îles sont soulagés par la nouvelle.",
    "es": "El ferry a las islas vuelve a navegar desde el lunes, según informó la oficina del puerto el viernes, y los vecinos de las islas se alegran.",
    "nl": "De veerboot naar de eilanden vaart vanaf maandag weer, zegt het havenkantoor op vrijdag, en de bewoners van het eiland zijn er blij mee.",
    "da": "Færgen til øerne sejler igen fra mandag, siger havnekontoret fredag, og folk på øerne er glade for at det er slut med at vente på den.",
    "ru": "Паром на острова снова пойдёт с понедельника, сообщило в пятницу управление порта, и жители островов рады этому после трёх недель ожидания.",
    "uk": "Пором на острови знову піде з понеділка, повідомило у п’ятницю управління порту, і мешканці островів раді їй після трьох тижнів чекання.",
    "ar": "تعود العبّارة إلى الجزر ابتداء من يوم الاثنين، كما أعلن مكتب الميناء يوم الجمعة، ويشعر سكان الجزر بالارتياح بعد انتظار دام ثلاثة أسابيع.",
    "ja": "港湾事務所は金曜日、島々へのフェリーが三週間の修理を終えて月曜日から再び運航すると発表した。島の人々は喜んでいる。船は小さいが頼りになる。",
    "zh": "港务办公室星期五宣布，开往各岛的渡轮经过三个星期的修理，将从星期一起恢复航行。岛上居民对此表示高兴，因为他们等了很久。船不大，但很可靠。",
    "ko": "항만 사무소는 금요일 섬으로 가는 여객선이 삼 주간의 수리를 마치고 월요일부터 다시 운항한다고 밝혔다. 섬 주민들은 오래 기다린 소식에 기뻐했다.",
}


def story_in(language, lang, paragraphs=6, head="", inside=""):
    body = f"<p>{STORIES[language]}</p>" * paragraphs
    return f"<!doctype html><html lang={lang}><head><title>x</title>{head}</head><body><article {inside}><h1>x</h1>{body}</article></body></html>"


@pytest.mark.parametrize("language", STORIES)
def test_a_story_in_its_own_language_is_never_a_mismatch(language):
    region = {"zh": "zh-Hant-TW", "da": "nb", "en": "en_GB"}.get(language, f"{language}-XX")
    for lang in (language, region, "und", "x-default", "xx", "jp"):
        assert not found(language_mismatch, story_in(language, lang)), lang


@pytest.mark.parametrize(
    ("language", "lang"),
    [
        ("de", "en-US"), ("en", "de"), ("fr", "en"), ("es", "fr"), ("nl", "de"), ("da", "en"), ("ru", "en"), ("ru", "uk"), ("uk", "ru"),
        ("ar", "en"), ("ja", "zh"), ("zh", "ja"), ("ko", "ja"), ("en", "ru"), ("en", "ar"), ("ru", "el"),
    ],
)
def test_a_language_that_is_surely_another(language, lang):
    assert len(found(language_mismatch, story_in(language, lang))) == 1


@pytest.mark.parametrize(
    "text",
    [
        story_in("de", "en", paragraphs=1),
        story_in("de", "en", inside="lang=de"),
        story_in("es", "ca"),
        story_in("nl", "af"),
        story_in("en", "hi-Latn"),
        story_in("en", "sr"),
        story_in("de", "de", head='<meta http-equiv="content-language" content="en, de">'),
        story_in("de", "de", head='<meta name="language" content="English">'),
    ],
)
def test_no_doubt_is_a_mismatch(text):
    assert not found(language_mismatch, text)


def test_one_wrong_language_in_three_places_is_one_finding():
    head = '<meta property="og:locale" content="en_US">' + ld('{"@type": "NewsArticle", "inLanguage": "en"}')
    (problem,) = language_mismatch.run(read(story_in("de", "en", head=head)))
    assert len(problem.related) == 2
    (problem,) = language_mismatch.run(read(story_in("de", "de", head=head)))
    assert len(problem.related) == 1


def test_a_repeated_tag_is_taken_out_with_its_line():
    first = '<meta property="og:title" content="Ferry sails">\n'
    page = read(HEAD.format(f'\n{first}<meta name=robots content=index>\n{first}<meta name=robots content="index">\n'))
    (problem,) = duplicate_tag.run(page)
    fixed = page.source.text
    for edit in reversed(problem.fix.edits):
        fixed = fixed[: edit.span.start] + edit.text + fixed[edit.span.end :]
    assert fixed == HEAD.format(f"\n{first}<meta name=robots content=index>\n")
    assert problem.fix.safety == "safe"
    assert not found(duplicate_tag, fixed)


@pytest.mark.parametrize(
    ("head", "findings"),
    [
        ("<title>Island Wire</title>", 1),
        ('<meta name=description content="a"><meta name=description content="b">', 1),
        ('<meta name=description content=""><meta name=description content="b">', 1),
        ('<meta property="og:url" content="https://g.example/a"><meta property="og:url" content="https://g.example/b">', 1),
        ('<meta property="article:tag" content="a"><meta property="article:tag" content="a">', 0),
        ('<meta property="og:title" content="a"><meta property="og:title" name="title" content="a">', 0),
        ('<meta name=robots content=noarchive><meta name=robots content="max-snippet:50">', 0),
        (CANONICAL.format(OURS) + CANONICAL.format(THEIRS), 0),
        ('<meta property="og:title" content="a"><noscript><meta property="og:title" content="b"></noscript>', 0),
        ("<svg><title>Logo</title></svg>", 0),
    ],
)
def test_what_may_stand_only_once(head, findings):
    assert len(found(duplicate_tag, HEAD.format(head))) == findings


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ('<meta name=robots content="index,follow"><meta name=robots content="noindex,follow">', "leave the page out"),
        ('<meta name=robots content=all><meta name=robots content=none>', "leave the page out"),
        ('<meta name=robots content=noindex><meta name=googlebot content=index>', "leave the page out"),
        ('<meta name=robots content=index><meta name=googlebot content=noindex>', None),
        ('<meta name=robots content="nosnippet, max-snippet:0">', None),
        ('<meta name=robots content="nosnippet, max-snippet:-1">', "no text of it"),
        ('<meta name=robots content="noimageindex, max-image-preview:large">', "none of its pictures"),
        ('<meta name=robots content="index, follow, max-snippet:-1, max-image-preview:large">', None),
        ('<meta name=robots content="noindex">' + CANONICAL.format(THEIRS) + OG_URL.format(OURS), None),
        ('<meta name=robots content="noindex">' + CANONICAL.format(OURS) + OG_URL.format(OURS), None),
        ('<meta name=robots content="noindex">' + CANONICAL.format(OURS) + OG_URL.format("https://gazette.example/print/9"), "have to guess"),
        ('<meta name=robots content="noindex">' + CANONICAL.format(OURS), None),
    ],
)
def test_robots_rules_that_contradict_each_other(head, says):
    told = {message for message, _ in found(robots_conflict, HEAD.format(head))}
    assert (says is None and not told) or any(says in message for message in told), told


def test_on_our_own_story_a_noindex_and_a_canonical_elsewhere_contradict_each_other():
    head = '<meta name=robots content="noindex">' + CANONICAL.format(THEIRS) + OG_URL.format(OURS)
    assert found(robots_conflict, HEAD.format(head), republished=False)


@pytest.mark.parametrize(
    ("head", "findings"),
    [
        ("<link rel=amphtml href=https://islandwire.example/amp/a>", 1),
        ("<link rel=amphtml href=https://amp.gazette.example/a>", 0),
        ("<link rel=amphtml href=https://gazette-example.cdn.ampproject.org/c/s/gazette.example/a>", 0),
        ("<link rel=alternate hreflang=en href=https://islandwire.example/a><link rel=alternate hreflang=fr href=https://islandwire.example/f>", 1),
        ("<link rel=alternate hreflang=en href=https://gazette.example/a><link rel=alternate hreflang=fr href=https://journal.example/f>", 0),
        ("<link rel=alternate hreflang=fr href=https://www.gazette.co.uk/f>", 0),
        ("<link rel=alternate type=application/rss+xml href=https://islandwire.example/feed>", 1),
        ("<link rel=alternate type=application/rss+xml href=https://feeds.somewhere.example/gazette>", 0),
        ("<meta name=twitter:site content=@IslandWire>", 1),
        ("<meta name=twitter:site content=@TheGazette>", 0),
        ("<meta name=twitter:site content=@HGnewsdesk>", 0),
        ("<meta property=article:publisher content=https://www.facebook.com/islandwire/>", 1),
        ("<meta property=al:android:package content=com.islandwire.reader>", 1),
        ("<meta name=apple-itunes-app content='app-id=4711, app-argument=https://islandwire.example/a'>", 1),
        ("<meta name=apple-itunes-app content='app-id=4711'><meta name=google-site-verification content=x><meta property=fb:app_id content=7>", 0),
    ],
)
def test_the_originators_identity_is_told_where_it_is_sure(head, findings):
    assert len(found(foreign_identity, CREDITED.format(head))) == findings
    assert not found(foreign_identity, CREDITED.format(head), url=""), "nobody knows who we are"


def test_ids_and_tokens_are_foreign_when_ours_are_named():
    head = (
        "<meta name=google-site-verification content=abc-1><meta property=fb:app_id content=7><meta name=apple-itunes-app content='app-id=4711'>"
        "<script>gtag('config', 'UA-12345-1'); gtag('config', 'G-ABCD123456')</script>"
    )
    told = {where for _, where in found(foreign_identity, HEAD.format(head), Ours(ours=("4711", "UA-12345-1")))}
    assert told == {"abc-1", "7", "G-ABCD123456"}
    assert not found(foreign_identity, HEAD.format(head), Ours(ours=("abc-1", "7", "4711", "UA-12345-1", "G-ABCD123456")))


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (
            (date_order, canonical_conflict, headline_mismatch),
            ld("[" + ",".join(f'{{"@type": "NewsArticle", "headline": "{n}", "datePublished": "2025-01-15T09:00:00Z", "dateModified": "2025-01-14"}}'
               for n in range(30_000)) + "]"),
        ),
        ((author_invalid, headline_mismatch), "<p class=author>Ada</p>" * 20_000),
        ((author_invalid, headline_mismatch), "<div class=author>" * 1900 + "<br>" * 50_000),
        ((headline_mismatch, language_mismatch), "<title>Ferry sails</title>" + "".join(f"<h1>Ferry {n}</h1>" for n in range(20_000))),
        ((duplicate_tag, robots_conflict), "<head>" + "".join(f'<meta name="robots" content="index, x{n}, noindex">' for n in range(20_000))),
        ((foreign_identity, canonical_conflict), "<head>" + CANONICAL.format(OURS) + "<link rel=alternate hreflang=a href=https://b.example>" * 20_000),
    ],
)
def test_thousands_of_the_same_take_no_time(rules, text):
    before = process_time()
    for rule in rules:
        found(rule, "<!doctype html>" + text)
    assert process_time() - before < 6
