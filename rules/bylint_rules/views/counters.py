"""An originator's counter on a page: whether it is there, counts this story, and is asked for by every browser."""

import re
from collections.abc import Mapping
from html import unescape
from itertools import islice
from typing import NamedTuple

from bylint import Element, Page
from bylint.originators import Demand, Originator
from bylint.views.head import head
from bylint_rules.residue.scripted import scripted
from bylint_rules.views.pixels import Carrier, article_of, carriers, pattern
from bylint_rules.views.recognised import recognised
from bylint_rules.views.spots import is_at

# How many mentions of a host are looked at, and how far around each.
MENTIONS, BEFORE, BEHIND = 200, 80, 500


class Counter(NamedTuple):
    """A counter on a page: what carries it, and what it says of the story."""

    carrier: Carrier
    said: Mapping[str, str]


def counters(page: Page, originator: Originator, demand: Demand) -> list[Counter]:
    """The counters of a demand, those first that browsers ask for."""
    found = []
    for url in demand.urls:
        expression = pattern(url, originator.hosts)
        for carrier in page.view(carriers):
            if hit := expression.match(carrier.address):
                found.append(Counter(carrier, {name: told for name, told in hit.groupdict().items() if told}))
    return sorted(found, key=lambda counter: not counter.carrier.live)


def passed_on(page: Page, originator: Originator, demand: Demand) -> Carrier | None:
    """A counter whose address stands in another's: a service that keeps copies of pictures asks for it once, and readers never."""
    for url in demand.urls:
        expression = pattern(url, originator.hosts)
        for carrier in page.view(carriers):
            if carrier.live and expression.match(carrier.address) is None and expression.search(carrier.address):
                return carrier
    return None


def written(page: Page, originator: Originator, demand: Demand) -> int:
    """Where the source has the counter's address, in a comment or as text, -1 where it has it not."""
    text = page.source.text
    expressions = [pattern(url, originator.hosts) for url in demand.urls]
    for host in originator.hosts:
        for hit in islice(re.finditer(re.escape(host), text, re.I), MENTIONS):
            # As text it is escaped, within a script its slashes are.
            near = unescape(text[max(hit.start() - BEFORE, 0) : hit.end() + BEHIND]).replace("\\/", "/")
            if any(expression.search(near) for expression in expressions):
                return hit.start()
    return -1


def linked_story(page: Page, originator: Originator) -> Mapping[str, str]:
    """What names the story in the link of its credit, or in the canonical link: {} where neither leads to a story."""
    hrefs = [link.get("href") or "" for link in page.view(head).canonicals()]
    for layer in page.view(recognised):
        for one in layer.evidence:
            if one.block and one.kind in ("credit", "notice"):
                hrefs += [link.get("href") or "" for link in one.block.links]
    stories = [article for href in hrefs if is_at(originator, href) and (article := article_of(originator, href))]
    # Two that differ leave open which one it is.
    return stories[0] if stories and all(dict(story) == dict(stories[0]) for story in stories) else {}


def address(originator: Originator, demand: Demand, story: Mapping[str, str]) -> str:
    """The address of the counter of a story, "" where not all of it is known."""
    url = demand.urls[0]
    for name, told in story.items():
        url = url.replace(f"{{{name}}}", told)
    return "" if "{" in url else f"https://{url}"


def hindered(page: Page, counter: Counter) -> str:
    """What keeps a counter that is asked for from counting, "" for nothing."""
    policy = (counter.carrier.element.get("referrerpolicy") or "").lower()
    told = policy or next(((meta.get("content") or "").lower() for meta in page.view(head).named.get("referrer", ())), "")
    return "referrer" if told in ("no-referrer", "never") else ""


def waits(page: Page, element: Element) -> bool:
    """Whether a script of the page may put a late picture's address where it belongs."""
    return page.fragment or bool(page.view(scripted)) or next(element.iterancestors("noscript"), None) is not None
