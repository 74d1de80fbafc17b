"""Whether the links of a line serve the story, or lead readers to other stories."""

import re
from collections import Counter
from functools import cached_property

from bylint import Page
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.story import story
from bylint_rules.views.home import home, host_of
from bylint_rules.views.links import is_profile_link

# A site that no more links of the story lead to is one that a document is on; more are links to its stories.
DOCUMENTS = 1
DOCUMENT = lazy(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|odt)(?:$|[?#])", re.I)


def destinations(page: Page) -> "Destinations":
    """A view."""
    return Destinations(page)


class Destinations:
    """Tells where the links of a page lead, as far as somebody asks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def serve(self, block: Block) -> bool:
        """Whether all links of a line serve the story: they lead to the original, to a document, to a site that is
        neither the page's nor that of other links, to a place on the page, to somebody's mail or telephone."""
        return not any(map(is_profile_link, block.links)) and all(self.serves((link.get("href") or "").strip()) for link in block.links)

    def serves(self, href: str) -> bool:
        if href.startswith(("tel:", "mailto:")) or DOCUMENT.search(href) or href in self.originals:
            return True
        if href.startswith("#"):
            return href[1:] in self.places
        host = host_of(href)
        return host != "" and not any(_is_of(host, own) for own in self.hosts) and self.linked[host] <= DOCUMENTS

    @cached_property
    def linked(self) -> Counter[str]:
        """The hosts that the story's links lead to."""
        return Counter(host_of(link.get("href") or "") for block in self.page.view(story).blocks for link in block.links)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts that are the page's own."""
        return self.page.view(home).hosts.union(host_of(claim.value) for claim in self.page.view(claims).canonical) - {""}

    @cached_property
    def originals(self) -> frozenset[str]:
        """The addresses of the story elsewhere, as the canonical link tells them."""
        ours = self.page.view(home)
        return frozenset(claim.value for claim in self.page.view(claims).canonical if not ours.is_address(claim.value))

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of all places on the page that a link can lead to."""
        return frozenset(self.page.root.xpath("//@id | //a/@name"))


def _is_of(host: str, own: str) -> bool:
    """Whether a host is one of a site's, or the site one of the host's."""
    return host == own or host.endswith("." + own) or own.endswith("." + host)
