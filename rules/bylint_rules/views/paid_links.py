"""Links that somebody is paid for: marked as such, of affiliate networks, of ad systems."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bylint import Element
from bylint_rules.views.ad_addresses import systems
from bylint_rules.views.hosts import Owned, host_and_path

# How much of an address is looked at.
LONGEST = 1000
DATA = Path(__file__).parents[1] / "data" / "paid_links.toml"


def paid_by(link: Element) -> str:
    """Who pays for a link, in words for a message, or "" where nothing says that anybody does."""
    if "sponsored" in (link.get("rel") or "")[:LONGEST].lower().split():
        return "marked as sponsored"
    href = (link.get("href") or "").strip()[:LONGEST]
    host, path = host_and_path(href)
    if name := _hosts().find(host, path):
        return name
    return f"an affiliate link to {host}" if "?" in path and _names_a_partner(host, href) else ""


def is_disclosure(text: str) -> bool:
    """Whether a text tells readers of commissions, as it must."""
    folded = text.casefold()
    return any(part in folded for part in _parts())


def _names_a_partner(host: str, href: str) -> bool:
    told, query = _data()["parameters"], href.lower()
    # Most queries have none of the names, and are read for them only where a letter may be written in another way.
    if "%" not in query and not any(name in query for name in (*told["any"], *told["amazon"])):
        return False
    named = {key.lower() for key, value in parse_qsl(urlsplit(href).query, max_num_fields=200) if value} if href.count("&") < 200 else set()
    is_amazon = host.startswith("amazon.") or ".amazon." in host
    return not named.isdisjoint(told["any"]) or (is_amazon and not named.isdisjoint(told["amazon"]))


@cache
def _hosts() -> Owned[str]:
    """Who pays, by hosts."""
    paid = [(network["hosts"], "an affiliate link of ") for network in _data()["network"]]
    paid += [(system.hosts, "an advertiser's link through ") for system in systems() if not system.counts]
    return Owned((each, f"{name}{each.partition('/')[0]}") for named, name in paid for each in named)


@cache
def _parts() -> tuple[str, ...]:
    return tuple(part.replace("_", " ") for part in _data()["disclosure"]["parts"].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
