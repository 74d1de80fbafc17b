"""A text that the originator wants kept with its stories is not on the page.

A line that says who the newsroom is, the copyright, or whom a reader can write to: nonprofit newsrooms
live by what readers learn of them there. Wordings change over the years, so a line with most of the words
will do.

Put the text back where the message says.

Sources: the originators' own pages, as each message names them.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.lexicon import fold
from bylint.originators import Demand
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.story import story
from bylint_rules.terms.credit_position import PLACES
from bylint_rules.views.pixels import article_of
from bylint_rules.views.provenance import SLOT
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.spots import is_at, is_seen, stands
from bylint_rules.views.terms import Verdict, breaches, broken, headline_place
from bylint_rules.views.wordings import phrases
from bylint_rules.views.zones import places

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = "<p>By Ada Quay, Prism</p>"
NOTICE = (
    "<p><a href='https://prismreports.org/'>Prism</a> is a BIPOC-led nonprofit news outlet that centers the people, places and issues "
    "currently underreported by national media.</p>"
)
# The share of a text's words that a line must have.
MOST = 0.7
WORD = lazy(r"\w+")


@rule(
    "terms/notice-kept",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back in service</h1>{CREDIT}{PROSE * 2}</article>",),
    good=(f"<article><h1>Ferry back in service</h1>{CREDIT}{PROSE * 2}{NOTICE}</article>",),
)
def notice_kept(page: Page) -> Iterator[Problem]:
    return breaches(page, "notice-kept", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Met by a line with one of the texts or most of its words, with the link in it where one is wanted."""
    lines = [block for block in _lines(page) if _says(demand, block)]
    place = " or ".join(PLACES[one] for one in demand.where)
    text = quote(SLOT.sub("…", demand.texts[0]), 70)
    if not lines:
        told = (f"{layer.originator.name}'s own line is not on the page", "it kept", f"Put {text} {place or 'below the last paragraph'}")
        return broken(headline_place(page), layer.originator, demand, told)
    at = next((line for line in lines if stands(page, line, demand.where)), None)
    span = page.span_of(at or lines[0])
    if at is None:
        told = (f"{layer.originator.name}'s own line stands elsewhere", f"it {place}", "Move it there")
        return broken(span, layer.originator, demand, told)
    if demand.link and not _links(layer, demand, at):
        whither = {"article": "the article", "home": "the home page"}[demand.link]
        told = (f"{layer.originator.name}'s own line does not link {whither}", "that link in it", "Link the name there")
        return broken(span, layer.originator, demand, told)
    return Verdict("met", span)


def _lines(page: Page) -> tuple[Block, ...]:
    every = {block.index: block for block in (*page.view(story).blocks, *(place.block for place in page.view(places)))}
    return tuple(every[index] for index in sorted(every))


def _says(demand: Demand, block: Block) -> bool:
    if phrases(demand.texts).find(block.text):
        return True
    told = set(WORD.findall(fold(block.text)))
    return any(_mostly(set(WORD.findall(fold(SLOT.sub(" ", text)))), told) for text in demand.texts)


def _mostly(wanted: set[str], told: set[str]) -> bool:
    return len(wanted) > 3 and len(wanted & told) >= MOST * len(wanted)


def _links(layer: Recognised, demand: Demand, line: Block) -> bool:
    """Whether a line has the wanted link; where the home page is wanted any page of the originator's will do."""
    hrefs = [link.get("href") or "" for link in line.links if is_seen(link)]
    there = [href for href in hrefs if is_at(layer.originator, href)]
    return any(demand.link == "home" or article_of(layer.originator, href) is not None for href in there)
