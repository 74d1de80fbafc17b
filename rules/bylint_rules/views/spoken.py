"""In which language the story is written, where that is certain: by its letters, or by its smallest words."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from bylint import Page
from bylint.pattern import lazy
from bylint.views.story import story

# Scripts: their letters, and the languages that the press writes in them.
SCRIPTS: Mapping[str, tuple[str, str, frozenset[str]]] = {
    name: (first, last, frozenset(languages.split()))
    for name, first, last, languages in (
        ("Greek", "\u0370", "\u03ff", "el"),
        ("Cyrillic", "\u0400", "\u052f", "ru uk be bg sr mk mn kk ky tg tt ba cv ce os ab sah uz az bs rue cnr sh tk"),
        ("Armenian", "\u0530", "\u058f", "hy"),
        ("Hebrew", "\u0590", "\u05ff", "he yi lad"),
        ("Arabic", "\u0600", "\u06ff", "ar arz ary fa prs ur ps ku ckb sd ug pa ks bal az kk ms dv ha"),
        ("Devanagari", "\u0900", "\u097f", "hi mr ne sa mai bho kok doi new sd ks"),
        ("Bengali", "\u0980", "\u09ff", "bn as mni"),
        ("Gurmukhi", "\u0a00", "\u0a7f", "pa"),
        ("Gujarati", "\u0a80", "\u0aff", "gu"),
        ("Odia", "\u0b00", "\u0b7f", "or"),
        ("Tamil", "\u0b80", "\u0bff", "ta"),
        ("Telugu", "\u0c00", "\u0c7f", "te"),
        ("Kannada", "\u0c80", "\u0cff", "kn"),
        ("Malayalam", "\u0d00", "\u0d7f", "ml"),
        ("Sinhala", "\u0d80", "\u0dff", "si"),
        ("Thai", "\u0e00", "\u0e7f", "th"),
        ("Lao", "\u0e80", "\u0eff", "lo"),
        ("Tibetan", "\u0f00", "\u0fff", "bo dz"),
        ("Burmese", "\u1000", "\u109f", "my shn"),
        ("Georgian", "\u10a0", "\u10ff", "ka"),
        ("Ethiopic", "\u1200", "\u137f", "am ti"),
        ("Khmer", "\u1780", "\u17ff", "km"),
        ("Japanese", "\u3040", "\u30ff", "ja"),
        ("Chinese", "\u4e00", "\u9fff", "zh yue wuu nan hak lzh"),
        ("Korean", "\uac00", "\ud7af", "ko"),
    )
}
# Their first letters, in order, and whose these are.
FIRSTS, NAMES = zip(*sorted((first, name) for name, (first, _, _) in SCRIPTS.items()), strict=True)
WRITTEN_SO = frozenset().union(*(languages for _, _, languages in SCRIPTS.values()))
# Some of these are written in Latin letters too.
NOT_LATIN = WRITTEN_SO - frozenset("sr uz az bs kk ku ms sh cnr mn tt ky tg tk lad ha sa nan hak ug".split())
LATIN = frozenset("ca gl eu et lv lt sk sl hr ga cy is mt sq af sw fil tl ms uz az bs".split())
# The words that make up a fifth and more of any text of their language, and little of others.
SMALL: Mapping[str, tuple[str, frozenset[str]]] = {
    language: (name, frozenset(words.split()))
    for language, name, words in (
        ("en", "English", "the of and to in that is was for on with as at by from his her have has been are were said this will which"),
        ("de", "German", "der die das und ist nicht mit auf für von dem den ein eine sich auch wird hat im zu am des bei nach wie aus er"),
        ("fr", "French", "le la les des et est dans pour que qui une sur pas avec du au aux ce cette par ont été sont à son sa il elle de"),
        ("es", "Spanish", "el los las que y en una por con para del se al como más su sus fue este la un ha de esta lo"),
        ("it", "Italian", "il di che la per una con sono del della nel gli alla più dei delle anche è dal si non ha i le da e"),
        ("pt", "Portuguese", "o os que e do da em um uma para com não na no por mais das dos foi ao é se à às as pela pelo de"),
        ("nl", "Dutch", "de het een van en dat op te in is voor met niet zijn aan ook er door heeft wordt bij naar ze om uit"),
        ("pl", "Polish", "w i na z że się do nie jest o to jak po od przez ale dla są był oraz będzie za jego"),
        ("sv", "Swedish", "och att det i som på är av för med den till en har inte om ett var de han från kan men"),
        ("da", "Danish or Norwegian", "og at det i som på er af av for med den til en har ikke om et var de han fra kan men der"),
        ("fi", "Finnish", "ja on ei että se oli hän mukaan myös mutta kun ovat joka sen kuin ole sekä ollut jo"),
        ("tr", "Turkish", "ve bir bu için ile da de olarak olan çok daha gibi sonra kadar ise en her ne ancak"),
        ("id", "Indonesian", "yang dan di dengan untuk dari ini dalam pada itu tidak akan juga ke oleh ada telah karena"),
        ("ro", "Romanian", "și în de la a că din cu pe care pentru nu este mai au fost un o să sunt al ale"),
        ("cs", "Czech", "a v se na je že s z do o k i ale za by pro jsou jako které který podle byl"),
        ("hu", "Hungarian", "a az és hogy nem is egy meg ezt volt de csak már még ez ki el mint szerint"),
        ("vi", "Vietnamese", "và của là có được trong cho với không các một này đã người để những khi về tại"),
    )
}
SAME = {"no": "da", "nb": "da", "iw": "he", "ji": "yi", "in": "id", "mo": "ro"}
FOREIGN = lazy("[^\0-\u036f\u1d00-\u303f\ud800-\U0010ffff]+")
# How much of a story is read, in characters; from how many letters and words on it tells anything; the share of its
# letters that must be of one script; the share of small words in a language at least, of those that only it has of the
# two compared, and of those of the other at most.
READ, LETTERS, WORDS = 2500, 200, 120
OF_SCRIPT, FEW, SPEAKS, ITS_OWN, NOT_ITS_OWN = 0.7, 0.03, 0.2, 0.1, 0.025


class Sample(NamedTuple):
    """The beginning of the story's paragraphs: its text, how many letters it has, those of other scripts than Latin, its words."""

    text: str
    letters: int
    foreign: str
    said: list[str]


def sample(page: Page) -> Sample:
    """A view."""
    text = " ".join(block.text for block in islice(page.view(story).prose, 40))[:READ]
    foreign = "" if text.isascii() else "".join(FOREIGN.findall(text))
    return Sample(text, len(text) - text.count(" "), foreign, text.lower().split())


def contradiction(page: Page, tag: str) -> str | None:
    """What the story is written in, “in French” or “in Cyrillic letters”, where it is surely not the
    language of a tag such as `de-AT`; None where it may be."""
    language = tag.lower().replace("_", "-").partition("-")[0]
    language = SAME.get(language, language)
    if language not in SMALL and language not in WRITTEN_SO and language not in LATIN:
        return None
    text, letters, foreign, said = page.view(sample)
    if letters < LETTERS:
        return None
    if len(foreign) > FEW * letters:
        return _by_letters(text, Counter(foreign), letters, language)
    if "latn" in tag.lower() or (language not in SMALL and language not in NOT_LATIN):
        return None
    known = SMALL[language][1] if language in SMALL else frozenset()
    if len(said) < WORDS or _share(said, known) > SPEAKS:
        return None
    name, words = max(SMALL.values(), key=lambda one: _share(said, one[1]))
    if _share(said, words) >= SPEAKS and _share(said, words - known) >= ITS_OWN and _share(said, known - words) <= NOT_ITS_OWN:
        return f"in {name}"
    return None if known else "in Latin letters"


def _by_letters(text: str, counts: Counter[str], letters: int, language: str) -> str | None:
    of = dict.fromkeys(SCRIPTS, 0)
    for letter, count in counts.items():
        name = NAMES[bisect_right(FIRSTS, letter) - 1]
        of[name] += count if letter <= SCRIPTS[name][1] else 0
    kana, ideographs = of.pop("Japanese"), of["Chinese"]
    if kana + ideographs >= OF_SCRIPT * letters:
        if 0 < kana < 0.05 * (kana + ideographs):
            return None
        name = "Japanese" if kana else "Chinese"
        return None if language in SCRIPTS[name][2] else f"in {name}"
    name = max(of, key=of.__getitem__)
    if of[name] < OF_SCRIPT * letters:
        return None
    if language not in SCRIPTS[name][2]:
        return "in Korean" if name == "Korean" else f"in {name} letters"
    if language == "ru" and sum(map(text.count, "їєґ")) >= 5 and not any(map(text.count, "ыэъ")):
        return "in Ukrainian"
    return "in Russian" if language == "uk" and sum(map(text.count, "ыэъ")) >= 5 and not any(map(text.count, "іїєґ")) else None


def _share(said: list[str], words: frozenset[str]) -> float:
    return sum(map(words.__contains__, said)) / len(said)
