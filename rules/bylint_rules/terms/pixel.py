"""The counter that the originator's terms demand is missing, counts another story, or cannot count.

Nonprofit newsrooms live by showing how far their stories reach: the picture of one pixel, or the small
script, that comes with the text from their “republish” box tells them of each reader of the copy. A
publishing system may strip it, comment it out, wait with it for a script that is not here, or have a
picture service ask for it in the readers' place; and a counter left over from another story counts that
one. Some counters know the copy by the address that the browser sends along, which `no-referrer` hides.
The pixel of the Republication Tracker Tool is looked at whoever's it is: whether it is of the newsroom and
the story that the credit leads to, and names an account that counts.

Copy the story anew from the box, in the editor's HTML view, or put the counter in as the message gives it.

Sources: the originators' own pages, as each message names them;
https://github.com/Automattic/republication-tracker-tool, https://github.com/documentcloud/pixel-ping.
"""

from collections.abc import Iterator, Mapping
from html import escape

from bylint import Attribute, Fix, Page, Problem, Span, quote, rule
from bylint.originators import Demand, Originator
from bylint.problem import Severity
from bylint_rules.views.counters import Counter, address, counters, hindered, linked_story, passed_on, waits, written
from bylint_rules.views.provenance import insert
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.terms import Verdict, breach, breaches, broken, headline_place
from bylint_rules.views.tracker import tracker

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = "<p>This article is republished from <a href='https://theconversation.com/ferry-270911'>The Conversation</a>.</p>"
COUNT = "https://counter.theconversation.com/content/{}/count.gif?distributor=republish-lightbox-basic"


@rule(
    "terms/pixel",
    severity="error",
    republished=True,
    bad=(
        f"<article>{CREDIT}{PROSE * 2}</article>",
        f"<article>{CREDIT}{PROSE * 2}<img src='{COUNT.format(99)}' width=1 height=1 alt='The Conversation'></article>",
        f"<!doctype html><title>Ferry</title><article>{CREDIT}{PROSE * 2}<img src='data:,' data-src='{COUNT.format(270911)}'></article>",
    ),
    good=(f"<article>{CREDIT}{PROSE * 2}<img src='{COUNT.format(270911)}' width=1 height=1 alt='The Conversation'></article>",),
)
def pixel(page: Page) -> Iterator[Problem]:
    yield from breaches(page, "pixel", judge)
    yield from tracker(page)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Met by a counter that browsers ask for and that counts the linked story, as far as both say which one."""
    found = counters(page, layer.originator, demand)
    if not found:
        return _missing(page, layer.originator, demand)
    story = linked_story(page, layer.originator)
    right = [counter for counter in found if all(story.get(name, told) == told for name, told in counter.said.items())]
    if not right:
        return _of_another(page, layer.originator, demand, found[0], story)
    return _asked_for(page, layer.originator, demand, right[0])


def _missing(page: Page, originator: Originator, demand: Demand) -> Verdict:
    story = linked_story(page, originator)
    known = address(originator, demand, story)
    whose = f"{originator.name}'s counter"
    if carrier := passed_on(page, originator, demand):
        told = (f"A picture service asks for {whose} in the readers' place", "each reader counted", "Leave its own address as it came")
        return broken(page.span_of(Attribute(carrier.element, carrier.attribute)), originator, demand, told)
    if (at := written(page, originator, demand)) >= 0:
        told = (f"The page has {whose} in a comment or as text only", "it as the box gives it", "Put it back as an element of the page")
        return broken(Span(at, at + 1), originator, demand, told)
    again = "Copy the story anew from its republish box, in the editor's HTML view"
    mend = f"Put it below the story, {quote(known, 90)}" if known else again
    fix: Fix | None = None
    if known and demand.element != "script":
        image = f'<img src="{escape(known)}" alt="" width="1" height="1" referrerpolicy="no-referrer-when-downgrade">'
        fix = insert(page, image, above=False)
    return broken(headline_place(page), originator, demand, (f"{whose} is missing", "it on each copy", mend), fix)


def _of_another(page: Page, originator: Originator, demand: Demand, counter: Counter, story: Mapping[str, str]) -> Verdict:
    says, linked = (" ".join(told[name] for name in counter.said if name in story) for told in (counter.said, story))
    wrong = f"The counter counts the story {quote(says, 40)} and the credit links {quote(linked, 40)}"
    told = (wrong, "its own counter", "Copy the one of this story")
    return broken(page.span_of(Attribute(counter.carrier.element, counter.carrier.attribute)), originator, demand, told)


def _asked_for(page: Page, originator: Originator, demand: Demand, counter: Counter) -> Verdict:
    element = counter.carrier.element
    span = page.span_of(Attribute(element, counter.carrier.attribute))
    whose = f"{originator.name}'s counter"
    if not counter.carrier.live:
        told = (f"{whose} waits for a script in “{counter.carrier.attribute}”", "each reader counted", "Put its address into “src”")
        if waits(page, element):  # it counts some
            return Verdict("met", span, (breach(span, originator, demand, told, most=Severity.INFO),))
        return broken(span, originator, demand, told)
    if hindered(page, counter):
        told = (f"“no-referrer” hides from {whose} where it is", "the copy counted", "Give it referrerpolicy “no-referrer-when-downgrade”")
        return Verdict("broken", span, (breach(span, originator, demand, told, most=Severity.WARNING),))
    if (element.get("loading") or "").lower() == "lazy":
        told = (f"{whose} is loaded lazily, so readers who do not scroll as far go uncounted", "each counted", "Take out loading=“lazy”")
        return Verdict("met", span, (breach(span, originator, demand, told, most=Severity.INFO),))
    return Verdict("met", span)
