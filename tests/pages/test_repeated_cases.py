"""What stands in many stories of a site, and what repeats on purpose."""

import random

import pytest

from bylint.check import Plan, RuleSetting
from bylint.config import PagePlan
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Settings
from bylint.site import examine

PACKS = load()
SYLLABLES = {
    "en": "ba con der el fro gra hin is jun kel lor min nor out per qua ris sto ter un vel wor",
    "zh": "的一是不了人我在有他这为之大来以个中上们",
    "ar": "ار بت تك جم حس دل رن سع شف صق طب عد غر فو قا كل مي نه",
    "th": "กา ขอ คน งาน จะ ชา ดี ตา ทำ น้ำ บาน ปี พา มี ยา รา ลา วัน",
}


def drawn(seed, language="en", count=150):
    """Words of no language, the common ones often."""
    rng = random.Random(f"{seed} {language}")
    parts = list(SYLLABLES[language].replace(" ", "")) if language == "zh" else SYLLABLES[language].split()
    known = ["".join(random.Random(f"{language} {number}").choices(parts, k=2 if language == "zh" else 3)) for number in range(1500)]
    return rng.choices(known, [1 / (place + 4) for place in range(1500)], k=count)


def body(words, language="en", size=30):
    gap = "" if language in ("zh", "th") else " "
    return "".join(f"<p>{gap.join(words[at : at + size]).capitalize()}.</p>" for at in range(0, len(words), size))


def page(number, part="", *, language="en", head="", before="", text=None):
    words = drawn(number, language) if text is None else text
    headline = " ".join(drawn(f"head {number}", language, 6))
    return (
        f"<html lang={language}><head><title>{headline} | Coast Daily</title>{head}</head><body><article><h1>{headline}</h1>{before}"
        f"{body(words, language)}{part.format(headline=headline, number=number, word=drawn(f'w {number}', language, 1)[0])}</article></body></html>"
    )


def found(rule, pages, options=None):
    """The messages of a rule by path."""
    rules = PACKS.rules
    plan = Plan((RuleSetting(rule, rules[rule].severity, options),), Settings(lexicon=Lexicon(PACKS.lexicons)))
    results = examine({f"{number}.html": text.encode() for number, text in enumerate(pages)}, PagePlan(plan, PACKS, None))
    assert all(result.complete for result in results), [finding.message for result in results for finding in result.findings]
    return {result.path: [each.message for each in result.findings if each.rule == rule] for result in results}


REPEATED = "boilerplate/repeated-across-site"
LEFT = {
    "the same line": "<p class=x>Every mail of ours comes with three stories and one picture.</p>",
    "a line with a number": "<p class=x>This story has been read {number} times in the last week.</p>",
    "a line with the headline": "<p class=x>“{headline}” was first seen on the pages of Island Wire.</p>",
    "a line with one other word": "<p class=x>Think of {word} before you go to bed, and tell your friends.</p>",
    "a line with a link": "<div>What we think of it is in <a href=/{number}>{word} and {word}</a>, out each Friday.</div>",
    "a paragraph like the others": f"<p>{' '.join(drawn('shared', count=24))}.</p>",
    "a Chinese line": "<p class=x>本故事的全部内容请见我们的周末副刊第{number}版</p>",
}


@pytest.mark.parametrize("part", LEFT.values(), ids=LEFT)
def test_what_stands_on_many_pages_is_found_on_each(part):
    told = found(REPEATED, [page(number, part) for number in range(12)])
    assert [len(messages) for messages in told.values()] == [1] * 12
    assert {"12 pages" in messages[0] for messages in told.values()} == {True}
    assert len({messages[0] for messages in told.values()}) == 1


def test_the_message_shows_what_is_the_same():
    (message,) = found(REPEATED, [page(number, LEFT["a line with one other word"]) for number in range(6)])["0.html"]
    assert "“Think of … before you go to bed, and tell your” " in message


ON_PURPOSE = {
    "a byline": "<p class=b>By Ada Quay, Island Wire</p>",
    "a credit": "<p class=b>This story was originally published by Island Wire and is republished with permission.</p>",
    "a desk line": "<p class=b>(Reporting by Ada Quay in Northisle; editing by Bo Pier)</p>",
    "a disclosure": "<p class=b>The author owns shares in the ferry company named here, and told us before.</p>",
    "a disclosure in German": "<p class=b>Dieser Text wurde mithilfe von KI erstellt und von der Redaktion geprüft.</p>",
    "a disclosure in Chinese": "<p class=b>本文内容仅供参考，不构成投资建议，市场有风险，请谨慎决策。</p>",
    "a bio": "<p class=b>Ada Quay writes about ships, ports and the people who live from both.</p>",
    "whose rights they are": "<p class=b>Copyright 2026 Island Wire. All rights reserved for all media of the group.</p>",
    "a subhead": "<h3>What happened on the days before the storm came</h3>",
    "a bold subhead": "<p><b>What happened on the days before the storm came</b></p>",
    "a caption": "<figure><img src=a.jpg><figcaption>The pier of Northisle in an undated picture of the archive</figcaption></figure>",
    "a table": "<table><tr><td>Ships that sail on a working day of summer</td><td>4</td></tr></table>",
    "a short sentence": "<p>“No comment,” he said.</p>",
    "what another rule says": "<p class=b>ADVERTISEMENT</p><p class=b>Sign up for our newsletter and never miss a story.</p>",
}


@pytest.mark.parametrize(("sort", "part"), ON_PURPOSE.items(), ids=ON_PURPOSE)
def test_what_repeats_on_purpose_is_left_alone(sort, part):
    head = "<meta name=author content='Ada Quay'>"
    language = {"a disclosure in German": "de", "a disclosure in Chinese": "zh"}.get(sort, "en")
    pages = [page(number, part, head=head).replace("<html lang=en>", f"<html lang={language}>") for number in range(12)]
    told = found(REPEATED, pages)
    assert [messages for messages in told.values() if messages] == []


def test_few_pages_are_not_many_and_the_config_says_how_many_are():
    part = LEFT["the same line"]
    pages = [page(number, part) for number in range(4)]
    assert not any(found(REPEATED, pages).values())
    assert all(found(REPEATED, pages, PACKS.rules[REPEATED].options(pages=4)).values())


def test_background_that_stories_share_is_not_boilerplate():
    shared = f"<p>{' '.join(drawn('background', count=40))}.</p>"
    assert not any(found(REPEATED, [page(number, before=shared) for number in range(6)]).values())
    amid = [body(drawn(f"before {number}", count=30 * (number % 4))) + shared for number in range(12)]
    assert not any(found(REPEATED, [page(number, before=before, text=drawn(number, count=90 + 30 * (number % 5))) for number, before in enumerate(amid)]).values())
