"""Makes the build of a news site, from a seed, and tells what is wrong with it.

    python tests/bench/make_site.py FOLDER --pages 2000 [--seed 1] [--truth planted.json]

Pages are some 40 KB, most of it head, menus, sidebar, footer and inline styles: less than most news pages have, which are
40 to 200 KB, so that 100,000 of them fit on a disk. Stories have 250 to 1,000 words (400 to 1,700 ideographs) that are made
up of syllables and drawn as languages do, the common ones often, with set phrases and the small words of English, German,
Chinese and Arabic. Bylines, credits and canonical links are right. Every page is made of the seed and its number alone, so
any number of them takes the same memory, but for what is told of them. What is planted:

* blocks that a partner's template puts into its stories, each on many pages and in one of the ways of `BLOCKS`;
* stories twice or three times: `exact`, or `near`, with words replaced and paragraphs dropped, at a Dice of word pairs
  (pairs of ideographs in Chinese) of 0.8 to 0.99;
* what is to be left alone: `canonical`, a copy that names the first as canonical; `kin`, a story of the same topic with
  two paragraphs of background in common; authors' bios, desk lines, disclosures, credits;
* with `faults`, an ad label on every page and an empty byline on every page of one section.
"""

import argparse
import json
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, count, islice, pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

SITE, HOST = "Coast Daily Mirror", "https://coastdailymirror.example"
CONFIG = f'extends = ["bylint:all"]\n\n[site]\nname = "{SITE}"\nurl = "{HOST}/"\n'
WORDS, TOPICS = 4000, 12
# Words are drawn from urns of so many, which is faster than to weigh each.
URN = 1 << 14
# A topic has so many set phrases, which make a tenth of what is drawn.
PHRASES = 200
# How pages come in lots: so many of each sort in each; all others have a story of their own.
LOT = 100
EXACT, NEAR, CANONICAL, KIN = 2, 3, 1, 2  # pairs
LEAST, MOST = 0.8, 0.99
BLOCKS = ("exact", "numbers", "date", "title", "linked", "unlinked")
# A partner for so many pages of a language, and how many of the pages have one.
PARTNER, PARTNERED = 120, 0.6
# So many pages in a row have the same sidebar.
SIDEBAR = 40
TOKEN = re.compile(r"[\u4e00-\u9fff]|\w+")


@dataclass
class Planted:
    """What is wrong with a site. Pages are told by their paths below its folder, places by bytes.

    `blocks` are the planted blocks by name, `PARTNER KIND`: (page, start, end). `twins` are (sort, similarity, pages), and
    `quiet` the pairs that look like twins and are none.
    """

    pages: int = 0
    size: int = 0
    blocks: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    twins: list[tuple[str, float, list[str]]] = field(default_factory=list)
    quiet: list[tuple[str, float, list[str]]] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)


class Tongue(NamedTuple):
    """A language: its letters, its small words, and the lines of a template."""

    code: str
    share: float
    syllables: str
    small: str
    between: str
    comma: str
    stop: str
    byline: str
    credit: str
    desk: str
    disclosure: str
    bio: str
    ad: str
    footer: str
    sections: str
    menu: str
    names: str


TONGUES = (
    Tongue(
        "en", 0.45, "ba con der el fin gra hin is jun kel lor min nor out per qua rin sto ter un vel wor yar ash ble cre dow est fro gle",
        "the of and to in a that is was for on with as it by at from his he had are be but not this have were they or which their an more "
        "said has been one will about when who would up there after also its two than into out over year all some she other first new could",
        " ", ", ", ".", "By {}", 'This story was first published by <a href="{}">{}</a>.', "(Reporting by {} in Northisle; Editing by Ada Quay)",
        "Disclosure: {} owns no shares in any of the companies that are named in this story.",
        "{} is a reporter of the Harbour Gazette and has written about the coast and its people since 2009.", "Advertisement",
        "The post {} appeared first on {}.", "world politics business science culture sport", "Home Weather Tides Podcasts Video Archive Jobs "
        "Contact Imprint Privacy Letters Events Photos Maps Ferries Schools Health Courts Travel Books Games Food",
        "Marta Lindqvist|Tom Ashdown|Priya Raman|Owen Castle|Helen Marsh|Jonas Reed|Ruth Farrow|Daniel Pike|Nora Blythe|Samuel Crane",
    ),
    Tongue(
        "de", 0.3, "bau ge tra hof schen kel mun fer ler ung wer stal ber heim rich zen dorf lau per sin tor gel un ver kei lich nach sam bin ru",
        "die der und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei "
        "einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei",
        " ", ", ", ".", "Von {}", 'Dieser Artikel erschien zuerst bei <a href="{}">{}</a>.', "(Bericht von {} aus Nordinsel; Redaktion: Ada Quay)",
        "Offenlegung: {} hält keine Anteile an den Unternehmen, die in diesem Artikel genannt werden.",
        "{} ist Reporter der Hafenzeitung und schreibt seit 2009 über die Küste und ihre Menschen.", "Anzeige",
        "Der Beitrag {} erschien zuerst auf {}.", "welt politik wirtschaft wissen kultur sport", "Start Wetter Gezeiten Podcasts Video Archiv "
        "Stellen Kontakt Impressum Datenschutz Briefe Termine Fotos Karten Fähren Schulen Gesundheit Gerichte Reise Bücher Spiele Essen",
        "Jana Petersen|Uwe Brandt|Silke Albers|Malte Hinrichs|Anke Thomsen|Lars Iversen|Frauke Jessen|Holger Nissen|Imke Clausen|Birte Paulsen",
    ),
    Tongue(
        "zh", 0.15, "山 水 城 市 海 港 船 人 民 政 府 学 校 工 业 经 济 文 化 体 育 天 气 春 秋 北 南 东 西 路 桥 河 田 新 闻 记 者 会 议 发 展 建 设 计 划 "
        "医 院 老 师 生 活 家 庭 电 影 音 乐 书 店 车 站 机 场 银 行 农 村 森 林 环 境 能 源 科 技 法 律 安 全 交 通 旅 游 食 品 健 康",
        "的 了 在 是 和 有 不 这 我们 他 也 就 都 而 及 与 对 中 上 为 到 说 要 以 等 将 被 从 但 他们 一个 已经 没有 可以 因为 所以 如果 表示",
        "", "，", "。", "作者：{}", '本文转载自<a href="{}">{}</a>。', "（记者 {}，编辑 周海）", "披露：{}不持有文中提到的任何公司的股份。",
        "{}，海港时报记者，自2009年起报道沿海地区及当地居民的生活。", "广告", "{}最先出现在{}。", "guoji zhengzhi jingji kexue wenhua tiyu",
        "首页 天气 潮汐 播客 视频 档案 招聘 联系 版权 隐私 来信 活动 图片 地图 渡轮 学校 健康 法院 旅行 图书 游戏 美食",
        "王海燕|李建国|张晓梅|刘志强|陈丽华|杨光明|赵文静|黄伟东|周美玲|吴国平",
    ),
    Tongue(
        "ar", 0.1, "با تر جم حس در رق سل شم صن طل عم غر فت قد كت لم مر نح هد ود يس كا رو مي نا سي دو لي قا بي",
        "في من على إلى أن عن التي الذي مع هذا هذه كان ما لا كما بعد بين أو قد ذلك كل لم قال أنه حيث خلال غير عند حتى إن هو هي أي لكن ثم منذ قبل",
        " ", "، ", ".", "بقلم: {}", 'نُشر هذا المقال أولاً في <a href="{}">{}</a>.', "(تغطية {} من الجزيرة الشمالية؛ تحرير علي البحري)",
        "إفصاح: لا يملك {} أي أسهم في الشركات المذكورة في هذا المقال.", "{} مراسل صحيفة الميناء ويكتب عن الساحل وأهله منذ عام 2009.", "إعلان",
        "ظهرت المقالة {} أولاً على {}.", "alam siyasa iqtisad ulum thaqafa riyada", "الرئيسية الطقس المد بودكاست فيديو الأرشيف وظائف اتصل الناشر "
        "الخصوصية رسائل فعاليات صور خرائط عبارات مدارس صحة محاكم سفر كتب ألعاب طعام",
        "أحمد سالم|ليلى حداد|كريم نصار|سعاد منصور|يوسف خليل|هدى رزق|سامر عيسى|منى فارس|نبيل عون|رنا صباغ",
    ),
)  # fmt: skip
ORIGINATOR = {"en": "Harbour Gazette", "de": "Hafenzeitung", "zh": "海港时报", "ar": "صحيفة الميناء"}
STYLE = "".join(
    f".{name}-{n}{{display:flex;margin:0 {n}px;padding:{n % 7}px 12px;color:#1a1a1{n % 10};font:400 {12 + n % 9}px/1.5 Georgia,serif}}\n"
    for name in ("head", "card", "list", "foot")
    for n in range(14)
)
SCRIPT = "".join(f"  t.push(['set','dim{n}',d.querySelector('[data-k=\"k{n}\"]')&&{n * 37 % 101}]);\n" for n in range(24))


class Words:
    """Words of a tongue, drawn by how common they are; each topic has some that are common in it alone."""

    def __init__(self, tongue: Tongue, seed: int) -> None:
        rng = Random(f"{seed} words {tongue.code}")
        syllables, small = tongue.syllables.split(), tongue.small.split()
        made = dict.fromkeys(small)
        while len(made) < WORDS:
            word = "".join(rng.choices(syllables, k=rng.randint(1, 2) if tongue.code == "zh" else rng.randint(2, 4)))
            if tongue.code == "de" and rng.random() < 0.5:
                word = word.capitalize()
            elif tongue.code == "ar" and rng.random() < 0.4:
                word = f"ال{word}"
            made[word] = None
        self.words = list(made)
        weights = [0.35 / (rank + 8) for rank in range(len(small))] + [0.25 / (rank + 30) for rank in range(WORDS - len(small))]
        self._urns = []
        for _ in range(TOPICS):
            common = list(weights)
            for place in rng.sample(range(len(small), WORDS), 80):
                common[place] += 0.004
            urn = rng.choices(self.words, common, k=URN)
            phrases = [tongue.between.join(rng.choices(urn, k=rng.randint(2, 4))) for _ in range(PHRASES)]
            self._urns.append(urn + rng.choices(phrases, k=URN // 9))

    def draw(self, rng: Random, count: int, topic: int) -> list[str]:
        return rng.choices(self._urns[topic], k=count)


class Story(NamedTuple):
    tongue: Tongue
    topic: int
    headline: str
    lead: str
    paragraphs: list[str]


class Page(NamedTuple):
    """What a page is: whose story it has and how, as `number` tells with the seed."""

    number: int
    story: int
    sort: str = ""


class Maker:
    def __init__(self, pages: int, seed: int = 1, *, faults: bool = True) -> None:
        self.pages, self.seed, self.faults = pages, seed, faults
        self._words = [Words(tongue, seed) for tongue in TONGUES]
        self._shares = list(accumulate(tongue.share for tongue in TONGUES))
        self._partners = [max(2, round(pages * tongue.share / PARTNER)) for tongue in TONGUES]
        # Two of equal share at the least, as a partner with three pages is none.
        self._partner_shares = [list(accumulate(1 / (rank + 3) for rank in range(count))) for count in self._partners]
        self.story = lru_cache(maxsize=256)(self._story)
        self.sidebar = lru_cache(maxsize=16)(self._sidebar)

    def plan(self) -> Iterator[Page]:
        """The pages, lot after lot."""
        sorts = ["exact"] * EXACT + ["near"] * NEAR + ["canonical"] * CANONICAL + ["kin"] * KIN
        for first in range(0, self.pages, LOT):
            rng = Random(f"{self.seed} lot {first}")
            slots = rng.sample(range(first, first + LOT), LOT)
            twin = {slots[2 * at]: (slots[2 * at + 1], sort) for at, sort in enumerate(sorts)}
            if first % (4 * LOT) == 0:  # one more of the first pair, which makes three
                twin[slots[-1]] = (slots[1], "exact")
            for number in range(first, min(first + LOT, self.pages)):
                story, sort = twin.get(number, (number, ""))
                yield Page(number, story, sort) if story < self.pages else Page(number, number)

    def _rng(self, number: int, what: int) -> Random:
        return Random((self.seed << 44) + (number << 4) + what)

    def _hash(self, number: int, most: int) -> int:
        """A number below `most` that hangs on the page's, without the cost of a generator."""
        mixed = (number * 0x9E3779B97F4A7C15 + self.seed * 0xBF58476D1CE4E5B9) & (1 << 64) - 1
        return ((mixed ^ mixed >> 29) * 0x94D049BB133111EB >> 20 & 0xFFFFFF) % most

    def tongue(self, story: int) -> int:
        return bisect(self._shares, self._hash(story, 1000) / 1000)

    def headline(self, story: int) -> str:
        which = self.tongue(story)
        rng = self._rng(story, 1)
        words = self._words[which].draw(rng, rng.randint(6, 11), self._hash(~story, TOPICS))
        return _upper(TONGUES[which].between.join(words))

    def _story(self, number: int) -> Story:
        which, rng = self.tongue(number), self._rng(number, 2)
        topic = self._hash(~number, TOPICS)
        tongue = TONGUES[which]
        words = self._words[which].draw(rng, rng.randint(250, 900), topic)
        lead = _upper(tongue.between.join(self._words[which].draw(rng, rng.randint(14, 22), topic))) + tongue.stop
        return Story(tongue, topic, self.headline(number), lead, _paragraphs(rng, tongue, words))

    def changed(self, story: Story, rng: Random) -> tuple[Story, float]:
        """A near copy of a story, and how similar they are."""
        wish = rng.uniform(LEAST, MOST)
        way = rng.choice(("words", "words", "words", "drop", "add"))
        vocabulary = self._words[TONGUES.index(story.tongue)]
        paragraphs = list(story.paragraphs)
        rate = (1 - wish) / 2
        if way == "drop" and len(paragraphs) > 4:
            del paragraphs[rng.randrange(1, len(paragraphs))]
        elif way == "add":
            words = vocabulary.draw(rng, rng.randint(20, 40), story.topic)
            paragraphs.insert(rng.randrange(1, len(paragraphs)), _paragraphs(rng, story.tongue, words)[0])
        base = paragraphs
        while True:
            paragraphs = [self._replaced(text, rate if way == "words" else rate / 2, rng, vocabulary) for text in base]
            alike = dice(story.paragraphs, paragraphs)
            if LEAST <= alike <= MOST:
                break
            rate *= 0.7 if alike < LEAST else 1.5
            base = list(story.paragraphs) if rate < 0.004 else base  # the paragraph alone was too much
        headline = story.headline if rng.random() < 0.5 else _upper(story.tongue.between.join(vocabulary.draw(rng, 8, story.topic)))
        return story._replace(headline=headline, paragraphs=paragraphs), alike

    @staticmethod
    def _replaced(text: str, rate: float, rng: Random, vocabulary: Words) -> str:
        def other(found: re.Match[str]) -> str:
            return vocabulary.words[rng.randrange(WORDS)][: 1 if found[0] > "\u4e00" else None] if rng.random() < rate else found[0]

        return TOKEN.sub(other, text)

    def path(self, page: Page) -> str:
        tongue = TONGUES[self.tongue(page.story)]
        sections = tongue.sections.split()
        section = sections[self._hash(page.number ^ 0x5555555, len(sections))]
        return f"{tongue.code}/{section}/{page.number * 7919 % 97:02}/story-{page.number}.html"

    def twin(self, page: Page) -> tuple[Story, float]:
        """The story of a page, and how similar it is to that of the page it was taken from."""
        story = self.story(page.story)
        rng = self._rng(page.number, 4)
        if page.sort == "near":
            return self.changed(story, rng)
        if page.sort == "kin":
            own = self._story(page.number if self.tongue(page.number) == self.tongue(page.story) else page.story + (1 << 40))
            if own.tongue is not story.tongue:  # of another language by chance: the words of this one, another topic
                draw, join = self._words[TONGUES.index(story.tongue)].draw, story.tongue.between.join
                paragraphs = _paragraphs(rng, story.tongue, draw(rng, rng.randint(250, 900), story.topic))
                lead = _upper(join(draw(rng, 16, story.topic))) + story.tongue.stop
                own = Story(story.tongue, story.topic, _upper(join(draw(rng, 8, story.topic))), lead, paragraphs)
            own = own._replace(paragraphs=own.paragraphs[:-1] + story.paragraphs[-3:-1] + own.paragraphs[-1:])
            return own, dice(own.paragraphs, story.paragraphs)
        return story, 1.0

    def partner(self, page: Page, which: int) -> int | None:
        rng = self._rng(page.number, 5)
        if rng.random() > PARTNERED:
            return None
        shares = self._partner_shares[which]
        return bisect(shares, rng.random() * shares[-1])

    def block(self, partner: int, which: int, page: Page, story: Story) -> tuple[str, str]:
        """The block that a partner's template puts into a page: its kind, and its HTML."""
        kind = BLOCKS[(partner + 2 * which) % len(BLOCKS)]
        tongue, words = TONGUES[which], self._words[which]
        fixed, own = Random(f"{self.seed} partner {which} {partner}"), self._rng(page.number, 6)
        said = words.draw(fixed, fixed.randint(14, 26) if tongue.between else fixed.randint(24, 36), fixed.randrange(TOPICS))
        half = len(said) // 2
        before, after = _upper(tongue.between.join(said[:half])), tongue.between.join(said[half:])
        gap = tongue.between
        slot = {
            "exact": "",
            "numbers": f"{own.randrange(1, 4000)}{gap}{after[:6]}{gap}{own.randrange(1, 60)}{gap}",
            "date": f"{own.randrange(1, 29):02}.{own.randrange(1, 13):02}.{own.randrange(2015, 2027)}{gap}",
            "linked": f'<a href="/{tongue.code}/archive/{own.randrange(10**6)}/">{self.headline(self._like(page, which))}</a>{gap}',
            "unlinked": f"{self.headline(self._like(page, which))}{gap}",
            "title": "",
        }[kind]
        text = f"{before}{gap}{slot}{after}{tongue.stop}"
        if kind == "title":
            site = f'<a href="https://partner-{partner}.example/">{_upper(tongue.between.join(said[:2]))}</a>'
            text = tongue.footer.format(f'<a href="https://partner-{partner}.example/{page.number}/">{story.headline}</a>', site)
        frame = ("<p>{}</p>", '<div class="box-{n}"><p>{}</p></div>', "<p><em>{}</em></p>", '<p class="note-{n}">{}</p>', "<div>{}</div>")
        return kind, frame[fixed.randrange(len(frame))].format(text, n=partner)

    def _like(self, page: Page, which: int) -> int:
        """The number of some story of the same tongue."""
        return next(number for number in count(page.number * 31 + 7) if self.tongue(number) == which)

    def html(self, page: Page, path: str, story: Story, canonical: str) -> tuple[str, str, str]:
        """A page, the name of the block planted in it, and the block; both "" where there is none."""
        which = TONGUES.index(story.tongue)
        tongue, rng = story.tongue, self._rng(page.number, 7)
        section = path.split("/")[1]
        author = rng.choice(tongue.names.split("|"))
        day = f"20{rng.randint(15, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        address = f"{HOST}/{path}"
        title = story.headline
        original = f"https://harbourgazette.example/{tongue.code}/{page.story}/"
        linked = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": title,
            "description": story.lead,
            "image": [f"{HOST}/media/{page.number}.jpg"],
            "datePublished": f"{day}T07:30:00+00:00",
            "dateModified": f"{day}T09:10:00+00:00",
            "author": [{"@type": "Person", "name": author}],
            "publisher": {"@type": "Organization", "name": SITE, "logo": {"@type": "ImageObject", "url": f"{HOST}/logo.png"}},
            "mainEntityOfPage": {"@type": "WebPage", "@id": canonical},
            "inLanguage": tongue.code,
        }
        head = HEAD.format(
            code=tongue.code, way="rtl" if tongue.code == "ar" else "ltr", title=title, lead=story.lead, canonical=canonical, address=address,
            day=day, author=author, section=section, number=page.number, site=SITE, host=HOST, linked=json.dumps(linked, ensure_ascii=False),
        )  # fmt: skip
        paragraphs = [f"<p>{text}</p>" for text in story.paragraphs]
        name = block = ""
        partner = self.partner(page, which)
        if partner is not None:
            kind, block = self.block(partner, which, page, story)
            name = f"{tongue.code}-{partner} {kind}"
            paragraphs.insert((len(paragraphs), 1, len(paragraphs) // 2, len(paragraphs))[partner % 4], block)
        paragraphs.insert(0, f"<p>{story.lead}</p>")
        if self.faults:
            paragraphs.insert(3, f'<div class="ad-slot"><p>{tongue.ad}</p></div>')
        if rng.random() < 0.3:
            paragraphs.append(f"<p>{tongue.desk.format(author)}</p>")
        if rng.random() < 0.1:
            paragraphs.append(f'<p class="disclosure">{tongue.disclosure.format(author)}</p>')
        paragraphs.append(f'<p class="source">{tongue.credit.format(original, ORIGINATOR[tongue.code])}</p>')
        if rng.random() < 0.5:
            paragraphs.append(f'<div class="author-bio"><p>{tongue.bio.format(author)}</p></div>')
        byline = tongue.byline.format("" if self.faults and section == tongue.sections.split()[2] else author).rstrip()
        top, bottom = chrome(which, self.seed)
        cards = "".join(
            f'<li class="card card-{n}"><a class="card-link" href="/{tongue.code}/more/{page.number + n}/"><span class="card-kicker">{section}</span>'
            f'<h3 class="card-title">{title}</h3></a></li>\n'
            for n, title in enumerate(self.sidebar(page.number // SIDEBAR, which))
        )
        html = (
            f'{head}{top}<main id="main">\n<article class="story" data-id="{page.number}">\n<header class="story-head">\n'
            f'<p><time datetime="{day}T07:30:00+00:00">{day}</time></p>\n<h1>{story.headline}</h1>\n'
            f'<p class="byline">{byline}</p>\n</header>\n<div class="story-body">\n'
            f"{chr(10).join(paragraphs)}\n</div>\n</article>\n</main>\n"
            f'<aside class="sidebar">\n<ul class="cards">\n{cards}</ul>\n</aside>\n{bottom}'
        )
        return html, name, block

    def _sidebar(self, some: int, which: int) -> list[str]:
        """Headlines of stories of a tongue that the sidebar of some pages leads to."""
        numbers = (number for number in count(some * 6007) if self.tongue(number) == which)
        return [self.headline(number) for number in islice(numbers, 8)]


def dice(one: list[str], other: list[str]) -> float:
    """How similar two texts are: of the pairs of neighbouring words of both, the share that is in both."""
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _pairs(paragraphs: list[str]) -> set[tuple[str, str]]:
    words = TOKEN.findall(" ".join(paragraphs))
    return set(pairwise(words))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraphs(rng: Random, tongue: Tongue, words: list[str]) -> list[str]:
    sentences, begin = [], 0
    while begin < len(words):
        long = rng.randint(8, 24)
        sentence = words[begin : begin + long]
        if len(sentence) > 14:
            comma = tongue.between.join(sentence[:7]) + tongue.comma
            sentences.append(_upper(comma + tongue.between.join(sentence[7:])) + tongue.stop)
        else:
            sentences.append(_upper(tongue.between.join(sentence)) + tongue.stop)
        begin += long
    paragraphs, begin = [], 0
    while begin < len(sentences):
        long = rng.randint(2, 4)
        paragraphs.append(tongue.between.join(sentences[begin : begin + long]))
        begin += long
    return paragraphs


HEAD = """<!DOCTYPE html>
<html lang="{code}" dir="{way}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {site}</title>
<meta name="description" content="{lead}">
<meta name="author" content="{author}">
<meta name="robots" content="index, follow, max-image-preview:large">
<link rel="canonical" href="{canonical}">
<link rel="alternate" type="application/rss+xml" title="{site}" href="{host}/{code}/feed.xml">
<link rel="icon" href="{host}/favicon.ico">
<link rel="apple-touch-icon" href="{host}/touch.png">
<link rel="preconnect" href="https://fonts.coastdailymirror.example">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{lead}">
<meta property="og:url" content="{canonical}">
<meta property="og:site_name" content="{site}">
<meta property="og:image" content="{host}/media/{number}.jpg">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="675">
<meta property="article:published_time" content="{day}T07:30:00+00:00">
<meta property="article:modified_time" content="{day}T09:10:00+00:00">
<meta property="article:section" content="{section}">
<meta name="twitter:card" content="summary_large_image">
<meta name="twitter:title" content="{title}">
<meta name="twitter:description" content="{lead}">
<meta name="twitter:image" content="{host}/media/{number}.jpg">
<script type="application/ld+json">{linked}</script>
"""


@cache
def chrome(which: int, seed: int) -> tuple[str, str]:
    """What all pages of a tongue have above and below the story."""
    tongue, rng = TONGUES[which], Random(f"{seed} chrome {which}")
    menu = tongue.menu.split()
    items = "".join(
        f'<li class="menu-item menu-{n}"><a href="/{tongue.code}/{section}/">{menu[n]}</a>\n<ul class="sub-menu">'
        + "".join(
            f'<li class="sub-item"><a href="/{tongue.code}/{section}/{m}/">{menu[(n + m + 1) % len(menu)]}</a></li>' for m in range(7)
        )
        + "</ul></li>\n"
        for n, section in enumerate(tongue.sections.split())
    )
    foot = "".join(
        f'<div class="foot-col foot-{n}"><h4>{menu[n + 5]}</h4><ul>'
        + "".join(f'<li><a class="foot-link" href="/{tongue.code}/service/{n}{m}/">{rng.choice(menu)} {n}.{m}</a></li>\n' for m in range(9))
        + "</ul></div>\n"
        for n in range(5)
    )
    icons = "".join(
        f'<a class="icon" href="https://social-{n}.example/coastdailymirror" aria-label="{menu[n]}"><svg viewBox="0 0 24 24" width="24" '
        f'height="24"><path d="M{n} 4h16v16H4zM8 8l8 8M16 8l-8 8M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z"/></svg></a>\n'
        for n in range(6)
    )
    top = (
        f"<style>\n{STYLE}</style>\n<script>\n(function(w,d){{var t=w.tags=w.tags||[];\n{SCRIPT}}})(window,document);\n</script>\n</head>\n"
        f'<body class="single page-{tongue.code}">\n<a class="skip" href="#main">{menu[0]}</a>\n<header class="site-head">\n'
        f'<p class="site-name"><a href="{HOST}/">{SITE}</a></p>\n<nav class="site-nav"><ul class="menu">\n{items}</ul></nav>\n</header>\n'
    )
    tiles = "".join(
        f'<div class="tile tile-{n % 4}"><a class="tile-link" href="/{tongue.code}/{menu[n % 6]}/{n}/"><picture><source media="(min-width: 40em)" '
        f'srcset="{HOST}/media/tile-{n}-wide.webp"><img class="tile-image" src="{HOST}/media/tile-{n}.jpg" width="320" height="180" alt="" '
        f'loading="lazy"></picture><span class="tile-kicker">{menu[n % 22]}</span><h3>{rng.choice(menu)} {rng.choice(menu)} {n}</h3></a></div>\n'
        for n in range(24)
    )
    bottom = (
        f'<section class="front" aria-label="{menu[0]}">\n{tiles}</section>\n<footer class="site-foot">\n{foot}<div class="icons">{icons}</div>\n<form class="letter" action="/letter" method="post">'
        f'<label for="mail">{menu[10]}</label><input id="mail" type="email" name="mail" autocomplete="email">'
        f'<button type="submit">{menu[7]}</button></form>\n<p class="rights">© 2025 {SITE}</p>\n</footer>\n'
        f"<script>\n(function(w,d){{var t=w.tags;\n{SCRIPT}}})(window,document);\n</script>\n</body>\n</html>\n"
    )
    return top, bottom


def make(folder: Path, pages: int, seed: int = 1, *, faults: bool = True) -> Planted:
    """Make a site of so many pages in a folder, with a `bylint.toml`."""
    maker, planted = Maker(pages, seed, faults=faults), Planted(pages)
    made: set[Path] = set()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bylint.toml").write_text(CONFIG, encoding="utf-8")
    groups: dict[tuple[int, str], tuple[float, list[str]]] = {}
    for page in maker.plan():
        path = maker.path(page)
        story, alike = maker.twin(page)
        first = maker.path(Page(page.story, page.story))
        html, name, block = maker.html(page, path, story, f"{HOST}/{first if page.sort == 'canonical' else path}")
        data = html.encode()
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(data)
        planted.size += len(data)
        if block:
            start = data.index(told := block.encode())
            planted.blocks.setdefault(name, []).append((path, start, start + len(told)))
        if page.sort:
            groups.setdefault((page.story, page.sort), (alike, [first]))[1].append(path)
        if faults:
            tongue = path.split("/")
            planted.faults["ads/label-left"] = planted.faults.get("ads/label-left", 0) + 1
            if tongue[1] == story.tongue.sections.split()[2]:
                planted.faults["attribution/byline-empty"] = planted.faults.get("attribution/byline-empty", 0) + 1
    for (_, sort), (alike, paths) in groups.items():
        (planted.twins if sort in ("exact", "near") else planted.quiet).append((sort, round(alike, 4), paths))
    return planted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", action="store_true", help="without an ad label and empty bylines on every page")
    parser.add_argument("--truth", type=Path, help="write what was planted to this file")
    given = parser.parse_args()
    planted = make(given.folder, given.pages, given.seed, faults=not given.clean)
    if given.truth:
        given.truth.write_text(json.dumps(asdict(planted), ensure_ascii=False), encoding="utf-8")
    twins = ", ".join(f"{sum(sort == each for each, *_ in planted.twins)} {sort}" for sort in ("exact", "near"))
    print(f"{planted.pages} pages, {planted.size / 1e6:.1f} MB, {planted.size / planted.pages / 1000:.1f} KB a page")
    print(
        f"{len(planted.blocks)} blocks on {sum(map(len, planted.blocks.values()))} pages; twins: {twins}; {len(planted.quiet)} that are none"
    )


if __name__ == "__main__":
    main()
