"""In which languages a page speaks, and the words that leftovers and credits have in them."""

import re
from collections import Counter

from bylint.lexicon import Words
from bylint.page import Page
from bylint.views.blocks import blocks
from bylint.views.claims import claims

SUBTAG = re.compile("[a-z]{2,3}(?![a-z])", re.I)
# Languages by the script they are written in, for pages that do not say or say wrongly.
SCRIPTS = (
    ("\u0400", "\u04ff", ("ru", "uk", "bg", "sr")),
    ("\u0600", "\u06ff", ("ar", "fa", "ur")),
    ("\u3040", "\u30ff", ("ja",)),
    ("\u4e00", "\u9fff", ("zh", "ja")),
    ("\uac00", "\ud7af", ("ko",)),
    ("\u0370", "\u03ff", ("el",)),
    ("\u0590", "\u05ff", ("he",)),
    ("\u0e00", "\u0e7f", ("th",)),
    ("\u0900", "\u097f", ("hi", "mr", "ne")),
    ("\u0980", "\u09ff", ("bn",)),
    ("\u0b80", "\u0bff", ("ta",)),
)
# Small words that few other languages in the Latin script have.
SMALL_WORDS = {
    "de": "der die das und ist nicht mit auf für von dem den ein eine sich auch wird hat im zu am",
    "fr": "le la les des et est dans pour que qui une sur pas avec du au aux ce cette par",
    "es": "el los las que y en una por con para del se al como más su sus fue este",
    "it": "il di che la per una con sono del della nel gli alla più dei delle anche è dal",
    "pt": "o os que e do da em um uma para com não na no por mais das dos foi ao",
    "nl": "de het een van en dat op te in is voor met niet zijn aan ook er door heeft wordt",
    "pl": "w i na z że się do nie jest o to jak po od przez ale dla są był",
}
# From how many small words on, and from which share of all words, a page is taken to speak a language.
WORDS, SHARE = 4, 0.12
# Letters from here on are not of the Latin script.
LATIN = "\u0370"
# How many letters of a script make a page one that is written in it.
LETTERS = 100
SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "bs": "hr"}


def languages(page: Page) -> tuple[str, ...]:
    """The primary subtags of the languages the page declares and of those its script suggests."""
    declared = [SUBTAG.match(claim.value) for claim in page.view(claims).language]
    found = dict.fromkeys(SAME.get(tag[0].lower(), tag[0].lower()) for tag in declared if tag)
    texts = [block.text for block in page.view(blocks)]
    letters = [letter for text in texts if not text.isascii() for letter in text if letter >= LATIN]
    for first, last, likely in SCRIPTS:
        if sum(first <= letter <= last for letter in letters) >= LETTERS:
            found.update(dict.fromkeys(likely))
    said = Counter(word for text in texts for word in text.lower().split())
    for language, small in SMALL_WORDS.items():
        known = sum(said[word] for word in small.split())
        if known >= WORDS and known >= SHARE * said.total():
            found[language] = language
    return tuple(found)


def words(page: Page) -> Words:
    """The phrases of the page's languages."""
    return page.settings.lexicon.words(page.view(languages))
