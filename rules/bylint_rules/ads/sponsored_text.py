"""Text that somebody paid for stands in the story, or a link that earns a commission for somebody else.

“Presented by …”, a sponsor's card, a “Buy now” line whose link pays the first publisher: readers take
them for the story's, and you for the one who is paid. What is paid for has to be told apart from what is
not, in most countries by law, and search engines ask for `rel="sponsored"` on such links.

Delete the text. Links in the sentences of the story are the author's words, so they are only reported
with `links-in-prose`. A disclosure, that its links may earn a commission, is no advertisement and stays.

Sources: https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links,
https://www.ftc.gov/business-guidance/resources/native-advertising-guide-businesses
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Element, Page, Problem, option, quote, rule
from bylint.fix import remove_block
from bylint.lexicon import Phrases
from bylint.views.blocks import Block, blocks, within
from bylint.views.language import hints, words
from bylint.views.links import text_of
from bylint.views.marked import marked
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.ad_names import WORD
from bylint_rules.views.paid_links import is_disclosure, paid_by

STORY = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"
# Words of classes that name a sponsor, and elements in which a story itself would.
SPONSOR = frozenset(("sponsor", "sponsors", "sponsored", "sponsorship", "advertorial", "promoted"))
FACTS = frozenset(("td", "th", "dd", "dt", "figcaption", "caption"))
# Which share of a short text, and of one like prose, stands in the paid link where the text is there for the link.
SHORT, LONG = 0.2, 0.4
# How many texts a sponsor's card has at most, how long a text is that says so itself, and how long the name in it.
CARD, PHRASE, NAME = 4, 110, 40


@dataclass(frozen=True)
class Options:
    """Where paid links are looked for."""

    links_in_prose: bool = option(False, "report paid links in the sentences of the story too")


@rule(
    "ads/sponsored-text",
    severity="warning",
    options=Options,
    bad=(
        f"{STORY}<ul><li>Buy it now: <a href='https://www.amazon.com/dp/B000000000/?tag=gazette-20'>Amazon</a></li></ul>",
        f"{STORY}<p><a rel='sponsored' href='https://rope.example/'>Rope and tackle for your boat</a></p>",
        f"{STORY}<div><p><a href='https://rope.example/guide'>Ten knots for beginners</a></p><p class='sponsor-name'>Rope Ltd</p></div>",
    ),
    good=(
        "<p>The ferry to the islands sails again from Monday, the harbour office said, and the operator sells "
        "<a href='https://amzn.to/1'>its history</a> on board for the first time since the storm.</p>",
        f"{STORY}<p>We may earn a commission when you buy through a link.</p>",
    ),
)
def sponsored_text(page: Page, options: Options) -> Iterator[Problem]:
    found = page.view(story)
    named, may = page.view(words)["sponsored"], page.view(hints)
    done: set[Block] = {found.headline} if found.headline else set()
    cards = may_have_cards(page)
    for block in found.blocks:
        if block in done or block.element.tag in FACTS:
            continue
        paid = [(link, whose) for link in block.links if (whose := paid_by(link))] if block.links else []
        if paid and is_for(block, [link for link, _ in paid]):
            done.add(block)
            yield _problem(page, block, f"is there for its link, {paid[0][1]}, and readers take it for the story's.")
        elif paid and options.links_in_prose:
            for link, whose in paid:
                told = f"This link in the story is {whose} and earns money for somebody else. Link to the thing itself."
                yield Problem(page.span_of(link), told)
        elif cards and not is_prose(block) and (card := sponsors_card(page, block)):
            for text in card:
                if text not in done:
                    yield _problem(page, text, "belongs to a sponsor of the first publisher, and readers take it for the story's.")
            done.update(card)
        elif block.weight <= PHRASE and block.link_density < 1 and "sponsored" in may.of(block) and says_paid(named, block.text):
            yield _problem(page, block, "says that something here is paid for, and that is no part of the story.")


def is_for(block: Block, links: list[Element]) -> bool:
    """Whether a text is there for its paid links, not the links for the text."""
    if block.element.tag in HEADINGS:
        return False
    return sum(len(text_of(link)) for link in links) >= (LONG if is_prose(block) else SHORT) * len(block.text)


def may_have_cards(page: Page) -> bool:
    """Whether a class in the story, or as near to it as a card reaches, names a sponsor."""
    run = page.view(story).blocks if any(map(page.view(marked).classes.__contains__, SPONSOR)) else ()
    near = page.view(blocks)[max(run[0].index - CARD, 0) : run[-1].index + CARD] if run else ()
    classes = " ".join(block.element.get("class") or "" for block in near).lower()
    return any(map(classes.__contains__, SPONSOR))


def sponsors_card(page: Page, block: Block) -> tuple[Block, ...]:
    """The texts of a card with a sponsor's name and a link to another site, where a block is one of them."""
    card = block.element.getparent()
    if card is None or not 1 < len(texts := within(page, card)) <= CARD or any(map(is_prose, texts)):
        return ()
    names = any(not SPONSOR.isdisjoint(part.lower() for part in WORD.findall(text.element.get("class") or "")) for text in texts)
    leaves = any("//" in (link.get("href") or "") for text in texts for link in text.links)
    return texts if names and leaves else ()


def says_paid(named: Phrases, text: str) -> bool:
    """Whether a text, or its first sentence, says that it is paid for. A disclosure of commissions does not."""
    for said in (text, text.partition(". ")[0]) if ". " in text else (text,):
        if match := named.whole(said):
            name = match.slot("source")
            return len(name) <= NAME and ", " not in name and not is_disclosure(text)
    return False


def _problem(page: Page, block: Block, what: str) -> Problem:
    return Problem(block.locate(page), f"{quote(block.text)} {what} Delete it.", remove_block(page, block, "unsafe"))
