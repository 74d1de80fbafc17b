"""The wordings that an originator's terms give, as phrases to look for."""

from functools import lru_cache

from bylint.lexicon import Phrases
from bylint.originators import Originator


def formulas_of(originator: Originator) -> Phrases:
    """The wordings of its credits."""
    return phrases(tuple(formula for demand in originator.of("credit-line") for formula in demand.formulas))


def notices_of(originator: Originator) -> Phrases:
    """The texts that must stay on a copy."""
    return phrases(tuple(text for demand in originator.of("notice-kept") for text in demand.texts))


@lru_cache(maxsize=256)
def phrases(texts: tuple[str, ...]) -> Phrases:
    """Some wordings as phrases."""
    return Phrases(texts)
