"""Short lines behind a lone “By” that surely are no name: shares, counts, dates, captions, sections, sentences."""

import re
from collections.abc import Iterator

from bylint import Page
from bylint.lexicon import Words, fold
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.language import words
from bylint_rules.views.leftovers import leftovers
from bylint_rules.views.links import is_author_link, is_share_link
from bylint_rules.views.names import PART, caseless, is_name, parts, without_dates
from bylint_rules.views.sayings import sayings

# In title case the time that it takes to read looks like a name beside a number.
READING = lazy(r"\d+[\s-]+min(?:ute)?s?\.?\s+(?:read|listen|watch)\b", re.I)
# A number, which reads like one of a date, and two words or more of what it counts: “5 minutes ago”. “20 minutes” is a newspaper.
COUNT = lazy(r"\|\s+[^\W\d_][^|\s]*\s[^|]*")
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
    """.split()
)
SECTIONS = frozenset(
    """
    news sport sports politics business world opinion culture local national economy technology science health entertainment lifestyle
    nachrichten politik wirtschaft kultur panorama politique économie monde noticias política economía deportes cultura
    """.split()
)
# The leftovers that say what they are: “control” and “related” may be any link.
TELLING = frozenset(("share", "tags", "promo", "comments", "consent", "footer"))
# From how many words on a line with a full stop is a sentence.
SENTENCE = 5


def is_nameless(page: Page, block: Block) -> bool:
    """Whether a short block surely names nobody. One that may be a name, in whatever script, is not said to be none."""
    if any(map(is_author_link, block.links)):
        return False
    said, says, text = page.view(words), page.view(sayings), block.text
    if says.label(block) or says.pitch(block) or said["ad-label"].whole(text) or _is_section(block):
        return True
    pictured = any(above.tag == "figure" for above in (block.element, *block.element.iterancestors()))
    left = page.view(leftovers).get(block) in TELLING
    if (pictured and said["photo-credit"].begins(text)) or (left and any(map(is_share_link, block.links)) and not is_surely_name(block)):
        return True
    told = pictured or left or any(map(str.isdigit, text)) or said["stamp"].begins(text) or _is_sentence(text)
    return bool(told) and not _may_name(said, text)


def is_surely_name(block: Block) -> bool:
    """Whether a block is nothing but a name, or leads to an author: such a one counts even behind a line that names nobody."""
    text = block.text
    return any(map(is_author_link, block.links)) or (is_name(text) and (" " in text or caseless(text)))


def _is_section(block: Block) -> bool:
    """Whether a block is a link to a section of the site."""
    return len(block.links) == 1 and block.link_density == 1 and fold(block.text) in SECTIONS


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and len(text.split()) >= SENTENCE


def _may_name(said: Words, text: str) -> bool:
    """Whether a line has words, apart from dates and counts, that may be somebody's name, or says by whom."""
    return said["byline"].find(text) is not None or said.agency(text) is not None or any(map(_may_be_name, _rest(said, text)))


def _rest(said: Words, text: str) -> Iterator[str]:
    """The parts of a line without dates, counts and the words that announce a date."""
    for piece in PART.split(READING.sub("|", text)):
        stamp = said["stamp"].begins(piece)
        piece = piece[stamp.end :].strip(" :：") if stamp else piece
        dated = without_dates(piece)
        if not (COUNT.fullmatch(dated) and dated.islower()):
            yield from (part for part in parts(piece) if fold(part) not in DAYS)


def _may_be_name(text: str) -> bool:
    begin = text.split()[:2]
    capitals = len(begin) > 1 and all(word[0].isupper() for word in begin)
    return capitals or text.islower() or is_name(text) or any(letter.isalpha() and caseless(letter) for letter in text)
