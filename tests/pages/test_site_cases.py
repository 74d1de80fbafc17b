"""Pages that are a site: blocks that templates put into each of them, stories twice, tags that say the same, and what only looks so."""

from random import Random

import pytest

from bylint.check import Plan, RuleSetting
from bylint.config import PagePlan
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Settings
from bylint.site import examine

PACKS = load()
SETTINGS = Settings(lexicon=Lexicon(PACKS.lexicons))
REPEATED = "boilerplate/repeated-across-site"
TWICE, TAGS = "boilerplate/duplicate-story", "metadata/repeated-across-site"
WORDS = {
    "en": "the harbour ferry council island pier of storm winter roof and school market bread baker water board train coast night dam "
    "to town prize harvest bridge fishers yard repair said on crew cargo tower light wind tide nets boats for rope anchor winch deck",
    "de": "der Hafen die Fähre Rat Insel Mole und Sturm Winter Dach Schule Markt das Brot Bäcker Wasser Amt Zug Küste Nacht mit Dorf Damm "
    "Stadt Preis Ernte Brücke Fischer Werft nach sagte am Mannschaft Ladung Turm Licht Wind Flut Netze Boote für Tau Anker Winde Deck",
    "ru": "гавань паром совет остров причал шторм и зима крыша школа рынок хлеб пекарь вода ведомство поезд берег ночь в деревня плотина "
    "город приз урожай мост рыбаки верфь ремонт сказал на экипаж груз башня свет ветер прилив сети лодки для канат якорь лебёдка палуба",
    "ar": "الميناء العبارة المجلس الجزيرة الرصيف العاصفة و الشتاء السقف المدرسة السوق الخبز الخباز الماء القطار الساحل الليل في "
    "المدينة الجائزة الحصاد الجسر الصيادون الورشة الإصلاح قال على الطاقم الحمولة البرج الضوء الريح المد الشباك القوارب من الحبل المرساة",
    "hi": "बंदरगाह नाव परिषद द्वीप घाट तूफान और सर्दी छत स्कूल बाजार रोटी पानी रेल तट रात में गांव बांध शहर इनाम फसल पुल मछुआरे मरम्मत ने कहा पर दल "
    "माल मीनार रोशनी हवा ज्वार जाल नावें के लिए रस्सी लंगर",
}
LETTERS = {
    "zh": "港口渡轮议会岛屿码头风暴冬天屋顶学校市场面包水利列车海岸夜间村庄大坝城镇奖项收成桥梁渔民船厂维修船员货物灯塔潮汐渔网缆绳",
    "ja": "港湾船島桟橋嵐冬屋根学校市場水道列車海岸夜村堰町賞収穫橋漁師修理船員貨物灯台潮網のがをにはとでもかられ",
    "th": "ท่าเรือสภาเกาะพายุฤดูหนาวหลังคาโรงเรียนตลาดขนมปังน้ำรถไฟชายฝั่งกลางคืนหมู่บ้านเขื่อนเมือง",
}
PAGE = """<!doctype html><html lang={lang}><head><title>{title} | Island Wire</title>{head}
<meta property="og:site_name" content="Island Wire">
<meta property="og:type" content="article"></head>
<body><nav><a href=/>Home</a></nav><main><article><h1>{title}</h1><p class=byline>{author}</p><div class=text>
{body}
</div></article></main><footer><p>Island Wire, Pier 1, Northisle</p></footer></body></html>"""
LANGUAGES = [*WORDS, *LETTERS]


def sentence(lang, rng, words):
    if lang in WORDS:
        return " ".join(rng.choices(WORDS[lang].split(), k=words)).capitalize() + "."
    return "".join(rng.choices(LETTERS[lang], k=(7 if lang == "th" else 3) * words)) + ("。" if lang != "th" else " ")


def story(lang, number, paragraphs=7):
    """A headline and paragraphs."""
    rng = Random(f"{lang} {number}")
    return sentence(lang, rng, 7)[:-1], [sentence(lang, rng, rng.randint(12, 20)) for _ in range(paragraphs)]


def page(lang, number, *, head="", author="Ada Quay", title="", body=None, insert=None):
    """A page with a story of its own; `insert` is (place among the paragraphs, HTML)."""
    headline, paragraphs = story(lang, number, 5 + number % 5)
    told = [f"<p>{text}</p>" for text in (body or paragraphs)]
    if insert:
        told.insert(insert[0] if insert[0] >= 0 else len(told) + 1 + insert[0], insert[1])
    return PAGE.format(lang=lang, title=title or headline, head=head, author=author, body="\n".join(told))


def findings(rule, site, **options):
    own = PACKS.rules[rule]
    plan = Plan((RuleSetting(rule, own.severity, own.options(**options)),), SETTINGS)
    results = examine({f"news/{number}.html": text.encode() for number, text in enumerate(site)}, PagePlan(plan, PACKS, None))
    assert all(result.complete for result in results), [found.message for result in results for found in result.findings]
    return [found for result in results for found in result.findings if not found.rule.startswith("page/")]


def with_line(lang, line, *, place=-1, count=6):
    """Pages with a line each: {title} in it is the page's headline, {number} and {words} are its own too."""
    return [
        page(lang, number, insert=(place, line.format(title=story(lang, number)[0], number=7 * number + 2, words=other(lang, number))))
        for number in range(count)
    ]


def other(lang, number):
    return story(lang, 100 + number)[0]


PLANTED = [
    ("en", "<p class=note>Every mail of ours comes with three stories and one picture.</p>"),
    ("en", "<p class=end>The story <a href=/{number}>{words}</a> was brought to you by <a href=https://wire.example>Island Wire</a>.</p>"),
    ("en", "<div>Reader number {number} of this story wins a small bag of rye flour from us.</div>"),
    ("en", "<p class=end>Whoever has read {words} may like to hear the evening programme of our friends.</p>"),
    ("en", "<p class=stamped>Put into our archive on 0{number}.03.2026 by the machine in the cellar.</p>"),
    ("de", "<p class=ende>Dieser Text über „{title}“ gehört zur Morgenausgabe des Inselboten.</p>"),
    ("de", "<div>Wer {words} gelesen hat, dem gefällt vielleicht auch das Abendprogramm unserer Freunde.</div>"),
    ("ru", "<div>Кто прочитал {words}, тому понравится и вечерняя программа наших друзей на острове.</div>"),
    ("ar", "<p class=end>هذه القصة جزء من طبعة الصباح التي يقرأها أهل الجزر كل يوم قبل القهوة.</p>"),
    ("ar", "<div>من قرأ {words} قد يعجبه أيضا برنامج المساء لدى أصدقائنا في الجزر.</div>"),
    ("hi", "<p class=end>यह कहानी सुबह के उस संस्करण का हिस्सा है जिसे द्वीप के लोग हर दिन चाय से पहले पढ़ते हैं।</p>"),
    ("zh", "<p class=end>本文收录于每天清晨送到岛民手中的早间版，由守夜人亲手装订。</p>"),
    ("zh", "<div>读过{words}的人也许还会喜欢我们朋友们每晚在岛上播出的节目。</div>"),
    ("ja", "<p class=end>この記事は毎朝島の人々に届けられる朝刊の一部であり、夜番が綴じています。</p>"),
    ("th", "<p class=end>เรื่องนี้เป็นส่วนหนึ่งของฉบับเช้าที่ชาวเกาะอ่านทุกวันก่อนดื่มกาแฟ</p>"),
]


@pytest.mark.parametrize(("lang", "line"), PLANTED)
@pytest.mark.parametrize("place", [-1, 1])
def test_a_block_that_a_template_puts_into_each_story_is_found_on_each(lang, line, place):
    found = findings(REPEATED, with_line(lang, line, place=place))
    assert len(found) == 6
    assert len({one.cause for one in found}) == 1, "it is mended in one place"
    assert all("6 pages" in one.message for one in found)


@pytest.mark.parametrize(("lang", "line"), PLANTED)
def test_a_block_on_few_pages_is_left_alone(lang, line):
    assert findings(REPEATED, with_line(lang, line, count=4)) == []
    assert len(findings(REPEATED, with_line(lang, line, count=3), pages=3)) == 3


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "<p>By Ada Quay, Island Wire</p>"),
        ("en", "<p>Ada Quay writes about the coast and its people for the Harbour Gazette, and lives on a boat.</p>"),
        ("en", "<div class=author-bio><p>Our man on the pier has written about the coast and its people since 2009.</p></div>"),
        ("en", '<p>This story was first published by <a href="https://gazette.example/{number}">Harbour Gazette</a>.</p>'),
        ("en", "<p>Source: <a href=https://gazette.example/{number}>Harbour Gazette</a></p>"),
        ("en", "<p>(Reporting by Ada Quay in Northisle; Editing by Tom Ashdown)</p>"),
        ("en", "<p class=disclosure>Disclosure: the author owns shares in one of the ferry companies named here.</p>"),
        ("en", "<p><em>The views expressed in this article are those of the writer and not of her newspaper.</em></p>"),
        ("en", "<p>© 2026 Island Wire. This material may not be published, broadcast or rewritten.</p>"),
        ("en", "<p>Anyone with information is asked to call the harbour police of Northisle, or to write to police@islands.example.</p>"),
        ("en", "<h2>What happened before</h2>"),
        ("en", "<p><strong>What do we know of the storm so far?</strong></p>"),
        ("en", "<figure><img src={number}.jpg><figcaption>The pier in winter. Photo: Ada Quay / Island Wire</figcaption></figure>"),
        ("en", "<p>Nobody was hurt in the storm.</p>"),
        ("en", "<p>“No comment,” he said.</p>"),
        ("en", "<p>Wheat closed at {number} a tonne in the hall of Northisle, and rye at 1{number}, less than traders had hoped for.</p>"),
        ("en", "<table><tr><td>Tickets for the ferry cost as much as before</td><td>{number}</td></tr></table>"),
        ("en", "<ul><li>Tickets for the ferry cost as much as they did before the storm</li><li>The pier is closed until June</li></ul>"),
        ("en", "<blockquote><p>The sea gives and the sea takes, and neither of the two asks whom it is.</p></blockquote>"),
        ("en", '<p>The post <a href="/{number}">{title}</a> appeared first on <a href="/">Island Wire</a>.</p>'),  # feed-footer tells
        ("en", "<p>Advertisement</p>"),
        ("de", "<p>Von Ada Quay</p>"),
        ("de", "<p>Ada Quay ist Reporterin der Hafenzeitung und schreibt seit vielen Jahren über die Küste und ihre Menschen.</p>"),
        ("de", "<p class=hinweis>Transparenzhinweis: Die Autorin hält Aktien von einer der genannten Reedereien.</p>"),
        ("zh", "<p>作者：王海燕</p>"),
        ("zh", "<p>披露：作者不持有文中提到的任何公司的股份。</p>"),
        ("ar", "<p>بقلم: أحمد سالم</p>"),
    ],
)
def test_what_is_repeated_by_right_is_left_alone(lang, line):
    assert findings(REPEATED, with_line(lang, line)) == []


BACKGROUND = "<p>The islands have had no bridge since the flood, and all that is eaten there comes by the ferry or is caught at sea.</p>"


def test_what_only_ever_ends_stories_is_none():
    pages = [page("en", number, insert=(-1, BACKGROUND)) for number in range(6)]
    assert findings(REPEATED, pages) == []
    pages = [page("en", number, insert=(-1, BACKGROUND)) for number in range(12)]
    assert len(findings(REPEATED, pages)) == 12


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stories_without_anything_in_common_are_left_alone(lang):
    pages = [page(lang, number) for number in range(30)]
    assert [one.message for rule in (REPEATED, TWICE, TAGS) for one in findings(rule, pages)] == []


def test_a_story_that_stands_on_many_pages_is_no_boilerplate():
    body = story("en", 1)[1]
    pages = [page("en", number, body=body) for number in range(6)]
    assert findings(REPEATED, pages) == []
    assert len(findings(TWICE, pages)) == 6


def changed(lang, paragraphs, rate, seed=1):
    """Paragraphs with some words replaced."""
    rng = Random(seed)
    if lang in WORDS:
        spare = WORDS[lang].split()
        return [" ".join(rng.choice(spare) if rng.random() < rate else word for word in text.split()) for text in paragraphs]
    return ["".join(rng.choice(LETTERS[lang]) if rng.random() < rate else letter for letter in text) for text in paragraphs]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_story_is_found_twice(lang):
    body = story(lang, 1, 14)[1]
    found = findings(TWICE, [page(lang, 1, body=body), page(lang, 2), page(lang, 3, body=body), page(lang, 4)])
    assert [one.path for one in found] == ["news/0.html", "news/2.html"]
    assert "All of this story's text stands on “news/2.html” too" in found[0].message


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_near_copy_is_found(lang):
    body = story(lang, 1, 14)[1]
    near = changed(lang, body, 0.03)[1:]
    found = findings(TWICE, [page(lang, 1, body=body), page(lang, 2), page(lang, 3, body=near)])
    assert [one.path for one in found] == ["news/0.html", "news/2.html"]
    assert found[0].message.startswith("About ")


@pytest.mark.parametrize("lang", ["en", "de", "ar", "zh"])
def test_most_near_copies_are_found(lang):
    total = found = 0
    for seed in range(40):
        body = story(lang, seed, 20)[1]
        total += 1
        found += bool(findings(TWICE, [page(lang, 1, body=body), page(lang, 2, body=changed(lang, body, 0.09, seed))]))
    assert found >= 0.95 * total


LINK = "<link rel=canonical href={}>"
ADDRESS = "<link rel=canonical href={}><meta property=og:url content={}>"
HERE = "https://wire.example/news/"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LINK.format(f"{HERE}0.html"), LINK.format(f"{HERE}0.html")),
        (LINK.format(f"{HERE}0"), LINK.format(f"{HERE}0")),
        ("", LINK.format(f"{HERE}0.html")),
        ("", LINK.format("/news/0.html")),
        (ADDRESS.format(f"{HERE}a", f"{HERE}a"), ADDRESS.format(f"{HERE}a", f"{HERE}b")),
        (ADDRESS.format(f"{HERE}a", f"{HERE}a"), ADDRESS.format(f"{HERE}b", f"{HERE}b") + f"<link rel=alternate hreflang=en href={HERE}a>"),
        (ADDRESS.format(f"{HERE}a", f"{HERE}a") + f"<link rel=amphtml href={HERE}amp/a>", ADDRESS.format(f"{HERE}amp/a", f"{HERE}amp/a")),
        ("", '<meta name="robots" content="noindex">'),
    ],
)
def test_versions_of_one_story_are_left_alone(one, other):
    body = story("en", 1, 12)[1]
    assert findings(TWICE, [page("en", 1, body=body, head=one), page("en", 2, body=body, head=other)]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        (ADDRESS.format(f"{HERE}a", f"{HERE}a"), ADDRESS.format(f"{HERE}b", f"{HERE}b")),
        # Both were copied from one original.
        (ADDRESS.format("https://gazette.example/f", f"{HERE}a"), ADDRESS.format("https://gazette.example/f", f"{HERE}b")),
    ],
)
def test_copies_that_do_not_name_each_other_are_found(one, other):
    body = story("en", 1, 12)[1]
    assert len(findings(TWICE, [page("en", 1, body=body, head=one), page("en", 2, body=body, head=other)])) == 2


MARKETS = (
    "Wheat closed at {0}.{1} a tonne in Northisle on {5}, {2} more than the day before, and rye at {3}.{4}, the exchange said. Some {6} "
    "tonnes of wheat were sold, and {7} of rye; oats stood still at {8}, and barley lost {9} and "
    "closed at {2}{3}. Traders said that ships from the south had brought {1}{6} tonnes, and that {4}{7} more were to come in the month."
)


def test_reports_made_from_a_form_are_left_alone():
    pages = []
    for number in range(8):
        rng = Random(number)
        values = [*(rng.randint(10, 99) for _ in range(5)), rng.choice(("Monday", "Friday")), *(rng.randint(10, 99) for _ in range(4))]
        pages.append(page("en", number, title=f"Markets, day {number}", body=[part + "." for part in MARKETS.format(*values).split(". ")]))
    assert findings(TWICE, pages) == []
    assert findings(REPEATED, pages) == []


def test_short_notices_are_left_alone():
    body = story("en", 1, 2)[1]
    assert findings(TWICE, [page("en", 1, body=body), page("en", 2, body=body)]) == []


def test_lists_of_stories_are_none():
    told = [story("en", number) for number in range(6)]
    teasers = "".join(f"<div class=teaser><h2><a href=/>{headline}</a></h2><p>{' '.join(text[:2])}</p></div>" for headline, text in told)
    text = f"<!doctype html><html><head><title>News</title></head><body><main>{teasers}</main></body></html>"
    assert findings(TWICE, [text, text.replace("News", "Coast")]) == []


ABOUT = "<meta name=description content='{}'>"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_title_or_description_of_all_stories_is_found(lang):
    titled = [page(lang, number).replace(f"<title>{story(lang, number)[0]}", f"<title>{other(lang, 0)}") for number in range(4)]
    assert len(findings(TAGS, titled)) == 4
    described = [page(lang, number, head=ABOUT.format(other(lang, 0))) for number in range(4)]
    assert len(findings(TAGS, described)) == 4
    assert findings(TAGS, described[:2]) == []


def test_a_canonical_address_of_two_stories_is_found_at_its_place():
    found = findings(TAGS, [page("en", number, head=LINK.format(HERE + "1")) for number in (1, 2)])
    assert [one.excerpt.text[one.excerpt.start : one.excerpt.end] for one in found] == [HERE + "1"] * 2


def test_tags_that_are_one_for_a_reason_are_left_alone():
    one, two = (story("en", number, 8)[1] for number in (1, 2))
    shared = LINK.format(HERE + "1") + ABOUT.format("What the islands talk of this week")
    parts = zip(("The long winter", "The long winter (2)"), (one[:4], one[4:]), strict=True)
    assert findings(TAGS, [page("en", 1, title=title, body=body, head=shared) for title, body in parts], pages=2) == []
    series = [page("en", number, title="Letters to the editor", head=ABOUT.format("What readers say")) for number in range(5)]
    assert findings(TAGS, series) == []
    printed = [page("en", 1, body=two, head=shared), page("en", 2, body=two, head=shared)]
    assert findings(TAGS, printed, pages=2) == []
    assert findings(TAGS, [f"<article><h1>{story('en', n)[0]}</h1><p>{story('en', n)[1][0]}</p></article>" for n in range(5)]) == []
