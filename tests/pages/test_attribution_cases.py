"""Credits as newsrooms write them: what counts as naming the source, and what only looks like it.

Every case states all findings of the family that its page has.
"""

import pytest

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.page import Page
from bylint.plugins import load
from bylint.settings import Settings
from bylint.source import Source
from bylint_rules.views.originator import originator

PACKS = load()
STORIES = {
    "en": "The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait{}.",
    "de": "Die Fähre zu den Inseln fährt ab Montag wieder, teilte das Hafenamt am Freitag nach langer Pause mit{}.",
    "fr": "Le ferry des îles reprend la mer dès lundi, a fait savoir la capitainerie vendredi après une longue attente{}.",
    "es": "El transbordador a las islas vuelve a navegar desde el lunes, dijo el viernes la oficina del puerto{}.",
    "it": "Il traghetto per le isole torna a navigare da lunedì, ha detto venerdì la capitaneria di porto dopo mesi{}.",
    "ru": "Паром на острова снова начнёт ходить с понедельника, сообщили в пятницу в управлении порта после ремонта{}.",
    "zh": "港务局周五表示，经过六周的维修，前往各岛屿的渡轮将从周一起恢复通航，票价与此前相同，乘客可以在码头购票{}。",
    "ja": "島へ向かうフェリーは六週間の修理を終えて月曜日から運航を再開すると港湾事務所が金曜日に発表した。運賃は据え置かれる{}。",
    "ar": "تعود العبارة إلى الإبحار نحو الجزر ابتداء من يوم الاثنين بعد أسابيع من الإصلاح، كما أعلن مكتب الميناء يوم الجمعة{}.",
    "tr": "Liman müdürlüğü cuma günü yaptığı açıklamada adalara giden feribotun pazartesiden itibaren yeniden sefere çıkacağını duyurdu{}.",
}
MORE = {lang: f"<p>{text.format('')}</p>" for lang, text in STORIES.items()}
HEAD = "<meta property=og:url content=https://wire.example/ferry><meta property=og:site_name content='Island Wire'>"
PAGE = """<!doctype html><html lang={lang}><head><title>Ferry back in service</title>{ours}{head}</head>
<body><article><h1>Ferry back in service</h1>{byline}{before}<p>{lead}{prose}</p>{more}{after}</article></body></html>"""


def page(before="", after="", head="", lead="", end="", lang="en", ours=HEAD, byline="<p>By Ada Quay</p>", more=None):
    prose = STORIES[lang].format(end)
    amid = MORE[lang] if more is None else more
    return PAGE.format(before=before, after=after, head=head, lead=lead, prose=prose, more=amid, lang=lang, ours=ours, byline=byline)


def findings(text, **settings):
    rules = [rule for rule in PACKS.rules.values() if rule.id.startswith("attribution/") and rule.id != "attribution/photo-uncredited"]
    plan = Plan(tuple(RuleSetting(rule.id, rule.severity) for rule in rules), Settings(lexicon=Lexicon(PACKS.lexicons), **settings))
    result = check("page.html", text.encode(), plan, PACKS.rules)
    assert result.complete, result.findings
    return result.findings


def rules(text, **settings):
    return sorted(finding.rule.removeprefix("attribution/") for finding in findings(text, **settings))


def source_of(text):
    found = originator(Page(Source.read("page.html", text.encode()), Settings(lexicon=Lexicon(PACKS.lexicons))))
    return found and (found.name, found.href, found.visible)


LINK = "<a href=https://gazette.example/f>The Harbour Gazette</a>"
AUTHOR = '<script type=application/ld+json>{{"@type":"NewsArticle","author":[{{"@type":"Person","name":"{}"}}]}}</script>'
NOBODY_NAMED = ["source-missing"]
CASES = {
    "a credit line": ({"after": f"<p>This article was originally published by {LINK}.</p>"}, []),
    "a credit line amid its sentence": ({"after": f"<p>This piece by Ada Quay was republished from {LINK}, with thanks.</p>"}, []),
    "a credit line without a link": ({"after": "<p>Republished from The Harbour Gazette.</p>"}, ["source-unlinked"]),
    "a credit line with our own link beside it": (
        {"after": f"<p>This article was originally published by {LINK}. <a href=https://wire.example/more>More from us</a></p>"},
        [],
    ),
    "our own link in the credit of another": (
        {"after": "<p>Source: The Harbour Gazette <a href=https://wire.example/tag/ferry>Ferries</a></p>"},
        ["source-unlinked"],
    ),
    "a date where the source is expected": ({"after": "<p class=source-org>Published on: 3 March 2026</p>"}, NOBODY_NAMED),
    "an author's initials for a source": ({"after": "<p class=source>ab</p>"}, NOBODY_NAMED),
    "the speaker of a quotation": ({"after": "<aside class=pull-quote><p class=quote-source>Ben Stern</p></aside>"}, NOBODY_NAMED),
    "a dateline": ({"lead": "NORTHISLE (Reuters) - "}, []),
    "a dateline with a date": ({"lead": "NORTHISLE, March 3 (Reuters) — "}, []),
    "a dateline with a country": ({"lead": "PARIS, France (AP) _ "}, []),
    "an Indian dateline": ({"lead": "NEW DELHI: (PTI) "}, []),
    "a dateline with nothing before it": ({"lead": "(CNN) — "}, []),
    "the dateline of an outlet": ({"lead": "WASHINGTON (States Newsroom) — "}, []),
    "the dateline of a wire": ({"lead": "LONDON, March 3, 2026 /PRNewswire/ -- "}, []),
    "an abbreviation in the first sentence": ({"lead": "The harbour office (AHO) - "}, NOBODY_NAMED),
    "a place alone": ({"lead": "LONDON — "}, NOBODY_NAMED),
    "an agency behind the last paragraph": ({"more": "", "end": " (AFP)"}, []),
    "an agency behind a dash": ({"after": f"<p>{STORIES['en'].format('')} — AFP</p>"}, []),
    "an agency in the byline": ({"byline": "<p class=byline>By The Associated Press</p>"}, []),
    "a glued byline": ({"byline": "<p class=byline>ByThe Associated Press</p>"}, []),
    "a reporter and an agency": ({"byline": "<p class=byline>By Ada Quay, Associated Press</p>"}, []),
    "an outlet in the byline": ({"byline": "<p class=byline>By Ada Quay, The Harbour Gazette</p>"}, ["source-unlinked"]),
    "an agency that helped": ({"after": "<p>The Associated Press contributed to this report.</p>"}, []),
    "a desk's names alone": ({"after": "<p>(Reporting by Ada Quay; Editing by Hugo Anker)</p>"}, NOBODY_NAMED),
    "a desk behind a source label": ({"after": "<p>Source: Reuters. Editing by Hugo Anker</p>"}, []),
    "a source label": ({"after": "<p>Source: The Harbour Gazette</p>"}, ["source-unlinked"]),
    "an agency behind a source label": ({"after": "<p>Source: Reuters</p>"}, []),
    "a label and its name in two boxes": ({"before": "<dl><dt>Source:</dt><dd>Reuters</dd></dl>"}, []),
    "a source label beside a date": ({"before": "<p>3 March 2026 | Source: Reuters</p>"}, []),
    "inputs of an agency": ({"after": "<p>With inputs from PTI</p>"}, []),
    "inputs of any agencies": ({"after": "<p>(With inputs from agencies)</p>"}, NOBODY_NAMED),
    "an agency's copyright": ({"after": "<p>© 2026 AFP</p>"}, []),
    "our own copyright": ({"after": "<p>Copyright 2026 Island Wire. All rights reserved.</p>"}, NOBODY_NAMED),
    "an editor's note": ({"before": "<p><em>Editor's note: This story was originally produced by The Harbour Gazette.</em></p>"}, ["source-unlinked"]),
    "an agency beside the time": ({"before": "<p>Updated 3 March 2026, 10:00 AM | Reuters</p>"}, []),
    "an agency with its avatar": ({"before": "<div class=author><img src=a.png class=avatar><span>AFP</span></div>"}, []),
    "a byline for an outlet": ({"byline": "<p>By Ada Quay for The Harbour Gazette</p>"}, ["source-unlinked"]),
    "an outlet that the metadata does not know as an author": (
        {"head": AUTHOR.format("Ada Quay"), "byline": "<p class=byline>By Ada Quay / Daily Crab</p>"},
        ["source-unlinked"],
    ),
    "two authors": ({"head": AUTHOR.format('Ada Quay"},{"@type":"Person","name":"Max Anker'), "byline": "<p>By Ada Quay / Max Anker</p>"}, NOBODY_NAMED),
    "a link in place of a name": ({"after": "<p><a href=https://gazette.example/ferry>Source link</a></p>"}, []),
    "another site's feed footer": (
        {"after": "<p>The post <a href=https://g.example/f>Ferry</a> appeared first on <a href=https://g.example>The Harbour Gazette</a>.</p>"},
        [],
    ),
    "two feed footers that agree": (
        {"after": f"<p>The post Ferry appeared first on {LINK}.</p><p>The post Ferry appeared first on {LINK}.</p>"},
        [],
    ),
    "two feed footers that contradict each other": (
        {"after": f"<p>The post Ferry appeared first on {LINK}.</p><p>The post Ferry appeared first on Daily Crab.</p>"},
        ["credit-conflict"],
    ),
    "a partner's logo that the metadata knows": (
        {"head": "<link rel=canonical href=https://harbourgazette.example/f>", "before": "<div><img src=logo.png alt='Harbour Gazette'></div>"},
        ["source-unlinked"],
    ),
    "a name alone that the metadata knows": (
        {"head": "<link rel=canonical href=https://harbourgazette.example/f>", "before": "<p>Harbour Gazette 3 March 2026</p>"},
        ["source-unlinked"],
    ),
    "a line that the markup calls the source": ({"before": "<div class=article-source>Harbour Gazette</div>"}, ["source-unlinked"]),
    "a credit with the date first": ({"after": "<p>Originally published on 3 March 2026 in The Harbour Gazette.</p>"}, ["source-unlinked"]),
    # What is no credit.
    "nothing": ({}, NOBODY_NAMED),
    "a stamp of the time": ({"after": "<p>First published on 4 March 2026</p>"}, NOBODY_NAMED),
    "our own stamp": ({"after": "<p>This article was originally published on March 3, 2026.</p>"}, NOBODY_NAMED),
    "a photo's credit": ({"after": "<p>Photo: Reuters</p>"}, NOBODY_NAMED),
    "a caption's credit": ({"before": "<figure><img src=f.jpg><figcaption>The ferry. Source: AFP</figcaption></figure>"}, NOBODY_NAMED),
    "a photographer's agency beside the image": (
        {"before": "<div><img src=f.jpg><p>Ada Quay | Reuters</p></div>"},
        NOBODY_NAMED,
    ),
    "our own feed footer": (
        {"after": "<p>The post <a href=https://wire.example/ferry>Ferry</a> appeared first on Island Wire.</p>"},
        NOBODY_NAMED,
    ),
    "our own credit": ({"after": "<p>This article was originally published by <a href=/ferry>Island Wire</a>.</p>"}, NOBODY_NAMED),
    "our own page under another name": (
        {"after": "<p>This article was originally published by <a href=https://wire.example/old>our newsroom</a>.</p>"},
        NOBODY_NAMED,
    ),
    "our own byline": ({"byline": "<p class=byline>By Ada Quay, Island Wire</p>"}, NOBODY_NAMED),
    "a label that names nobody": ({"after": "<p>Source: internet</p>"}, NOBODY_NAMED),
    "a label with nothing behind it": ({"after": "<p>Source:</p>"}, ["source-missing", "source-placeholder"]),
    "a link that leads nowhere": ({"after": "<p><a>Source link</a></p>"}, ["source-missing", "source-placeholder"]),
    "a link that leads nowhere beside another": (
        {"after": "<div><a>Source link</a> <a href=/harbour>Harbour</a></div>"},
        ["source-missing", "source-placeholder"],
    ),
    "a canonical that readers never see": ({"head": "<link rel=canonical href=https://gazette.example/ferry>"}, NOBODY_NAMED),
    "a source in a meta element": ({"head": "<meta name=original-source content=https://gazette.example/f>"}, NOBODY_NAMED),
    "a syndication source": ({"head": "<meta name=syndication-source content=https://gazette.example/f>"}, NOBODY_NAMED),
    "a source in JSON-LD": (
        {
            "head": '<script type=application/ld+json>{"@type":"NewsArticle","isBasedOn":"https://gazette.example/f",'
            '"sourceOrganization":{"@type":"Organization","name":"The Harbour Gazette"}}</script>'
        },
        NOBODY_NAMED,
    ),
    "an agency as the author in JSON-LD only": (
        {"head": '<script type=application/ld+json>{"@type":"NewsArticle","author":{"@type":"Organization","name":"Reuters"}}</script>'},
        ["agency-uncredited", "source-missing"],
    ),
    "an agency as the author in JSON-LD and in the byline": (
        {
            "head": '<script type=application/ld+json>{"@type":"NewsArticle","author":{"@type":"Organization","name":"Reuters"}}</script>',
            "byline": "<p>By Reuters Staff</p>",
        },
        [],
    ),
    # Prose.
    "a mention in the story": ({"end": ", as readers of The Harbour Gazette knew"}, NOBODY_NAMED),
    "a short sentence with an agency": ({"after": "<p>The skipper told Reuters.</p>"}, NOBODY_NAMED),
    "a street": ({"before": "<p>Via Appia was closed on Friday.</p>"}, NOBODY_NAMED),
    "sources that said": ({"after": "<p>Sources close to the harbour disagree.</p>"}, NOBODY_NAMED),
    "a lunch": ({"after": "<p>Lunch was provided by the town council.</p>"}, NOBODY_NAMED),
    "a book": (
        {"more": "<p>Her novel about the crossing, which critics called the best of its kind, was first published by Anchor House.</p>"},
        NOBODY_NAMED,
    ),
    "a report on a report": (
        {"more": "<p>The report was first published in the journal Tides in March and has been discussed widely by engineers since.</p>"},
        NOBODY_NAMED,
    ),
    "a heading": ({"before": "<h2>What the minister told Reuters</h2>"}, NOBODY_NAMED),
    "a standfirst": ({"before": "<p>Harbour will close, minister tells Reuters</p>"}, NOBODY_NAMED),
    "tags": ({"after": "<ul><li><a href=/tag/reuters>Reuters</a></li><li><a href=/tag/x>Harbour</a></li></ul>"}, NOBODY_NAMED),
    "more of an agency": ({"after": "<h3>More from Reuters</h3>"}, NOBODY_NAMED),
    "a desk in the byline": ({"byline": "<p>By Ada Quay, News Desk</p>"}, NOBODY_NAMED),
    "a time": ({"byline": "", "before": "<p>By Friday the water had gone.</p>"}, ["byline-missing", "source-missing"]),
    "a woman of an agency's name": ({"byline": "<p>By Petra Quay</p>"}, NOBODY_NAMED),
    "a date in place of the name": ({"byline": "<p>By</p><p>March 3, 2026</p>"}, ["byline-empty", "source-missing"]),
    "a nobody": ({"byline": "<p>By admin</p>"}, ["byline-empty", "source-missing"]),
}
LANGUAGES = {
    "de dateline": ("de", {"lead": "BERLIN, 3. März (dpa) – "}, []),
    "de state": ("de", {"lead": "Hamburg (dpa/lno) - "}, []),
    "de label": ("de", {"after": "<p>Quelle: dpa</p>"}, []),
    "de photo": ("de", {"after": "<p>Foto: dpa</p>"}, NOBODY_NAMED),
    "de byline": ("de", {"byline": "<p>Von Ada Quay, dpa</p>"}, []),
    "de by no means": ("de", {"byline": "", "before": "<p>Von Freitag an fährt sie wieder.</p>"}, ["byline-missing", "source-missing"]),
    "de internet": ("de", {"after": "<p>Quelle: Internet</p>"}, NOBODY_NAMED),
    "de first": ("de", {"after": f"<p>Dieser Artikel erschien zuerst bei {LINK}.</p>"}, []),
    "de footer": ("de", {"after": f"<p>Der Beitrag Fähre erschien zuerst auf {LINK}.</p>"}, []),
    "de copyright": ("de", {"after": "<p>© dpa-infocom, dpa:260303-99-1/3</p>"}, []),
    "de said": ("de", {"after": "<p>Das sagte der Kapitän der dpa.</p>"}, NOBODY_NAMED),
    "fr byline": ("fr", {"byline": "<p>Par AFP</p>"}, []),
    "fr with": ("fr", {"byline": "<p>Island Wire avec AFP | 03.03.2026 à 22h09 • Mis à jour le 04.03.2026</p>"}, []),
    "fr credit": ("fr", {"after": f"<p>Cet article a été initialement publié par {LINK}.</p>"}, []),
    "fr said": ("fr", {"after": "<p>Le capitaine l'a dit à l'AFP.</p>"}, NOBODY_NAMED),
    "fr closing": ("fr", {"more": "", "end": " (AFP)"}, []),
    "fr label": ("fr", {"after": "<p>Source : AFP</p>"}, []),
    "fr internet": ("fr", {"after": "<p>Source : internet</p>"}, NOBODY_NAMED),
    "fr moreover": ("fr", {"after": "<p>Par ailleurs, le port reste ouvert.</p>"}, NOBODY_NAMED),
    "fr footer": ("fr", {"after": f"<p>L’article Ferry est apparu en premier sur {LINK}.</p>"}, []),
    "es dateline": ("es", {"lead": "Bruselas, 7 oct (EFE).- "}, []),
    "es label": ("es", {"after": "<p>Fuente: EFE</p>"}, []),
    "es internet": ("es", {"after": "<p>Fuente: Internet</p>"}, NOBODY_NAMED),
    "es credit": ("es", {"after": f"<p>Publicado originalmente en {LINK}.</p>"}, []),
    "es luckily": ("es", {"after": "<p>Por suerte nadie resultó herido.</p>"}, NOBODY_NAMED),
    "es photo": ("es", {"after": "<p>Foto: EFE</p>"}, NOBODY_NAMED),
    "it dateline": ("it", {"lead": "ROMA (AdnKronos) - "}, []),
    "it agency first": ("it", {"lead": "(ANSA) - ROMA, 3 MAR - "}, []),
    "it unknown agency": ("it", {"lead": "Roma, 3 mar. (askanews) - "}, []),
    "ru dateline": ("ru", {"lead": "МОСКВА, 3 мар — РИА Новости. "}, []),
    "ru slashes": ("ru", {"lead": "МОСКВА, 3 марта. /ТАСС/. "}, []),
    "ru label": ("ru", {"after": f"<p>Источник: {LINK}</p>"}, []),
    "ru photo": ("ru", {"after": "<p>Фото: РИА Новости</p>"}, NOBODY_NAMED),
    "ru host": ("ru", {"lead": "Москва. 3 марта. INTERFAX.RU - "}, []),
    "ru according to": ("ru", {"after": "<p>По данным управления порта, билеты подешевеют.</p>"}, NOBODY_NAMED),
    "ru internet": ("ru", {"after": "<p>Источник: интернет</p>"}, NOBODY_NAMED),
    "ru footer": ("ru", {"after": f"<p>Запись Паром впервые появилась на {LINK}.</p>"}, []),
    "zh wire": ("zh", {"lead": "北京3月3日电（新华社）"}, []),
    "zh agency first": ("zh", {"lead": "新华社北京3月3日电 "}, []),
    "zh paper": ("zh", {"lead": "海港日報訊 (記者/王一) "}, ["source-unlinked"]),
    "zh own paper": ("zh", {"lead": "本报讯 "}, NOBODY_NAMED),
    "zh label": ("zh", {"before": "<p>2026-03-03 20:06 来源：新华社</p>"}, []),
    "zh empty": ("zh", {"before": "<p>来源： 作者：</p>"}, ["source-missing", "source-placeholder"]),
    "zh bracketed wire": ("zh", {"lead": "【新華社北京3日電】"}, []),
    "zh reprint": ("zh", {"after": f"<p>转载自：{LINK}</p>"}, []),
    "zh internet": ("zh", {"after": "<p>来源：网络</p>"}, NOBODY_NAMED),
    "zh photo": ("zh", {"after": "<p>图片来源：新华社</p>"}, NOBODY_NAMED),
    "ja dateline": ("ja", {"lead": "［東京 3日 ロイター］ - "}, []),
    "ja label": ("ja", {"after": f"<p>出典：{LINK}</p>"}, []),
    "ja agency and place": ("ja", {"lead": "【ワシントン時事】"}, []),
    "ja reprint": ("ja", {"after": f"<p>この記事は{LINK}からの転載です。</p>"}, []),
    "ja internet": ("ja", {"after": "<p>出典：インターネット</p>"}, NOBODY_NAMED),
    "ja photo": ("ja", {"after": "<p>写真：ロイター</p>"}, NOBODY_NAMED),
    "ar dateline": ("ar", {"lead": "القاهرة (رويترز) - "}, []),
    "ar label": ("ar", {"after": "<p>المصدر: رويترز</p>"}, []),
    "ar dash": ("ar", {"lead": "لندن - رويترز: "}, []),
    "ar agencies": ("ar", {"after": "<p>المصدر: وكالات</p>"}, NOBODY_NAMED),
    "ar photo": ("ar", {"after": "<p>صورة: رويترز</p>"}, NOBODY_NAMED),
    "tr dateline": ("tr", {"lead": "ANKARA (AA) - ", "after": "<p>Kaynak: Anadolu Ajansı</p>"}, []),
    "tr date": ("tr", {"lead": "İstanbul, 3 Mart (DHA) - "}, []),
    "tr label": ("tr", {"after": f"<p>Kaynak: {LINK}</p>"}, []),
    "tr photo": ("tr", {"after": "<p>Fotoğraf: AA</p>"}, NOBODY_NAMED),
    "tr internet": ("tr", {"after": "<p>Kaynak: internet</p>"}, NOBODY_NAMED),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES)
def test_a_page_has_these_findings_and_no_others(given, expected):
    assert rules(page(**given)) == expected


@pytest.mark.parametrize(("lang", "given", "expected"), LANGUAGES.values(), ids=LANGUAGES)
def test_credits_of_other_languages(lang, given, expected):
    given = {"byline": "<p class=byline><a rel=author href=/quay>Ada Quay</a></p>", **given}
    assert rules(page(lang=lang, **given)) == expected


UNKNOWN_HOME = {
    "nothing": ({}, NOBODY_NAMED),
    "a credit line": ({"after": f"<p>This article was originally published by {LINK}.</p>"}, []),
    "an agency's byline": ({"byline": "<p>By The Associated Press</p>"}, []),
    "a stamp of the time": ({"after": "<p>Originally published on March 3, 2026.</p>"}, NOBODY_NAMED),
    # It may be ours: nothing says who we are.
    "a canonical": ({"head": "<link rel=canonical href=https://gazette.example/ferry>"}, NOBODY_NAMED),
    "a feed footer": ({"after": "<p>The post Ferry appeared first on Island Wire.</p>"}, ["source-unlinked"]),
    "a feed footer that leads where all links lead": (
        {
            "after": "<p>The post Ferry appeared first on <a href=https://www.wire.example/>Island Wire</a>.</p>"
            + "".join(f"<p><a href=https://www.wire.example/{number}>Tides {number}</a></p>" for number in range(8))
        },
        NOBODY_NAMED,
    ),
}


@pytest.mark.parametrize(("given", "expected"), UNKNOWN_HOME.values(), ids=UNKNOWN_HOME)
def test_pages_that_do_not_say_whose_they_are(given, expected):
    assert rules(page(ours="", **given)) == expected


def test_the_config_says_who_we_are():
    after = "<p>The post Ferry appeared first on Island Wire.</p>"
    assert rules(page(ours="", after=after), name="Island Wire") == NOBODY_NAMED
    assert rules(page(after=after), name="Daily Crab") == ["source-unlinked"]


def test_our_own_stories_need_no_source():
    assert rules(page(), republished=False) == []


ORIGINATORS = {
    "of two the first publisher": (
        {"after": f"<p>This article from Daily Crab was originally published by {LINK}.</p>"},
        ("The Harbour Gazette", "https://gazette.example/f", True),
    ),
    "of a chain its beginning": (
        {"after": f"<p>Republished from <a href=https://crab.example/f>Daily Crab</a>. This story was first published by {LINK}.</p>"},
        ("The Harbour Gazette", "https://gazette.example/f", True),
    ),
    "not who passed it on": (
        {"after": f"<p>Via <a href=https://crab.example/f>Daily Crab</a></p><p>Source: {LINK}</p>"},
        ("The Harbour Gazette", "https://gazette.example/f", True),
    ),
    "the name before via": ({"after": "<p>Source: The Harbour Gazette via Daily Crab</p>"}, ("The Harbour Gazette", "", True)),
    "the agency before the outlet that took it over": (
        {"lead": "NORTHISLE (Reuters) - ", "after": f"<p>Source: {LINK}</p>"},
        ("Reuters", "", True),
    ),
    "the first of two footers": (
        {"after": f"<p>The post Ferry appeared first on {LINK}.</p><p>The post Ferry appeared first on Daily Crab.</p>"},
        ("The Harbour Gazette", "https://gazette.example/f", True),
    ),
    "another than ourselves": (
        {"after": f"<p>This article was originally published by Island Wire.</p><p>Source: {LINK}</p>"},
        ("The Harbour Gazette", "https://gazette.example/f", True),
    ),
    "whom only the metadata knows": (
        {"head": "<link rel=canonical href=https://gazette.example/ferry>"},
        ("gazette.example", "https://gazette.example/ferry", False),
    ),
    "nobody": ({}, None),
}


@pytest.mark.parametrize(("given", "expected"), ORIGINATORS.values(), ids=ORIGINATORS)
def test_the_originator_is(given, expected):
    assert source_of(page(**given)) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"head": "<link rel=canonical href=https://gazette.example/ferry>"}, ["canonical", "gazette.example"]),
        ({"head": "<meta name=syndication-source content='Harbour Gazette'>"}, ["syndication-source", "Harbour Gazette"]),
        ({"after": "<p>Source: internet</p>"}, ["“Source: internet”"]),
        ({"after": "<p>This article was originally published by Island Wire.</p>"}, ["“Island Wire”", "your own site"]),
        ({"after": "<p>(Reporting by Ada Quay; Editing by Hugo Anker)</p>"}, ["reporters"]),
    ],
)
def test_the_message_says_what_stands_in_place_of_a_credit(given, words):
    (finding,) = findings(page(**given))
    assert all(word in finding.message for word in words), finding.message




@pytest.mark.parametrize(
    ("told", "shown", "agree"),
    [
        ("Wu Li", "By Li Wu", True),
        ("Ada B. Quay", "By Ada Quay | 3 March 2026", True),
        ("José Muñoz", "Por Jose Munoz", True),
        ("Hugo Anker", "By Ada Quay", False),
    ],
)
def test_authors_are_compared_by_their_names(told, shown, agree):
    source = f"<p>Source: {LINK}</p>"
    found = findings(page(head=AUTHOR.format(told), byline=f"<p class=byline>{shown}</p>", after=source))
    assert [finding.rule for finding in found] == ([] if agree else ["attribution/credit-conflict"])
    assert all("“Ada Quay”" in finding.message for finding in found)


def test_a_byline_may_go_on_in_the_next_box():
    source = f"<p>Source: {LINK}</p>"
    assert rules(page(byline="<div><span>By</span><div>Ada Quay</div></div>", after=source)) == []
    assert rules(page(byline="<p>By</p>", after=source)) == ["byline-empty"]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("<p><a>Source link</a></p>", ""),
        ("<div>Tides today<br><br><a>Source link</a></div>", "<div>Tides today<br><br></div>"),
        ("<div><a>Source link</a> <a href=/harbour>Harbour</a></div>", "<div> <a href=/harbour>Harbour</a></div>"),
        ("<p>See the <a>source link</a>, <a href=/harbour>Harbour</a></p>", None),
    ],
)
def test_a_placeholder_is_cut_where_nothing_else_is_lost(line, left):
    text = page(after=line)
    (finding,) = (finding for finding in findings(text) if finding.rule == "attribution/source-placeholder")
    if left is None:
        assert finding.fix is None
    else:
        ((start, end, new, _),) = finding.fix.edits
        fixed = text.encode()[:start] + new.encode() + text.encode()[end:]
        assert fixed.decode() == text.replace(line, left)


def photos(text):
    plan = Plan((RuleSetting("attribution/photo-uncredited", PACKS.rules["attribution/photo-uncredited"].severity),), Settings(lexicon=Lexicon(PACKS.lexicons)))
    return len(check("page.html", text.encode(), plan, PACKS.rules).findings)


FIGURE = "<figure><img src=ferry.jpg{}><figcaption>The ferry in spring{}</figcaption></figure>{}"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"before": FIGURE.format("", "", "")}, 1),
        ({"before": FIGURE.format("", ". Photo: Ada Quay", "")}, 0),
        ({"before": FIGURE.format("", " (Ada Quay/Reuters)", "")}, 0),
        ({"before": FIGURE.format(" data-credit='Ada Quay'", "", "")}, 0),
        ({"before": FIGURE.format("", "", "<p>Photo by Ada Quay</p>")}, 0),
        ({"before": FIGURE.format(" width=48", "", "")}, 0),
        (
            {
                "before": FIGURE.format("", "", ""),
                "head": '<script type=application/ld+json>{"@type":"NewsArticle","image":{"@type":"ImageObject","url":"ferry.jpg","creditText":"Ada Quay"}}</script>',
            },
            0,
        ),
    ],
)
def test_a_picture_names_its_maker(given, found):
    assert photos(page(**given)) == found


def test_an_address_of_the_originator_in_the_metadata_makes_its_name_none_of_ours():
    away = "<meta property=og:url content=https://gazette.example/f><link rel=canonical href=https://gazette.example/f>"
    credit = f"<p>This story was originally published by {LINK}.</p>"
    assert rules(page(after=credit, ours=away + "<meta property=og:site_name content='Island Wire'>")) == []
    titled = page(after=credit, ours=away).replace("</title>", " | Island Wire</title>")
    assert rules(titled) == []


NO_NAMES = [
    '<div class="share">Share this: <a href="https://facebook.com/sharer">Facebook</a></div>',
    "<div>Print</div>",
    "<p>Listen to this story</p>",
    "<div><a href=#>Tweet</a> <a href=#>Share</a></div>",
    "<p>3 min read</p>",
    "<p>3 Min Read</p>",
    "<p>Nov. 3, 2026 | 5 min read</p>",
    "<p>Published Nov. 3, 2026</p>",
    "<p>Updated 5 minutes ago</p>",
    "<p>Tuesday, November 3, 2026</p>",
    "<p>Advertisement</p>",
    "<a href=/news/>News</a>",
    "<figure><img src=f.jpg><figcaption>The ferry leaves in spring</figcaption></figure>",
    "<figure><img src=f.jpg><figcaption>Photo: Ada Quay</figcaption></figure>",
    "<figure><img src=f.jpg alt=ferry></figure>",
    "<h2>Back in service</h2>",
    "<p>The ferry sails again from Monday.</p>",
]
MAYBE_NAMES = [
    "<p>Ada Quay</p>",
    "<p>Quay</p>",
    "<p>bell hooks</p>",
    "<p>Reuters</p>",
    "<p>dpa MM-Redaktion</p>",
    "<p>20 Minutes</p>",
    "<p>Gazette staff</p>",
    "<p>@adaquay</p>",
    "<p>王一</p>",
    "<p>3月3日 王一</p>",
    "<p>Ада Квай</p>",
    "<p>آدا كواي</p>",
    "<p>Ada Quay, 3 March 2026</p>",
    "<p>3 March 2026 by Ada Quay</p>",
    "<p>Published by Ada Quay</p>",
    "<p>Ada Quay is a reporter.</p>",
    "<p>3 Min Read | Ada Quay</p>",
    "<a href=#>Ada Quay</a>",
    "<a href=/author/news>News</a>",
    "<div class=share><a href=#>Ada Quay</a></div>",
    "<div class=tags><a href=/tag/quay>Ada Quay</a></div>",
    "<figure><img src=a.jpg><figcaption>Ada Quay</figcaption></figure>",
    "<p>March 3, 2026</p><p>Ada Quay</p>",
    "<div>Share</div><a href=/author/quay>Quay</a>",
]


@pytest.mark.parametrize(("behind", "empty"), [*((line, True) for line in NO_NAMES), *((line, False) for line in MAYBE_NAMES)])
def test_what_stands_behind_a_lone_by_is_its_name_unless_it_surely_is_none(behind, empty):
    assert ("byline-empty" in rules(page(byline=f"<p class=byline>By</p>{behind}"))) == empty


ABOVE = """<!doctype html><html lang=en><head><title>Ferry back in service</title></head><body><nav><p>By admin</p></nav><div class=post>
<header class=entry-header><h1>Ferry back in service</h1>{}</header><div class=entry-content>{}</div></div></body></html>"""


@pytest.mark.parametrize("story", [None, "div.entry-content"])
@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("<p class=byline>By</p>", ["byline-empty"]),
        ("<p>By admin</p>", ["byline-empty"]),
        ("<div class=entry-meta><span>By</span> <a href=/author/q>Ada Quay</a></div>", []),
        ("<nav><p>By admin</p></nav>", ["byline-missing"]),
        ("<article><p>By admin</p></article>", ["byline-missing"]),
        ("", ["byline-missing"]),
    ],
)
def test_a_byline_may_stand_above_the_story_that_the_config_names(byline, expected, story):
    source = f"<p>Source: {LINK}</p>"
    assert rules(ABOVE.format(byline, 2 * MORE["en"] + source), story=story) == expected
