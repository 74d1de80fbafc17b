"""In which languages a page speaks, and the words that leftovers and credits have in them."""

import re

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
# Letters from here on are not of the Latin script.
LATIN = "\u0370"
# How many letters of a script make a page one that is written in it.
LETTERS = 100
SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "bs": "hr"}


def languages(page: Page) -> tuple[str, ...]:
    """The primary subtags of the languages the page declares and of those its script suggests."""
    declared = [SUBTAG.match(claim.value) for claim in page.view(claims).language]
    found = dict.fromkeys(SAME.get(tag[0].lower(), tag[0].lower()) for tag in declared if tag)
    letters = [letter for block in page.view(blocks) if not block.text.isascii() for letter in block.text if letter >= LATIN]
    for first, last, likely in SCRIPTS:
        if sum(first <= letter <= last for letter in letters) >= LETTERS:
            found.update(dict.fromkeys(likely))
    return tuple(found)


def words(page: Page) -> Words:
    """The phrases of the page's languages."""
    return page.settings.lexicon.words(page.view(languages))
