"""How a name in a line becomes a credit: where the name ends, where its link leads, whether it is ours."""

from collections.abc import Iterable
from typing import NamedTuple

from bylint import Element
from bylint.lexicon import Words
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint_rules.views.credit import Credit, Kind
from bylint_rules.views.credit_links import covers, is_root
from bylint_rules.views.home import Home, host_of, leads_somewhere

# A source's name ends where a sentence or a bracket does.
NAME_END = lazy(
    r"[;|)\]}】」•\n]|\.(?=\s|$)|。|,(?=\s)|，|\s[–—-]\s|\s+\b(?:under|with|and is|on \d|via|where)\b"
    # The next label of a Chinese or Japanese line: “来源：港口报 作者：李明”.
    r"|\s+(?=[\u3040-\u30ff\u4e00-\u9fff]{2,5}\s?[:：])"
)


class Maker(NamedTuple):
    """Makes the credits of a page."""

    words: Words
    ours: Home

    def name_end(self, text: str, start: int, least: int) -> int:
        """Where the name that begins at `start` ends, not before `least`."""
        stop = NAME_END.search(text, least)
        return len(text[: stop.start() if stop else len(text)].rstrip())

    def credit(self, kind: Kind, block: Block, start: int, end: int, *, agency: bool = False) -> Credit:
        """The credit that a part of a block is, if it is a name."""
        name = block.text[start:end].strip(" \"'“”‘’«»「」《》")
        link = next((link for link in block.links if leads_somewhere(link) and covers(link, name)), None)
        href = (link.get("href") or "").strip() if link is not None else ""
        agency = agency or self.words.agency(name) is not None
        # A link to our page about an author or agency does not make the name ours; one to our home page does.
        own = bool(host_of(href)) and self.ours.is_address(href) and (kind in ("formula", "footer") or is_root(href))
        ours = self.ours.is_name(name) or (own and not agency)
        if not href or (self.ours.is_address(href) and not ours):
            # Behind a name without an address of its own, the line's link to the story.
            href = self.away(block.links) or href
        return Credit(kind, name, block, start, end, href, ours, agency)

    def away(self, links: Iterable[Element]) -> str:
        """The address of the first link that leaves our site, "" where none does."""
        hrefs = ((link.get("href") or "").strip() for link in links if leads_somewhere(link))
        return next((href for href in hrefs if not self.ours.is_address(href)), "")
