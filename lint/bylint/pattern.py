"""Patterns that are compiled when they are first used.

There are some hundreds, a page needs a fifth of them, and to compile all takes longer than to check a small page. What
nearly every page needs is compiled by `re` itself, which is a little quicker to use.
"""

import re
from typing import Any, AnyStr, Generic, cast


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, as far as its methods and attributes go; a faulty pattern raises when it is first used."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


class _Lazy(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has by that name, which from now on is found without this detour."""
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> Any:
        return _Lazy, (self.pattern, self._flags)
