"""A copy finds its original by each clue, and in doubt none."""

import random

import pytest

from bylint.page import Page
from bylint.source import Source
from bylint_rules.views.original import matched

WORDS = "harbour ferry island yard ticket boat office storm pier crew winter repair captain market council bridge school road budget vote " \
    "water price fuel engine weather night morning report minister court judge witness street garden river train station line".split()
FERRY = (
    "The harbour office said on Friday that the ferry to the islands will sail again from Monday, after six weeks of repairs in the yard.\n"
    "Tickets cost the same as before, and the small boats that had taken its place go back to fishing, said the harbour master.\n"
    "He had hired them in the autumn, when a storm threw the ferry against the pier and nobody knew how long the yard would need.\n"
    "The council will talk of a second ferry in the spring, though it has no money for one, as its treasurer told the meeting."
)
SCRIPTS = {
    "chinese": "港务局周五表示，经过六周的维修，前往群岛的渡轮将从周一起恢复航行。\n票价与以前相同，临时代替渡轮的小船将重新出海捕鱼，港务局长说。\n"
    "他是在秋天雇用这些小船的，当时一场风暴把渡轮抛向码头，没有人知道船厂需要多长时间才能修好。",
    "thai": "สำนักงานท่าเรือกล่าวเมื่อวันศุกร์ว่าเรือข้ามฟากไปยังหมู่เกาะจะกลับมาแล่นอีกครั้งตั้งแต่วันจันทร์หลังจากซ่อมแซมในอู่เป็นเวลาหกสัปดาห์\n"
    "ตั๋วมีราคาเท่าเดิมและเรือเล็กที่มาแทนจะกลับไปทำประมงตามที่นายท่าเรือกล่าว",
    "arabic": "قال مكتب الميناء يوم الجمعة إن العبارة إلى الجزر ستبحر مجددا ابتداء من يوم الاثنين بعد ستة أسابيع من الإصلاحات في الحوض\n"
    "وتبقى أسعار التذاكر كما كانت وتعود القوارب الصغيرة التي حلت محلها إلى الصيد كما قال مدير الميناء في حديث مع الصحفيين",
}


def story_of(seed, paragraphs=5):
    told = random.Random(seed)
    return "\n".join(" ".join(told.choices(WORDS, k=30)).capitalize() + "." for _ in range(paragraphs))


def page_of(text, *, head="", title="Another headline of ours", body=""):
    paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n"))
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{paragraphs}{body}</article></body></html>"


@pytest.fixture
def find(index, rss):
    """What a page with this HTML is matched to among these items of a feed."""

    def find(html, *items, **files):
        made = index(feed_xml=rss(*items), **files)
        assert not made.state.faults
        return Page(Source.read("a.html", html.encode()), made.settings).view(matched)

    return find


@pytest.mark.parametrize(
    ("known", "page", "by"),
    [
        ({"url": "https://wire.example/ferry"}, {"head": '<link rel="canonical" href="http://www.wire.example/ferry/?utm_source=x">'}, "canonical"),
        ({"url": "https://wire.example/ferry"}, {"head": '<meta property="og:url" content="https://wire.example/ferry">'}, "canonical"),
        (
            {"url": "https://wire.example/ferry"},
            {"body": '<p>Originally published by <a href="https://wire.example/ferry">Island Wire</a>.</p>'},
            "credit",
        ),
        ({"guid": "urn:wire:77"}, {"head": '<meta name="article-id" content="urn:wire:77">'}, "identifier"),
        (
            {"guid": "urn:wire:77"},
            {"head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Another headline of ours","identifier":'
             '{"@type":"PropertyValue","value":"urn:wire:77"}}</script>'},
            "identifier",
        ),
        ({}, {"title": "“Ferry sails AGAIN”"}, "headline"),
        ({}, {}, "text"),
    ],
)
def test_each_clue_alone(find, item, known, page, by):
    others = [item(f"Story {number}", story_of(number), url=f"https://wire.example/{number}", guid=f"urn:{number}") for number in range(20)]
    found = find(page_of(FERRY, **page), *others, item("Ferry sails again", FERRY, **known))
    assert found.original.headline == "Ferry sails again"
    assert by in found.evidence
    assert found.share > 0.98


@pytest.mark.parametrize("script", sorted(SCRIPTS))
@pytest.mark.parametrize("excerpt", [False, True])
def test_text_of_every_script(find, item, script, excerpt):
    text = SCRIPTS[script]
    others = [item(f"{name}", SCRIPTS[name]) for name in SCRIPTS if name != script]
    found = find(page_of("\n".join(text.split("\n")[:2]) if excerpt else text), *others, item("x y z w", text))
    assert found.original.headline == "x y z w"


def test_an_excerpt_and_an_edited_copy_are_copies(find, item):
    text = story_of(1, 20)
    others = [item(f"Story {number}", story_of(number, 20)) for number in range(2, 40)]
    paragraphs = text.split("\n")
    edited = "\n".join(paragraphs[:3] + [story_of(99, 2)] + [each.replace("ferry", "vessel") for each in paragraphs[5:14]])
    for copy in ("\n".join(paragraphs[:2]), edited, f"{text}\n{story_of(98, 8)}"):
        assert find(page_of(copy), *others, item("The one", text)).original.headline == "The one"


def test_nothing_is_found_where_nothing_is(find, item):
    others = [item(f"Story {number}", story_of(number)) for number in range(20)]
    assert find(page_of(FERRY), *others) is None
    assert find(page_of("Short."), item("Short one", "Short."), *others) is None
    assert find("<p>", *others) is None


def form(day, price, tonnes):
    """A report that is made from a form."""
    return (
        f"Wheat closed at {price} a tonne in Northisle on {day}, and rye at {price + 3}. Some {tonnes} tonnes were sold, and {tonnes + 9} of oats.\n"
        "Traders at the exchange expect prices to hold for the season, as they have since the harvest, when rain kept the fields wet for weeks.\n"
        "The exchange is open from Monday to Friday, and its prices are those of the last sale of the day, as they are told to newspapers."
    )


def test_look_alikes_are_no_matches(find, item):
    """Reports from one form, a series with one headline, and a story that only has the same notice under it."""
    days = ["Monday", "Tuesday", "Wednesday", "Thursday"]
    reports = [item("Markets today", form(day, 200 + 7 * at, 31 + 13 * at), url=f"https://wire.example/m{at}") for at, day in enumerate(days)]
    assert find(page_of(form("Friday", 271, 117), title="Markets today"), *reports) is None
    assert find(page_of(form("Friday", 271, 117), title="Markets today"), reports[0]) is None
    assert find(page_of(form("Tuesday", 207, 44), title="Markets today"), *reports).original.url == "https://wire.example/m1"
    briefing = [item("Morning briefing", story_of(number), url=f"https://wire.example/b{number}") for number in range(5)]
    assert find(page_of(story_of(77), title="Morning briefing"), *briefing) is None
    assert find(page_of(story_of(3), title="Morning briefing"), *briefing).original.url == "https://wire.example/b3"
    notice = "This material may not be published, broadcast, rewritten or redistributed. Write to the Island Wire for its terms and its prices."
    noticed = [item(f"Story {number}", f"{story_of(number)}\n{notice}") for number in range(9)]
    assert find(page_of(f"{story_of(55)}\n{notice}"), *noticed) is None
    assert find(page_of(f"{story_of(55)}\n{notice}"), noticed[0]) is None


def test_the_page_that_a_canonical_names_must_have_the_text(find, item):
    """A template that names one canonical on all pages, a link to an earlier story."""
    head = '<link rel="canonical" href="https://wire.example/1">'
    one, other = item("One", story_of(1), url="https://wire.example/1"), item("Other", story_of(2), url="https://wire.example/2")
    assert find(page_of(story_of(3), head=head), one, other) is None
    assert find(page_of(story_of(3), head=head, title="One"), one, other) is None
    assert find(page_of(story_of(2), head=head), one, other).original.headline == "Other"
    # Text of both: the page names which.
    both = f"{story_of(1)}\n{story_of(2)}"
    assert find(page_of(both, head=head), one, other).original.headline == "One"
    assert find(page_of(both), one, other) is None


def test_a_page_that_names_another_story_of_the_site_is_no_copy(find, item):
    one = item("One", f"{story_of(1)}", url="https://wire.example/news/one")
    for canonical, expected in (("https://wire.example/news/follow-up", None), ("https://ours.example/a", "One")):
        found = find(page_of(f"{story_of(1)}\n{story_of(2, 2)}", head=f'<link rel="canonical" href="{canonical}">'), one)
        assert (found and found.original.headline) == expected


def test_two_that_tie_are_none_and_states_of_one_story_are_one(find, item):
    text = story_of(1)
    assert find(page_of(text), item("One", text, guid="a"), item("Two", text, guid="b")) is None
    early = item("One", text, guid="a", date="Sun, 01 Mar 2026 08:00:00 GMT")
    corrected = text.replace("Harbour", "Port")
    late = item("One corrected", f"{corrected}\nMore of it.", guid="a", date="Sun, 01 Mar 2026 08:00:00 GMT", updated="2026-03-02T08:00:00Z")
    assert find(page_of(text), early, late).original.headline == "One corrected"
    assert find(page_of(text), late, early).original.headline == "One corrected"
    # Nothing says which is newer.
    assert find(page_of(text), item("One", text, guid="a"), item("Later", f"{text}\nMore.", guid="a")) is None
    # A feed that was saved twice.
    again = find(page_of(text), early, feed2_xml=f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{early}</channel></rss>')
    assert again.original.name.endswith("originals/feed.xml#a")


def test_live_blogs(find, item):
    """Of a blog that grows the newest state is the original; a blog of another day shares its introduction alone."""
    intro = "This is our live blog on the storm over the islands, with all reports of our correspondents, and of the harbour office and the council."
    days = [item(f"Storm, day {day}", f"{intro}\n{story_of(day, 12)}", url=f"https://wire.example/live/{day}") for day in range(3)]
    assert find(page_of(f"{intro}\n{story_of(9, 12)}"), *days) is None
    assert find(page_of(f"{intro}\n{story_of(1, 12)}"), *days).original.url == "https://wire.example/live/1"


def test_words_that_all_have_say_nothing(find, item):
    """A hundred stories with the same long text around few words of their own."""
    shared = story_of(0, 6)
    many = [item(f"Story {number}", f"{shared}\n{story_of(1000 + number, 2)}", url=f"https://wire.example/{number}") for number in range(100)]
    assert find(page_of(f"{shared}\n{story_of(1042, 2)}"), *many).original.url == "https://wire.example/42"
    assert find(page_of(f"{shared}\n{story_of(5, 2)}"), *many) is None
