"""Words of English that are spelt in two ways, the British and the American."""

from functools import cache

from bylint.pattern import lazy
from bylint_rules.views.changes.table import table

# What both spellings become. A pair of words that differ by no more is one word.
PATTERNS = (
    (lazy(r"æ|œ"), "e"),
    (lazy(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (lazy(r"(?<=[a-z]{2})ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),
    (lazy(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|er|ers|able|ite|ites|al|hood|hoods|ful|less|y)?$)"), "or"),
    (lazy(r"(?<=[a-z])([bt])re(?=(?:s|d)?$)"), r"\1er"),
    (lazy(r"(?<=[a-z]{4})ll(?=(?:ed|ing|er|ers|or|ors|ous|ist|ists)$)"), "l"),
    (lazy(r"ogue(?=s?$)"), "og"),
    (lazy(r"(?<=[a-z]{2}en)c(?=(?:e|es|ed|ing)$)|(?<=practi)c(?=(?:e|es|ed|ing)$)"), "s"),
)
DIPHTHONG = lazy(r"(?:ae|oe)")
LONG = 6


def one_spelling(old: list[str], new: list[str]) -> bool:
    """Whether all words are the same but for how they are spelt."""
    return len(old) == len(new) > 0 and all(map(_same, old, new))


def _same(one: str, other: str) -> bool:
    return one == other or (one.isalpha() and other.isalpha() and bool(_forms(one) & _forms(other)))


@cache
def _pairs() -> dict[str, str]:
    return dict(pair.split("=") for pair in table()["spelling"].split())


def _forms(word: str) -> set[str]:
    """What a word may be, however it is spelt."""
    pairs = _pairs()
    plain = word
    for british, american in pairs.items():
        if word.startswith(british) and len(word) - len(british) <= 3:
            plain = american + word[len(british) :]
            break
    for pattern, to in PATTERNS:
        plain = pattern.sub(to, plain)
    return {plain, DIPHTHONG.sub("e", plain)} if len(plain) >= LONG else {plain}
