"""The rules of fidelity: what is a change, what is not, and where it stands in both files."""

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Originals, Settings

PACKS = load()
SETTINGS = Settings(lexicon=Lexicon(PACKS.lexicons))
FIDELITY = [rule for rule in PACKS.rules.values() if rule.family == "fidelity"]
HEAD = '<!doctype html><html lang="{}"><head>{}</head><body><article><h1>{}</h1>{}</article></body></html>'
FIRST = "The harbour office said on Tuesday that the ferry to the islands will sail again after six weeks of repairs in the yard."
SECOND = "Tickets cost the same as before, and the small boats that had taken its place go back to fishing ten miles off the coast."
THIRD = "Critics say that the storm was forecast for days, and that the ferry should have been moved to the inner harbour in time."


def page(*paragraphs, head="", headline="Ferry back in service", lang="en"):
    text = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in paragraphs)
    return HEAD.format(lang, head, headline, text)


@pytest.fixture
def compare(tmp_path):
    """The findings of fidelity on a copy."""
    file = tmp_path / "original.html"

    def compared(original, copy, **options):
        file.write_text(original, encoding="utf-8", newline="")
        settings = SETTINGS._replace(originals=Originals((file,), only=True))
        told = (RuleSetting(rule.id, rule.severity, rule.options(**options.get(rule.id.partition("/")[2], {}))) for rule in FIDELITY)
        result = check("copy.html", copy.encode(), Plan(tuple(told), settings), PACKS.rules)
        assert result.complete, [finding.message for finding in result.findings]
        return result

    return compared


def rules(result):
    return [finding.rule.removeprefix("fidelity/") for finding in result.findings]


def here(finding, copy):
    return copy.encode()[finding.place.start_byte : finding.place.end_byte].decode()


def there(finding, original):
    place = finding.related[0].place
    assert finding.related[0].path.endswith("original.html")
    return original.encode()[place.start_byte : place.end_byte].decode()


STYLE = [
    ("on Tuesday", "on 3 March"),
    ("on Tuesday", "on March 3, 2026"),
    ("on Tuesday", "yesterday"),
    ("harbour", "harbor"),
    ("six weeks", "6 weeks"),
    ("ten miles", "16 kilometres"),
    ("ten miles", "ten miles (16 km)"),
    ("before, and", "before and"),
    ("The harbour office", "NORTHISLE, 4 March (Island Wire) — The harbour office"),
    ("The harbour office", "NORTHISLE — The harbour office"),
    ("small boats", "small\u00a0boats"),
    ("same as", "SAME as"),
    ("on Tuesday", "on Tuesday, 3 March,"),
    ("on Tuesday", "on Tuesday 3 March 2026"),
]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("on 3 March", "on March 3"),
        ("on 3 March 2026", "on March 3, 2026"),
        ("5 percent", "5%"),
        ("5 per cent", "5 percent"),
        ("the U.S. ferry", "the US ferry"),
        ("twenty-five", "25"),
        ("$5m", "$5 million"),
        ("1,000", "1000"),
        ("organised", "organized"),
        ("travelled", "traveled"),
        ("theatre", "theater"),
        ("20 °C", "68 °F"),
        ("40 mph", "64 km/h"),
        ("well-known", "well known"),
        ("3 p.m.", "3pm"),
        ("co-operate", "cooperate"),
    ],
)
def test_more_that_is_no_change(compare, was, now):
    original = page(f"The harbour office said that {was} was what readers of the story were told by the master of the harbour.", SECOND)
    copy = original.replace(was, now)
    assert rules(compare(original, copy)) == [], [finding.message for finding in compare(original, copy).findings]
    assert rules(compare(copy, original)) == [], [finding.message for finding in compare(copy, original).findings]


@pytest.mark.parametrize(
    ("was", "now"),
    [("3 March", "4 March"), ("3 March 2026", "3 March 2025"), ("5 percent", "6%"), ("5 percent", "5"), ("$5m", "$5 billion"), ("filled", "filed"),
     ("20 °C", "20 °F"), ("1,000", "10,000"), ("told", "tolled"), ("Monday", "Sunday"), ("is safe", "is safe?"), ("“safe”", "safe")],
)
def test_more_that_is_one(compare, was, now):
    original = page(f"The harbour office said that {was} was what readers of the story were told by the master of the harbour.", SECOND)
    copy = original.replace(was, now, 1)
    assert len(rules(compare(original, copy))) == 1
    assert len(rules(compare(copy, original))) == 1


@pytest.mark.parametrize(("was", "now"), STYLE)
def test_what_a_desk_writes_in_its_own_way_is_no_change(compare, was, now):
    head = '<meta property="article:published_time" content="2026-03-04T08:00:00Z">'
    original = page(FIRST, SECOND, THIRD, head=head)
    assert rules(compare(original, original.replace(was, now, 1))) == []
    assert rules(compare(original.replace(was, now, 1), original)) == []


@pytest.mark.parametrize(("was", "now"), [one for one in STYLE if "\u00a0" not in one[1] and one[1] != "SAME as"])
def test_with_nothing_allowed_each_of_them_is_told(compare, was, now):
    original = page(FIRST, SECOND, THIRD)
    options = {rule: {"allow": ()} for rule in ("text-changed", "text-missing", "text-added", "headline-changed")}
    assert rules(compare(original, original.replace(was, now, 1), **options))


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("on Tuesday", "on Wednesday", "text-changed"),
        ("on Tuesday", "on 5 March", "text-changed"),
        ("six weeks", "7 weeks", "text-changed"),
        ("six weeks", "sixty weeks", "text-changed"),
        ("ten miles", "30 kilometres", "text-changed"),
        ("ten miles", "ten miles (30 km)", "text-added"),
        ("will sail", "may sail", "text-changed"),
        ("should have", "should not have", "text-added"),
        ("the same as before", "the same", "text-missing"),
        ("again after", "again? after", "text-added"),
    ],
)
def test_what_says_something_else_is_a_change(compare, was, now, kind):
    head = '<meta property="article:published_time" content="2026-03-04T08:00:00Z">'
    original = page(FIRST, SECOND, THIRD, head=head)
    assert rules(compare(original, original.replace(was, now, 1))) == [kind]


def test_one_word_is_shown_with_its_places_in_both_files(compare):
    original, copy = page(FIRST, SECOND, THIRD), page(FIRST, SECOND.replace("small", "big"), THIRD)
    (finding,) = compare(original, copy).findings
    assert (there(finding, original), here(finding, copy)) == ("small", "big")
    assert [(piece.kind, piece.text.strip()) for piece in finding.difference if piece.kind != "same"] == [("removed", "small"), ("added", "big")]
    kept = "".join(piece.text for piece in finding.difference if piece.kind != "removed")
    assert kept in SECOND.replace("small", "big"), "what is not removed is the page's text"


def test_a_paragraph_that_is_missing_is_one_finding_with_a_place_between_two_paragraphs(compare):
    original, copy = page(FIRST, SECOND, THIRD), page(FIRST, THIRD)
    (finding,) = compare(original, copy).findings
    assert (finding.rule, there(finding, original), here(finding, copy)) == ("fidelity/text-missing", SECOND, "")
    assert copy.encode()[: finding.place.start_byte].decode().endswith(FIRST)


def test_a_paragraph_that_was_added_is_one_finding(compare):
    original, copy = page(FIRST, THIRD), page(FIRST, SECOND, THIRD)
    (finding,) = compare(original, copy).findings
    assert (finding.rule, here(finding, copy), there(finding, original)) == ("fidelity/text-added", SECOND, "")


def test_paragraphs_split_and_joined_are_no_change(compare):
    assert rules(compare(page(FIRST, SECOND, THIRD), page(f"{FIRST} {SECOND}", THIRD))) == []
    assert rules(compare(page(f"{FIRST} {SECOND}", THIRD), page(FIRST, SECOND, THIRD))) == []


@pytest.mark.parametrize(
    "added",
    [
        "<p>This story was originally published by <a href='https://wire.example/ferry'>Island Wire</a>.</p>",
        "<p>Source: Island Wire</p>",
        "<p>Additional reporting by Tom Pier.</p>",
        "<p class='byline'>By Ada Quay, Island Wire</p>",
        "<p>Advertisement</p>",
        "<div class='share'><a href='https://www.facebook.com/sharer/sharer.php?u=x'>Share on Facebook</a></div>",
        "<figure><img src='f.jpg'><figcaption>The ferry at the pier. Photo: Tom Pier</figcaption></figure>",
    ],
)
def test_what_other_rules_are_about_is_no_addition(compare, added):
    result = compare(page(FIRST, SECOND, THIRD), page(FIRST, SECOND, THIRD, added))
    assert "text-added" not in rules(result), [finding.message for finding in result.findings]


def test_a_caption_that_became_a_paragraph_is_no_addition(compare):
    caption = "The ferry at the pier of Northisle on Friday evening, before the first crossing in six weeks of repairs."
    figure = f"<figure><img src='f.jpg'><figcaption>{caption}</figcaption></figure>"
    assert rules(compare(page(FIRST, figure, SECOND), page(FIRST, caption, SECOND))) == []
    assert rules(compare(page(FIRST, caption, SECOND), page(FIRST, figure, SECOND))) == []


def linked(sentence):
    """A paragraph with the words between bars in a link."""
    before, link, after = sentence.split("|")
    return f"<p>{before}<a href='https://h.example/p'>{link}</a>{after}</p>"


@pytest.mark.parametrize(
    ("was", "now", "changed"),
    [
        ("The two schools have 95 |pupils between| them.", "The two schools have 141 |pupils between| them.", ("95", "141")),
        ("The mayor |denied it|.", "The mayor |confirmed it|.", ("denied", "confirmed")),
        ("The mayor |denied it|.", "The mayor confirmed it.", ("denied", "confirmed")),
        ("The mayor denied it.", "The mayor |confirmed it|.", ("denied", "confirmed")),
        ("|町長|は、火曜日の会議で計画を認めた。", "|町長|は、水曜日の会議で計画を認めた。", ("火", "水")),
    ],
)
def test_a_short_paragraph_with_a_link_is_compared_wherever_it_stands(compare, was, now, changed):
    was, now = [linked(one) if "|" in one else one for one in (was, now)]
    for before, after in (([FIRST, SECOND], []), ([FIRST, SECOND], [THIRD]), ([], [FIRST, SECOND]), ([FIRST, SECOND], ["They met on Friday."])):
        original, copy = page(*before, was, *after), page(*before, now, *after)
        (finding,) = [finding for finding in compare(original, copy).findings if finding.rule != "fidelity/link-removed"]
        assert (finding.rule, there(finding, original), here(finding, copy)) == ("fidelity/text-changed", *changed)


def test_a_short_paragraph_with_a_link_is_no_addition_where_one_page_goes_on(compare):
    line = linked("The two schools have 95 |pupils between| them.")
    original, copy = page(FIRST, SECOND, line), page(FIRST, SECOND, line, THIRD)
    (finding,) = compare(original, copy).findings
    assert (finding.rule, here(finding, copy)) == ("fidelity/text-added", THIRD)
    (finding,) = compare(copy, original).findings
    assert (finding.rule, there(finding, copy)) == ("fidelity/text-missing", THIRD)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Read more about |the ferry|.", "Read more about |the harbour|."),
        ("Read more about |the ferry|.", None),
        (None, "Read more about |the ferry|."),
        ("Ada Quay wrote this with |the harbour desk|.", None),
        (None, "Find the other stories of this winter |here| too."),
        ("The ferry has |a timetable| of its own.", "Find the other stories of this winter |here| too."),
        ("Sign up for |our newsletter| today.", "Sign up for |our briefing| today."),
        ("This story was first published by |Island Wire|.", "This story was first published by |The Harbour Gazette|."),
        ("Photo by |Tom Pier|.", "Photo by |Ada Quay|."),
        ("Additional reporting by |Tom Pier|.", "Additional reporting by |Ada Quay|."),
        ("Ada Quay is a |reporter| at Island Wire.", "Ada Quay is an |editor| at Island Wire."),
        ("Correction: The ferry has |95 seats| now.", "Correction: The ferry has |141 seats| now."),
        ("港口|渡轮修理六周后恢复|航行的消息第一版", "港口|渡轮修理六周后恢复|航行的消息第二版"),
        ("Follow us on |Mastodon| for more.", "Follow us on |Bluesky| for more."),
    ],
)
def test_lines_with_a_link_that_lead_elsewhere_are_not_compared(compare, was, now):
    original, copy = [page("<p class='byline'>By Ada Quay</p>", FIRST, SECOND, THIRD, *([linked(one)] if one else [])) for one in (was, now)]
    assert [rule for rule in rules(compare(original, copy)) if rule.startswith("text-")] == []


def test_a_paragraph_that_was_moved_is_told(compare):
    assert sorted(rules(compare(page(FIRST, SECOND, THIRD), page(SECOND, THIRD, FIRST)))) == ["text-added", "text-missing"]


def test_another_story_is_told_of_once(compare):
    other = [f"Wheat closed at {number} a tonne in the market on Friday, as traders feared a dry summer and bought what was left." for number in "123"]
    result = compare(page(FIRST, SECOND, THIRD), page(*other, headline="Wheat is dear"))
    assert rules(result) == ["text-missing"]
    assert "does not look like the story" in result.findings[0].message
    assert result.compared is not None
    assert not result.compared.one_story
    assert result.compared.carried < 0.2


def test_the_share_that_is_carried(compare):
    result = compare(page(FIRST, SECOND, THIRD), page(FIRST, SECOND))
    assert result.compared.carried == pytest.approx(2 / 3, abs=0.05)
    assert compare(page(FIRST, SECOND), page(FIRST, SECOND)).compared.carried == 1


def test_a_headline(compare):
    original = page(FIRST, SECOND, head='<meta property="og:title" content="Island ferry returns">')
    assert rules(compare(original, page(FIRST, SECOND, headline="Ferry Back In Service"))) == []
    assert rules(compare(original, page(FIRST, SECOND, headline="Island ferry returns"))) == [], "the original's for shares"
    copy = page(FIRST, SECOND, headline="Ferry is back at last")
    (finding,) = compare(original, copy).findings
    assert (finding.rule, here(finding, copy), there(finding, original)) == (
        "fidelity/headline-changed", "Ferry is back at last", "Ferry back in service",
    )


LINKED = FIRST.replace("repairs in the yard", "<a href='https://yard.example/repairs?utm_source=wire'>repairs in the yard</a>")


def test_links(compare):
    original = page(LINKED, SECOND)
    assert rules(compare(original, page(LINKED.replace("?utm_source=wire", ""), SECOND))) == []
    (finding,) = compare(original, page(FIRST, SECOND)).findings
    assert (finding.rule, here(finding, page(FIRST, SECOND))) == ("fidelity/link-removed", "repairs in the yard")
    assert there(finding, original).startswith("<a href=")
    elsewhere = page(LINKED.replace("yard.example", "shop.example"), SECOND)
    (finding,) = compare(original, elsewhere).findings
    assert "leads to “https://shop.example" in finding.message
    assert rules(compare(original, page(SECOND, THIRD, FIRST[:0] or SECOND))) != ["link-removed"]


def test_all_links_gone_are_told_of_together(compare):
    linked = " ".join(f"<a href='https://yard.example/{word}'>{word}</a>" if word in FIRST.split()[1:8] else word for word in FIRST.split())
    (finding,) = compare(page(linked, SECOND), page(FIRST, SECOND)).findings
    assert "None of the" in finding.message
    assert len(finding.related) >= 4


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Correction: An earlier version of this story said that the repairs took five weeks, which was wrong.", "correction"),
        ("Berichtigung: In einer früheren Fassung hieß es, die Reparatur habe fünf Wochen gedauert.", "correction"),
        ("更正：本文较早版本称维修用了五个星期，实际为六个星期，特此更正并向读者致歉。", "correction"),
        ("Ben Strand receives funding from the Harbour Foundation, which had no part in this story.", "disclosure"),
        ("Tom Pier contributed to this report.", "credit"),
    ],
)
def test_notes_of_the_original(compare, note, kind):
    original = page(FIRST, SECOND, THIRD, note)
    result = compare(original, page(FIRST, SECOND, THIRD))
    assert rules(result) == ["credit-removed"], [finding.message for finding in result.findings]
    assert kind in result.findings[0].message
    assert there(result.findings[0], original) == f"<p>{note}</p>" or there(result.findings[0], original) == note
    assert rules(compare(original, original)) == []
    assert "credit-removed" not in rules(compare(original, page(note, FIRST, SECOND, THIRD)))


def test_an_author_who_is_named_nowhere(compare):
    original = page("<p class='byline'>By Ada Quay</p>", FIRST, SECOND)
    assert rules(compare(original, page(FIRST, SECOND))) == ["credit-removed"]
    assert rules(compare(original, page(FIRST, SECOND, "<p>Text: Ada Quay, Island Wire</p>"))) == []


def test_a_copy_of_before_a_correction(compare):
    dates = '<meta property="article:published_time" content="2026-03-0{}"><meta property="article:modified_time" content="2026-03-0{}">'
    original = page(FIRST, SECOND, head=dates.format(2, 5))
    old = FIRST.replace("six", "sixteen")
    assert "copy-stale" in rules(compare(original, page(old, SECOND, head=dates.format(3, 3))))
    assert "copy-stale" not in rules(compare(original, page(old, SECOND, head=dates.format(3, 6))))
    assert "copy-stale" not in rules(compare(original, page(FIRST, SECOND, head=dates.format(3, 3)))), "it says what the original says"
    assert "copy-stale" not in rules(compare(original, page(old, SECOND))), "nobody knows when it was made"


FIGURE = "<figure><img src='{}' alt=''><figcaption>{}</figcaption></figure>"


def test_images(compare):
    original = page(FIGURE.format("/img/ferry-1024x683.jpg", "The ferry at the pier of Northisle on Friday"), FIRST, SECOND)
    other = page(FIGURE.format("wheat.jpg", "Wheat is harvested near Hill Farm in a dry summer"), FIRST, SECOND)
    assert rules(compare(original, other)) == ["image-changed"]
    assert rules(compare(original, page(FIGURE.format("x/ferry.jpg", "Our own words about a day in summer"), FIRST, SECOND))) == []
    assert rules(compare(original, page(FIRST, SECOND))) == []
    assert rules(compare(original, page(FIRST, SECOND), **{"image-changed": {"missing": True}})) == ["image-changed"]


def test_chinese_and_thai_and_arabic_text(compare):
    for lang, was, now, texts in (
        ("zh", "六", "七", ["港口办公室表示，前往群岛的渡轮将于周一恢复通航，此前渡轮在船厂维修了六个星期。", "票价与以前相同，曾经代替渡轮的小船将重新出海捕鱼。"]),
        ("th", "เดิม", "ใหม่", ["สำนักงานท่าเรือกล่าวว่าเรือข้ามฟากไปยังหมู่เกาะจะกลับมาให้บริการอีกครั้งในวันจันทร์หลังจากซ่อมแซม", "ราคาตั๋วเท่าเดิมและเรือเล็กที่เคยให้บริการแทนจะกลับไปทำการประมงตามปกติในทะเล"]),
        ("ar", "ستة", "سبعة", ["قال مكتب الميناء يوم الثلاثاء إن العبارة إلى الجزر ستبحر مرة أخرى بعد ستة أسابيع من الإصلاحات في حوض السفن.", "تكلفة التذاكر هي نفسها كما كانت من قبل وتعود القوارب الصغيرة إلى الصيد."]),
    ):
        original = page(*texts, lang=lang)
        copy = original.replace(was, now)
        (finding,) = compare(original, copy).findings
        assert (finding.rule, there(finding, original), here(finding, copy)) == ("fidelity/text-changed", was, now)


WORDS = "harbour office ferry islands yard storm pier master council budget ticket boat fisher mayor winter water people morning street".split()


@st.composite
def edited(draw):
    """The HTML of an original and a copy, and the edits between: (words there, words here), with at least five words between two."""
    number, old, new, edits = 0, [], [], []
    for _ in range(draw(st.integers(3, 6))):
        theirs, ours, since = [], [], 5
        first, step = draw(st.integers(0, 18)), draw(st.integers(1, 18))
        for at in range(draw(st.integers(25, 40))):
            word = WORDS[(first + step * at) % len(WORDS)]  # none beside its like, which could be told to be missing in several ways
            theirs.append(word + (" &amp;" if at % 9 == 7 else ""))
            since += 1
            sort = draw(st.sampled_from(["", "", "", "change", "delete", "insert"])) if since > 5 and 5 < at < 20 and at % 9 != 7 else ""
            number += bool(sort)
            unlike = f"zq{number}x"
            if sort == "change":
                ours.append(f"<em>{unlike}</em>")
                edits.append((word, unlike))
            elif sort == "delete":
                theirs[-1] = f"<b>old{unlike}</b>"
                edits.append((f"old{unlike}", ""))
            elif sort == "insert":
                ours += [unlike, word]
                edits.append(("", unlike))
            else:
                ours.append(theirs[-1])
            since = 0 if sort else since
        old.append(" ".join(theirs) + ".")
        new.append(" ".join(ours) + ".")
    return page(*old), page(*new), edits


@given(edited())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_planted_edits_are_found_at_their_places_in_both_files(compare, told):
    original, copy, edits = told
    result = compare(original, copy)

    def plain(text):
        return " ".join(unescape(re.sub("<[^>]*>", "", text)).split())

    found = [(plain(there(finding, original)), plain(here(finding, copy))) for finding in result.findings]
    assert found == [(plain(was), now) for was, now in edits]
