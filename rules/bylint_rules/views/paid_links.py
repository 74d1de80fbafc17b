"""Links that somebody is paid for: marked as such, of affiliate networks, of ad systems."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bylint import Element
from bylint_rules.views.ad_addresses import host_and_path, systems

# How much of an address is looked at: what is remembered of pages stays small.
LONGEST = 1000
DATA = Path(__file__).parents[1] / "data" / "paid_links.toml"


def paid_by(link: Element) -> str:
    """Who pays for a link, in words for a message, or "" where nothing says that anybody does."""
    return _paid_by((link.get("href") or "").strip()[:LONGEST], (link.get("rel") or "")[:LONGEST])


@lru_cache(maxsize=1 << 12)
def _paid_by(href: str, rel: str) -> str:
    if "sponsored" in rel.lower().split():
        return "marked as sponsored"
    host, path = host_and_path(href)
    labels = host.split(".")
    for at in range(len(labels) - 1):
        start = ".".join(labels[at:])
        for prefix, name in _hosts().get(start, ()):
            if path.startswith(prefix):
                return name
    return f"an affiliate link to {host}" if "?" in path and _names_a_partner(host, href) else ""


def is_disclosure(text: str) -> bool:
    """Whether a text tells readers of commissions, as it must."""
    folded = text.casefold()
    return any(part in folded for part in _parts())


def _names_a_partner(host: str, href: str) -> bool:
    told = _data()["parameters"]
    named = {key.lower() for key, value in parse_qsl(urlsplit(href).query, max_num_fields=200) if value} if href.count("&") < 200 else set()
    is_amazon = host.startswith("amazon.") or ".amazon." in host
    return not named.isdisjoint(told["any"]) or (is_amazon and not named.isdisjoint(told["amazon"]))


@cache
def _hosts() -> dict[str, list[tuple[str, str]]]:
    """By host the beginnings of paths below it, and who pays."""
    hosts: dict[str, list[tuple[str, str]]] = {}
    paid = [(network["hosts"], "an affiliate link of ") for network in _data()["network"]]
    paid += [(system.hosts, "an advertiser's link through ") for system in systems() if not system.counts]
    for each, name in ((each, name) for named, name in paid for each in named):
        host, _, path = each.partition("/")
        hosts.setdefault(host, []).append((f"/{path}" if path else "", f"{name}{host}"))
    return hosts


@cache
def _parts() -> tuple[str, ...]:
    return tuple(part.replace("_", " ") for part in _data()["disclosure"]["parts"].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
