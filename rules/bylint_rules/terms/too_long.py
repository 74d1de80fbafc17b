"""The page carries more of the story than the originator's terms allow.

Some newsrooms give only the beginning of a story away: so many words or paragraphs, and a link to the
rest. Credits and the originator's own lines are not counted, and a tenth more is not told.

Cut the text, and let a line below it link to the whole story.

Sources: the originators' own pages, as each message names them.
"""

from collections.abc import Iterator

from bylint import Page, Problem, rule
from bylint.originators import Demand
from bylint.pattern import lazy
from bylint.problem import counted
from bylint_rules.views.names import caseless
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.spots import text_blocks
from bylint_rules.views.terms import UNSEEN, Verdict, breaches, broken

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = "<p>Originally published by <a href='https://www.publicsource.org/ferry-back-in-service/'>PublicSource</a>.</p>"
# By how much more than allowed it is told: people count otherwise.
MORE = 1.1
# How many characters make a word where words are not set apart.
CHARACTERS = 2
WORD = lazy(r"\w[\w'’.-]*")


@rule(
    "terms/too-long",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back in service</h1>{CREDIT}{PROSE * 6}</article>",),
    good=(f"<article><h1>Ferry back in service</h1>{CREDIT}{PROSE * 3}</article>",),
)
def too_long(page: Page) -> Iterator[Problem]:
    return breaches(page, "too-long", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """What share of the story there is only the original tells."""
    text = page.view(text_blocks)
    if demand.share and not (demand.words or demand.paragraphs):
        return UNSEEN
    length = sum(_words(block.text) for block in text)
    most, there, noun = (demand.words, length, "word") if demand.words else (demand.paragraphs, len(text), "paragraph")
    if there <= most * MORE:
        return Verdict("met", page.span_of(text[0]))
    wrong = f"The page carries {counted(there, noun)} of the story"
    mend = "Cut the text, and link to the rest of it"
    extra = next((block for at, block in enumerate(text) if noun == "paragraph" and at >= most), text[-1])
    return broken(page.span_of(extra), layer.originator, demand, (wrong, f"no more than {counted(most, noun)}", mend))


def _words(text: str) -> int:
    return len(text) // CHARACTERS if caseless(text) and " " not in text.strip() else len(WORD.findall(text))
