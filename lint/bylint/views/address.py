"""Web addresses, compared as search engines compare them."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

# Parameters that say where a reader came from, never what is read.
TRACKING = re.compile(
    r"(?:utm_\w+|at_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|ref|ref_src|referrer|source|src"
    r"|cmp|cmpid|ocid|partner|smid|amp|outputtype)(?:=|\Z)",
    re.I,
)
PRIVATE = re.compile(
    r"localhost|.*\.(?:local|localhost|internal|test|lan)|127\.[0-9.]+|10\.[0-9.]+|192\.168\.[0-9.]+|172\.(?:1[6-9]|2[0-9]|3[01])\.[0-9.]+"
    r"|169\.254\.[0-9.]+|0\.0\.0\.0|::1|f[cd][0-9a-f]{2}:[0-9a-f:]*|fe80:[0-9a-f:]*"
)


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
