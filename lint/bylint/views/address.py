"""Web addresses, compared as search engines compare them."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from bylint.pattern import lazy

# Parameters that say where a reader came from, never what is read.
TRACKING = lazy(
    r"(?:utm_\w+|at_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|ref|ref_src|referrer|source|src"
    r"|cmp|cmpid|ocid|partner|smid|amp|outputtype)(?:=|\Z)",
    re.I,
)
PRIVATE = lazy(
    r"localhost|.*\.(?:local|localhost|internal|test|lan)|127\.[0-9.]+|10\.[0-9.]+|192\.168\.[0-9.]+|172\.(?:1[6-9]|2[0-9]|3[01])\.[0-9.]+"
    r"|169\.254\.[0-9.]+|0\.0\.0\.0|::1|f[cd][0-9a-f]{2}:[0-9a-f:]*|fe80:[0-9a-f:]*"
)
# Where sites are built and tried, as the first part of a longer host: staging.gazette.example, never test.example.
TRIAL = lazy(r"(?:www\.)?(?:staging|stage|stg|dev|develop|development|test|testing|pre-?prod|uat|qa|sandbox)[0-9]?\.[^.]+\.[^.]+.*")
# A number that names a story in its address; shorter ones are dates and pages.
STORY_NUMBER = lazy(r"[0-9]{5,}")


class Address(NamedTuple):
    """An absolute web address without what does not matter between two spellings of it: scheme,
    `www.`, port, trailing slash, `index.html`, percent encoding, fragment, tracking parameters."""

    host: str
    path: str
    query: frozenset[str]


def split(url: str) -> SplitResult | None:
    """The parts of an address, None where it is none, such as `http://[`."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return None


@lru_cache(maxsize=256)  # several rules ask about the same few
def address(url: str) -> Address | None:
    """None where the text is no absolute http(s) address."""
    parts = split(url)
    if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    path = re.sub(r"/(?:index|default)\.(?:html?|php|aspx?)$", "/", unquote(parts.path), flags=re.I)
    query = frozenset(part for part in unquote(parts.query).split("&") if part and not TRACKING.match(part))
    return Address(parts.hostname.removeprefix("www."), path.rstrip("/"), query)


def private(host: str) -> bool:
    """Whether a host is on nobody's internet: the machine itself or a local network."""
    return PRIVATE.fullmatch(host) is not None


def trial(host: str) -> bool:
    """Whether a host is one on which a site is built and tried."""
    return TRIAL.fullmatch(host) is not None


def same_page(one: Address, other: Address) -> bool:
    """Whether two addresses are spellings of one; an address without a query may stand for one with it."""
    if one.host != other.host or one.path.casefold() != other.path.casefold():
        return False
    return one.query == other.query or not one.query or not other.query


def one_story(one: Address, other: Address) -> bool:
    """Whether two addresses of one site may name one story: the same path, the last part of one in the other, or the same number."""
    numbers = set(STORY_NUMBER.findall(_text(one)))
    return (
        same_page(one, other)
        or not numbers.isdisjoint(STORY_NUMBER.findall(_text(other)))
        or _last(one) in _parts(other)
        or _last(other) in _parts(one)
    )


def _text(where: Address) -> str:
    return " ".join((where.path, *where.query))


def _parts(where: Address) -> list[str]:
    return [part.removesuffix(".html") for part in where.path.casefold().split("/") if part]


def _last(where: Address) -> str:
    return (_parts(where) or [""])[-1]
