"""Links that somebody is paid for: marked as such, of affiliate networks, of ad systems."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from bylint import Element
from bylint_rules.views.ad_addresses import above, host_and_path, systems

DATA = Path(__file__).parents[1] / "data" / "paid_links.toml"


def paid_by(link: Element) -> str:
    """Who pays for a link, in words for a message, or "" where nothing says that anybody does."""
    if "sponsored" in (link.get("rel") or "").lower().split():
        return "marked as sponsored"
    href = (link.get("href") or "").strip()
    host, path = host_and_path(href) if "//" in href or "?" in href else ("", "")
    for start in above(host):
        for prefix, name in _hosts().get(start, ()):
            if path.startswith(prefix):
                return name
    return f"an affiliate link to {host}" if "?" in path and _names_a_partner(host, path.partition("?")[2]) else ""


def is_disclosure(text: str) -> bool:
    """Whether a text tells readers of commissions, as it must."""
    folded = text.casefold()
    return any(part in folded for part in _parts())


def _names_a_partner(host: str, query: str) -> bool:
    told = _data()["parameters"]
    names = (*told["any"], *told["amazon"]) if host.startswith("amazon.") or ".amazon." in host else told["any"]
    low = query.lower()
    # Only an escaped letter hides a name.
    if query.count("&") >= 200 or ("%" not in query and not any(name in low for name in names)):
        return False
    named = {key.lower() for key, value in parse_qsl(query, max_num_fields=200) if value}
    return not named.isdisjoint(names)


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
