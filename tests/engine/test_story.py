"""The story is found by its structure, in any script, and nothing of the site around it is."""

import pytest

from bylint.page import Page
from bylint.settings import Settings
from bylint.source import Source
from bylint.views.blocks import blocks
from bylint.views.story import story

PROSE = {
    "English": "The ferry to the islands sails again from Monday, the harbour office said on Friday, after repairs that took {} weeks.",
    "Russian": "Паром на острова снова пойдёт с понедельника, сообщило в пятницу управление порта, после ремонта длиной в {} недель.",
    "Arabic": "تعود العبّارة إلى الجزر ابتداء من يوم الاثنين، كما أعلن مكتب الميناء يوم الجمعة بعد أعمال إصلاح استغرقت {} أسابيع كاملة في الحوض.",
    "Japanese": "港湾事務所は金曜日、島々へのフェリーが{}週間の修理を終えて月曜日から再び運航すると発表した。",
    "Thai": "สำนักงานท่าเรือแจ้งเมื่อวันศุกร์ว่าเรือข้ามฟากไปยังหมู่เกาะจะกลับมาเดินเรืออีกครั้งในวันจันทร์หลังซ่อมแซมนาน {} สัปดาห์เต็ม",
}
MARKUP = {
    "nothing helpful": "<div><div><h1>{head}</h1><div>{story}</div><div>Tail</div></div></div>",
    "article": "<article><h1>{head}</h1>{story}<p>Tail</p></article>",
    "article body": "<article><h1>{head}</h1><div itemprop=articleBody>{story}</div><p>Tail</p></article>",
    "publishing system": "<div class='single-post'><h1 class=entry-title>{head}</h1><div class=entry-content>{story}<p>Tail</p></div></div>",
    "table layout": "<table><tr><td><h1>{head}</h1>{story}<p>Tail</p></td></tr></table>",
}
SITE = """<html><head><title>Ferry back in service | Island Wire</title></head><body>
<div class=top><a href=/>Island Wire</a> <a href=/n>News</a></div>{}
<div class=sidebar><p>{side}</p><ul><li><a href=/a>Bridge closed for repairs</a></ul></div>
<div id=comments><p>{side}</p></div><footer><p>Island Wire, 1 Quay Street, Northisle. All rights reserved by the publisher, of course.</p></footer></body>"""


def page(text, **settings):
    return Page(Source.read("page.html", text.encode()), Settings(**settings))


@pytest.mark.parametrize("prose", PROSE.values(), ids=PROSE)
@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
def test_the_run_goes_from_the_headline_to_what_is_attached(markup, prose):
    paragraphs = [prose.format(weeks) for weeks in (3, 4, 5)]
    text = markup.format(head="Ferry back in service", story="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    side = "Sign in to read what other passengers think about the ferry, the harbour office and the weather of this spring."
    found = page(SITE.replace("{}", text).replace("{side}", side)).view(story)
    assert [block.text for block in found.blocks] == ["Ferry back in service", *paragraphs, "Tail"]
    assert found.headline is found.blocks[0]


def test_the_configured_selector_wins():
    text = "<body><h1>Ferry</h1><div class=a><p>{0}</p><p>{0}</p></div><div class=b><p>Short.</p></div></body>".format(PROSE["English"])
    assert [block.text for block in page(text, story="div.b").view(story).blocks] == ["Ferry", "Short."]
    assert len(page(text, story="div.nowhere").view(story).blocks) > 2


def test_a_fragment_is_all_story():
    text = f"<div><p>{PROSE['English']}</p></div><p><a>Source link</a></p>"
    assert [block.text for block in page(text).view(story).blocks] == [PROSE["English"], "Source link"]


def test_teasers_of_other_stories_are_not_the_story():
    text = f"<article><h1>Ferry</h1><div><p>{PROSE['English']}</p></div><article><h2>Bridge</h2><p>Closed.</p></article></article>"
    assert [block.text for block in page(text).view(story).blocks] == ["Ferry", PROSE["English"]]


def test_a_block_knows_the_place_of_each_of_its_letters():
    text = "<p>\n The <b>f&eacute;rry</b>\r\n  sails&nbsp;again<br>now </p>"
    checked = page(text)
    (block,) = checked.view(blocks)
    assert block.text == "The férry sails again now"
    at = block.text.index("férry")
    span = block.part(checked, at, at + 5)
    assert text[span.start : span.end] == "f&eacute;rry"
    whole = checked.span_of(block)
    assert text[whole.start : whole.end] == "The <b>f&eacute;rry</b>\r\n  sails&nbsp;again<br>now"


def test_a_page_without_prose_has_no_paragraphs():
    assert page("<p>Hello</p>").view(story).prose == ()
    assert page("").view(story).blocks == ()
