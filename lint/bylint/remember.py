"""Answers that are kept for the next who asks the same: of short texts alone, as a page may have texts of any length."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")


def remember(many: int, longest: int = 500) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Have a function keep its last `many` answers, those to texts of more than `longest` characters aside. `kept` is its cache."""

    def remembering(answer: Callable[[str], T]) -> Callable[[str], T]:
        kept = lru_cache(maxsize=many)(answer)

        @wraps(answer)
        def asked(text: str) -> T:
            return kept(text) if len(text) <= longest else answer(text)

        vars(asked)["kept"] = kept
        return asked

    return remembering
