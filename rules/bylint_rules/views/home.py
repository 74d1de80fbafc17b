"""Who publishes the page: which names and addresses are our own."""

import re
from collections import Counter
from typing import NamedTuple

from bylint import Element, Page
from bylint.lexicon import fold
from bylint.pattern import lazy
from bylint.views.claims import claims
from bylint.views.marked import marked
from bylint_rules.views.hosts import host_and_path

# What a site's name is followed by in metadata: “Island Wire - news from the islands”.
SLOGAN = re.compile(r"\s+[-–—|•·:]+\s+|\s*\|\s*")
# Parts of a host that are no name, such as the “co” and “uk” of gazette.co.uk.
SECOND = frozenset("co com org net ac gov edu gob gouv go ne or".split())
# The hosts of addresses, each of which follows a NUL, as none has one in it: pages have hundreds, and parsing them takes long.
HOSTS = lazy(r"\0\s*(?:https?:)?//(?:www\.)?([^/?#:@\s\0]+)", re.I)
# A host that this many links of a page lead to, and more than half of those with a host, is the page's own.
LINKS = 6


class Home(NamedTuple):
    """Names and hosts that are our own, as the config and the page give them. Hosts are without `www.`;
    `spelt` are the names, and forms of the hosts that may stand for one, as `plain` spells them."""

    names: frozenset[str]
    hosts: frozenset[str]
    spelt: frozenset[str]

    def is_name(self, name: str) -> bool:
        """Whether a name is ours, as the site's name or as a form of its host: “Gazette.example”, “Gazette”."""
        if plain(name) in self.spelt or any(_is_made_of(name, host) for host in self.hosts):
            return True
        # “gazette.example” where the site is known as “The Gazette” only.
        host = name.strip(" .")
        return "." in host and " " not in host and not self.spelt.isdisjoint(labels(fold(host)))

    def is_named(self, text: str) -> bool:
        """Whether a text is our name, or has it in it: “Gazette Staff”."""
        told = fold(text)
        return self.is_name(text) or any(len(own) > 4 and own in told for own in self.names)

    def is_address(self, href: str) -> bool:
        """Whether an address leads nowhere but to our own site."""
        host = host_of(href)
        return not host or any(host == own or host.endswith("." + own) for own in self.hosts)


def home(page: Page) -> Home:
    """A view."""
    settings, said = page.settings, page.view(claims)
    names = [settings.name] if settings.name else [part for claim in said.publisher for part in (claim.value, SLOGAN.split(claim.value)[0])]
    folded = frozenset(fold(name).strip(" .") for name in names if name)
    called = frozenset(map(plain, folded)) - {""}
    # The canonical may lead to the originator: it says nothing about who we are.
    addresses = [settings.url] if settings.url else [claim.value for claim in said.canonical if claim.name == "og:url"]
    hosts = frozenset(filter(None, map(host_of, addresses)))
    heard = called or frozenset(plain(part) for title in page.view(marked).tags["title"] for part in SLOGAN.split(title.text or "")[1:])
    if not settings.url and heard and not any(_sounds_like(host, name) for host in hosts for name in heard):
        hosts = frozenset()  # og:url may lead to the originator too
    hosts = hosts or _linked_most(page)
    spelt = called | frozenset(label for host in hosts for label in labels(host)) - {""}
    return Home(folded, hosts, spelt)


def host_of(address: str) -> str:
    """The host of an address without `www.`, "" for a relative one or for none at all."""
    return host_and_path(address)[0] if "//" in address else ""


def plain(name: str) -> str:
    """A name as a host would spell it: its letters and digits only, without “The”."""
    return "".join(filter(str.isalnum, fold(name).removeprefix("the ")))


def labels(host: str) -> frozenset[str]:
    """How a host may be called: news.gazette.co.uk is “gazette”, “gazette.co.uk” and “news.gazette.co.uk”, dots aside."""
    parts = host.split(".")
    end = len(parts) - 1
    while end > 1 and (parts[end - 1] in SECOND):
        end -= 1
    name = max(end - 1, 0)
    told = [parts[name], *("".join(parts[start:]) for start in range(name + 1))]
    # “thegazette.example” is “The Gazette”, and `plain` drops the article.
    found = ["".join(filter(str.isalnum, one)) for one in told]
    return frozenset((*found, *(one.removeprefix("the") for one in found))) - {""}


def leads_somewhere(link: Element) -> bool:
    """Whether a link has an address that leads to another page."""
    href = (link.get("href") or "").strip().lower()
    return bool(href) and not href.startswith(("#", "javascript:", "mailto:", "tel:", "data:", "about:"))


def _sounds_like(host: str, name: str) -> bool:
    """Whether a host may be spelt after a name: thegazette.example, gazette-news.example and hg.example after “harbourgazette”."""
    return any(label in name or name in label for label in labels(host))


def _is_made_of(name: str, host: str) -> bool:
    """Whether the words of a name are parts of a host: “Gazette News” of news.gazette.example."""
    words = fold(name).split()
    return len(words) > 1 and set(words) <= set(host.split("."))


def _linked_most(page: Page) -> frozenset[str]:
    """The host that most links of a page lead to, where the page does not say whose it is."""
    if page.fragment:
        return frozenset()
    hrefs = [link.get("href") or "" for link in page.view(marked).tags["a"]]
    hosts = Counter(map(str.lower, HOSTS.findall("\0" + "\0".join(hrefs))))
    host, count = next(iter(hosts.most_common(1)), ("", 0))
    return frozenset((host,)) if count >= LINKS and 2 * count > hosts.total() else frozenset()
