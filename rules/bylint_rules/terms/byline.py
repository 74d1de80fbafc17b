"""The byline does not name those whom the originator's terms want named.

The author wrote the story, and the terms of nearly all originators want the name kept; some want the
outlet beside it (“By Ada Quay, The Harbour Gazette”), The Conversation the author's university, which is
why its readers trust the text. Publishing systems put the desk's or the importing account's name there.

Name them as the message says.

Sources: the originators' own pages, as each message names them.
"""

import re
from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.lexicon import fold
from bylint.originators import Demand
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.language import words
from bylint.views.story import HEADINGS
from bylint_rules.views.bylines import author_in, bylines
from bylint_rules.views.home import home
from bylint_rules.views.names import is_name, is_outlet, parts
from bylint_rules.views.provenance import SLOT
from bylint_rules.views.recognised import Recognised, names_of
from bylint_rules.views.spots import by_the_author, names_in
from bylint_rules.views.terms import Verdict, breaches, broken, headline_place
from bylint_rules.views.zones import places

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = "<p>This article is republished from <a href='https://theconversation.com/ferry-270911'>The Conversation</a>.</p>"
INSTITUTION = lazy(
    r"\b(?:universi\w*|institut\w*|colleg\w*|school|academy|akademi\w*|hospital|museum|cent(?:re|er)|laborator\w*|council|polytechni\w*"
    r"|faculty|hochschule|école|escuela|facult\w*|cnrs|csiro|inserm|inrae|ucl|mit|lse)\b|大学|研究",
    re.I,
)
# What else an author's line says of a person: “Ada Quay, Professor of Ferries”.
ROLE = lazy(
    r"\b(?:prof\w*|lecturer|research\w*|fellow|phd|doctoral|dean|director|reader in|maître|chercheu\w+|docente|investigador\w*)\b", re.I
)
DESK = lazy(r"\b(?:desk|staff|team|editor\w*|news|redaktion|redacción|admin)\b", re.I)


@rule(
    "terms/byline",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back in service</h1><p>By News Desk</p>{CREDIT}{PROSE * 2}</article>",),
    good=(
        f"<article><h1>Ferry back in service</h1><p>By Ada Quay, Northisle University</p>{CREDIT}{PROSE * 2}</article>",
        f"<article><h1>Ferry back in service</h1><p>By Ada Quay</p>{CREDIT}{PROSE * 2}"
        "<p>Ada Quay, Professor of Ferries, Northisle University</p></article>",
    ),
)
def byline(page: Page) -> Iterator[Problem]:
    return breaches(page, "byline", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Met where all are named whom the demand wants named. The institution may stand by the author's name wherever that is."""
    people = authors(page, layer)
    lines = sorted(page.view(by_the_author), key=lambda block: block.index)
    named = {
        "author": bool(people),
        "originator": any(names_in(names_of(layer.originator), block.text) for block in lines) or _claimed(page, layer),
        "institution": _institution(page, people),
    }
    missing = [one for one in demand.names if not named[one]]
    span = page.span_of(lines[0]) if lines else headline_place(page)
    if not missing:
        return Verdict("met", span)
    if missing == ["institution"] and not people:
        return Verdict("unseen")
    whom = {"author": "its author", "originator": layer.originator.name, "institution": "the author's institution"}
    form = f", as in {quote(SLOT.sub('…', demand.form), 50)}" if demand.form else ""
    lack = " and ".join(whom[one] for one in missing)
    told = (f"The byline does not name {lack}", " and ".join(whom[one] for one in demand.names) + " named", f"Name {lack} in it{form}")
    return broken(span, layer.originator, demand, told)


def authors(page: Page, layer: Recognised) -> frozenset[str]:
    """The people whom readers see named as authors."""
    said = page.view(words)
    told = [byline.name for byline in page.view(bylines)]
    told += [author_in(said, claim.value) for claim in page.view(claims).author if claim.by == "visible"]
    told += [one.text for one in layer.visible if one.kind == "byline"]
    told += [line.text for line in _unlabelled(page)]
    names = {part.strip() for name in told for part in re.split(r",|\band\b|/|\|", author_in(said, name) or name)}
    ours = page.view(home)
    people = (name for name in names if " " in name and not (is_outlet(name) or DESK.search(name) or ours.is_named(name)))
    return frozenset(name for name in people if said["nobody"].whole(name) is None)


def _unlabelled(page: Page) -> Iterator[Block]:
    """Lines above and below the story that begin with a person's name, as bylines without a “By” do."""
    for place in page.view(places):
        first = next(parts(place.block.text), "")
        likely = 2 <= len(first.split()) <= 5 and not any(mark.isdigit() or mark in ":：" for mark in first)
        if likely and place.zone in ("head", "tail") and place.block.element.tag not in HEADINGS and is_name(first):
            yield place.block


def _claimed(page: Page, layer: Recognised) -> bool:
    return any(claim.by == "visible" and names_in(names_of(layer.originator), claim.value) for claim in page.view(claims).author)


def _institution(page: Page, people: frozenset[str]) -> bool:
    """Whether a line near the story says of an author where that person works."""
    names = [fold(name) for name in people]
    for place in page.view(places):
        text = place.block.text
        if (INSTITUTION.search(text) and place.zone in ("head", "tail")) or (
            any(name in fold(text) for name in names) and (INSTITUTION.search(text) or ROLE.search(text))
        ):
            return True
    return False
