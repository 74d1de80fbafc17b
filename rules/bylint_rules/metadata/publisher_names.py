"""Whether two names of a publisher may be those of one."""

import re

from bylint.lexicon import fold
from bylint.pattern import lazy

# The form of a company: its name and that of its site need have nothing in common.
COMPANY = lazy(
    r"\b(?:gmbh|ag|kg|se|ltd|limited|llc|inc|corp|plc|company|co|pty|s\.?p\.?a|s\.?r\.?l|s\.?a\.?s?|s\.?l\.?u?|sarl|b\.?v|n\.?v|a/?s|ab|oyj?|aps|ltda"
    r"|sp|sro|group|gruppe|groupe|grupo|gruppo|holding|media|medien|verlag|publishing|publishers?|editorial[e]?|editora|éditions|networks?|foundation"
    r"|stiftung|fondation|ооо|оао|зао|ао|株式会社|有限公司)\b",
    re.I,
)
WORD = lazy(r"[^\W\d_]{4,}")


def agree(one: str, other: str, ours: set[str]) -> bool:
    """Whether they hold one another, share a word or agree with a host in `ours`, or one is a company's."""
    spelt, short = (_spelt(one), _spelt(other)), (_initials(one), _initials(other))
    return (
        not all(spelt)
        or COMPANY.search(one) is not None
        or any(one in other for one, other in ((spelt[0], spelt[1]), (spelt[1], spelt[0])))
        or not set(WORD.findall(fold(one))).isdisjoint(WORD.findall(fold(other)))
        or any(name in begun for name, begun in ((spelt[0], short[1]), (spelt[1], short[0])))
        or all(any(name in host or host in (name, *begun) for host in ours) for name, begun in zip(spelt, short, strict=True))
    )


def _spelt(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name).removeprefix("the ")))


def _initials(name: str) -> tuple[str, str]:
    words = fold(name).split()
    return "".join(word[0] for word in words), "".join(word[0] for word in words if len(word) > 3)
