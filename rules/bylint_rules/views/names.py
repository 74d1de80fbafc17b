"""How names read: of people, of agencies and outlets, and what else stands in a line with them."""

import re
from collections.abc import Iterator

from bylint.lexicon import Words, fold
from bylint.pattern import lazy

# How names of months begin, folded, and words that stand beside times.
MONTHS = frozenset(
    """
    jan feb mar apr may mai maj jun jul aug sep oct okt nov dec dez ene abr ago dic fév fev avr aoû déc gen giu lug set ott mär mrt mei
    янв фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру sty lut kwi cze sie wrz paź
    oca şub nis haz tem ağu eyl eki kas ara ینا ينا فبر مار ابر ماي يون يول اغس سبت اكت نوف ديس ιαν φεβ απρ μαι ιου αυγ οκτ νοε δεκ
    """.split()
)
CLOCK = frozenset("am pm a.m p.m uhr utc gmt est edt cet ist bst msk hrs h à at um a las kl klo ore ok".split())
# Where one part of a line ends and the next begins.
PART = lazy(r"\s*[|｜•·;；●■]\s*|\s[–—-]{1,2}\s|\s/+\s|,\s+|，|\s{2,}|\s+[(（]")
# Small words that join names, in the languages of the page or in others.
JOINING = frozenset(
    """
    a al an and av avec and con com da dal dalla de del della den der des di do dos du e el en et for from fra från i in la le les med met
    mit och of og on or par per por pour the to und van von with y z za ze i og og från via by bei beim aus für sur ja ve ile dan oleh și
    si cu и с из по та з і на
    """.split()
)
# What stands beside an agency's name and belongs to it.
DESKS = frozenset(
    """
    staff writer writers reporter reporters correspondent news agency agencia agence agenzia agência agentur nachrichtenagentur sport sports
    desk team editor redaktion business world international services service wire
    """.split()
)
# Words that outlets have in their names and people do not.
OUTLET = lazy(
    r"\b(?:news|times|herald|journal|gazette|tribune|daily|weekly|magazine|radio|tv|television|observer|guardian|chronicle|telegraph"
    r"|bulletin|zeitung|nachrichten|anzeiger|tageblatt|rundschau|kurier|blatt|allgemeine|rundfunk|journal"
    r"|wire|mirror|mail|express|globe|review|standard|independent|monitor|media|network|broadcasting|inquirer|enquirer|examiner|sentinel"
    r"|dispatch"
    r"|presse|diario|periódico|noticias|heraldo|gaceta|prensa|jornal|folha|correio|gazeta|giornale|corriere|gazzetta|quotidiano|krant|dagblad"
    r"|courant|tidningen|avisen|bladet|posten|haber|gazetesi|газета|новости|известия|правда|ведомости|вестник|вести|صحيفة|جريدة|وكالة|قناة)\b"
    r"|[报報网網社]$|[报報]社$|新聞$|新闻$|[电電][视視]台$|周刊$|週刊$|時報$|ニュース|日报|晚报|신문|일보|뉴스$",
    re.I,
)
# How German names of outlets end: “Inselpost”.
ENDINGS = ("post", "zeitung", "blatt", "presse", "anzeiger", "kurier", "bote", "rundschau")
# An address in place of a name: “gazette.example”, “https://gazette.example/ferry”.
SITE = lazy(r"(?:https?://\S+|(?:[\w-]+\.)+[a-z]{2,12})/?\.?", re.I)
SENTENCE = lazy(r"[.!?](?:\s|$)|[。！？؟।]")
ACRONYM = lazy(r"[^\W\d_]*[A-ZА-Я][^\W\d_]*[A-ZА-Я]")
WORD = lazy(r"[^\W_][\w'’.-]*")
DIGIT = lazy(r"\d")
# What stands around a number in a date.
BESIDE = ".,;:()[]|–—-"
PLAIN_NAME = 60


def without_dates(text: str) -> str:
    """A line with a bar in place of each word of a date or time."""
    if not (DIGIT.search(text) if text.isascii() else any(map(str.isdigit, text))):
        return text
    told = text.split()
    numbers = [not word.isalpha() and _is_number(word.strip(BESIDE)) for word in told]
    beside = zip(told, numbers, [False, *numbers], [*numbers[1:], False], strict=False)
    return " ".join(["|" if number or ((before or behind) and _is_dates(word)) else word for word, number, before, behind in beside])


def _is_number(bare: str) -> bool:
    return bare[:1].isdigit() or (bare[-1:].isdigit() and len(bare) < 8 and not bare[0].isalpha())


def _is_dates(word: str) -> bool:
    """Whether a word stands beside the numbers of dates and times."""
    folded = fold(word.strip(BESIDE))
    return folded[:3] in MONTHS or folded in CLOCK


def parts(text: str) -> Iterator[str]:
    """The parts of a line between its separators and dates."""
    return (part for part in (part.strip(" -–—/|,:：()（）[]【】") for part in PART.split(without_dates(text))) if part)


def caseless(text: str) -> bool:
    """Whether a text is of a script without capitals."""
    return text.lower() == text.upper()


def is_name(text: str) -> bool:
    """Whether a text reads like names: of people, an outlet, a desk. Never like a sentence."""
    text = without_dates(text).strip(" |.,;:：")
    words = WORD.findall(text)
    if not words or len(text) > 2 * PLAIN_NAME:
        return False
    if caseless(text):
        return len(text) <= PLAIN_NAME / 2 and not SENTENCE.search(text)
    if len(words) == 1:
        return True
    small = [word for word in words if word == word.lower() and not caseless(word)]
    return words[0] not in small[:1] and all(fold(word) in JOINING for word in small) and len(small) * 2 <= len(words)


def is_outlet(name: str) -> bool:
    """Whether a name reads like that of an outlet, and not like a desk's: “News Desk”."""
    words = {word.lower() for word in WORD.findall(name)}
    if words <= DESKS or "by" in words:
        return False
    return OUTLET.search(name) is not None or any(word.endswith(ENDINGS) for word in words) or SITE.fullmatch(name) is not None


def agency_in(said: Words, text: str) -> tuple[str, int, int] | None:
    """The agency that a short text names as its author or source, as `Words.agency` does, and not in passing:
    “Le Monde avec AFP”, “Reuters Staff”, “Ada Quay, dpa”, never “the minister told Reuters” or “Petra Quay”."""
    found = said.agency(text)
    if found is None:
        return None
    _, start, end = found
    before, after = PART.split(without_dates(text[:start]))[-1], PART.split(without_dates(text[end:]))[0]
    if any(map(_is_talk, (before, after))):
        return None
    if caseless(text[start:end]) and end - start <= 2 and (before[-1:].isalpha() or after[:1].isalpha()):
        return None  # “時事” is a word before it is an agency
    near, next_ = before.rstrip(" "), after.lstrip(" ")
    alone = text[start:end]
    if " " not in alone and not ACRONYM.search(alone) and not caseless(alone):
        # A word in title case may be a person's name: nothing but small words and separators stands beside it.
        last, first = WORD.findall(near)[-1:], WORD.findall(next_)[:1]
        if (last and near.endswith(last[0]) and fold(last[0]) not in JOINING) or (
            first and next_.startswith(first[0]) and fold(first[0]) not in (JOINING | DESKS)
        ):
            return None
    return found


def _is_talk(text: str) -> bool:
    """Whether the words around a name are more than names and small words."""
    if caseless(text):
        return sum(map(str.isalpha, text)) > 12
    words = [word for word in WORD.findall(text) if word == word.lower() and not word[0].isdigit() and not caseless(word)]
    return any(fold(word) not in (JOINING | DESKS) for word in words)
