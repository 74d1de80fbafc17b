"""Patterns that are compiled when they are first used.

There are some hundreds, a page needs a fifth of them, and to compile all takes longer than to check a small page. What
nearly every page needs is compiled by `re` itself, which is a little quicker to use.
"""

import re
from typing import Any, AnyStr, Generic, cast


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, as far as its methods and attributes go; a faulty pattern raises when it is first used.

    It is no `re.Pattern` for `isinstance`, nor for the functions of `re`: `re.search(lazy("a"), "a")` raises a TypeError.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


class _Lazy(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags
        self._compiled: re.Pattern[AnyStr] | None = None

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has by that name, which from now on is found without this detour."""
        if name.startswith("__"):  # how it is copied is its own affair
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found

    def __repr__(self) -> str:
        return f"lazy({self.pattern!r}{f', {re.RegexFlag(self._flags)!r}' if self._flags else ''})"

    def __eq__(self, other: object) -> bool:
        return (self.pattern, self._flags) == (other.pattern, other._flags) if isinstance(other, _Lazy) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))

    def __reduce__(self) -> Any:
        return _Lazy, (self.pattern, self._flags)
