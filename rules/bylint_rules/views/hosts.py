"""Hosts and paths of addresses, and whose they are."""

import re
from collections.abc import Iterable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

# Addresses in the one way of spelling them that needs no thought, as nearly all of a page are.
PLAIN = re.compile(
    r"(?:(?:https?:)?//([a-z0-9._-]++)(?::[0-9]++)?(?![^/?#])|(?:data|javascript|mailto|tel):(?!//)|(?!//|[^:/?#]*+:))"
    r"([^?#\x00-\x20]*+)(?>(\?[^#\x00-\x20]++)?)(?>(?:\?|#[^\x00-\x20]*+)?)",
    re.I | re.A,
)


def host_and_path(address: str) -> tuple[str, str]:
    """Host in lower case without `www.`, path with its query; "" for what is not there."""
    address = address.strip()
    if plain := PLAIN.fullmatch(address):
        host, path, query = plain.groups(default="")
        return host.lower().removeprefix("www."), path + query
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www."), f"{parts.path}?{parts.query}" if parts.query else parts.path
    except ValueError:
        return "", ""


class Owned(Generic[T]):
    """Things by hosts that are theirs with all below them, or with a path only what begins so: `gazette.example/ads`."""

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._by_site: dict[str, list[tuple[str, str, T]]] = {}
        for address, thing in things:
            host, _, path = address.partition("/")
            self._by_site.setdefault(_site(host), []).append((f".{host}", f"/{path}" if path else "", thing))
        for of_site in self._by_site.values():
            of_site.sort(key=lambda known: -known[0].count("."))

    def find(self, host: str, path: str) -> T | None:
        """The thing whose an address is; of the nearest host above, where there are several."""
        for known, start, thing in self._by_site.get(_site(host), ()):
            if f".{host}".endswith(known) and path.startswith(start):
                return thing
        return None


def _site(host: str) -> str:
    """The last two names of a host, which those above it end in too."""
    return ".".join(host.rsplit(".", 2)[-2:])
