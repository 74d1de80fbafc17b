"""A script, frame or pixel of an advertiser or a counter of readers stands in the story.

It came along when the story was copied. It runs on your page for the first publisher or its partners:
it loads advertisements, sets cookies that your consent notice does not name, and counts your readers
for others. Scripts in the head and between the parts of the page are the site's own and not meant.

Delete it. What the terms of the originator ask for stays, and is never reported: the counters of The
Conversation, ProPublica and GroundUp, the pixel of the Republication Tracker Tool, the marks of VG Wort
and of press agencies' releases.

Sources: https://theconversation.com/republishing-guidelines,
https://www.propublica.org/steal-our-stories,
https://github.com/Automattic/republication-tracker-tool
"""

from collections.abc import Iterator

from bylint import Element, Fix, Page, Problem, Span, rule
from bylint.fix import remove
from bylint_rules.views.ad_tech import Unit, units

STORY = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"


@rule(
    "ads/script-left",
    severity="warning",
    bad=(
        f"{STORY}<script>window._taboola = window._taboola || []; _taboola.push({{mode: 'thumbnails'}});</script>",
        f"{STORY}<img src='https://www.facebook.com/tr?id=1&amp;ev=PageView' width=1 height=1 alt=''>",
    ),
    good=(
        f"{STORY}<img src='https://counter.theconversation.com/content/1/count.gif' width=1 height=1 alt='The Conversation'>",
        f"{STORY}<script async src='https://platform.twitter.com/widgets.js'></script>",
    ),
)
def script_left(page: Page) -> Iterator[Problem]:
    together: list[Unit] = []
    for unit in page.view(units):
        if unit.kind == "slot":
            continue
        if together and _before(unit.element) is not together[-1].element:
            yield _problem(page, together)
            together = []
        together.append(unit)
    if together:
        yield _problem(page, together)


def _problem(page: Page, found: list[Unit]) -> Problem:
    """One problem for things that stand side by side: a loader and its call are one advertisement."""
    spans = [page.span_of(unit.element) for unit in found]
    names = " and ".join(dict.fromkeys(unit.system for unit in found))
    does = "counts readers for others" if found[0].kind == "counter" else "runs on your page for others"
    edits = dict.fromkeys(edit for unit in found for edit in remove(page, unit.element).edits)
    return Problem(
        Span(spans[0].start, max(span.end for span in spans)),
        f"This {'code' if len(found) > 1 else _what(found[0].element)} of {names} came along with the story and {does}. "
        "Delete it, unless your agreement with the originator asks for it.",
        Fix(tuple(edits), "unsafe"),
    )


def _what(element: Element) -> str:
    return {"script": "script", "iframe": "frame"}.get(element.tag, "picture")


def _before(element: Element) -> Element | None:
    """The element just before one, with no text between."""
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str) and not (before.tail or "").strip():
        before = before.getprevious()
    return before if before is not None and not (before.tail or "").strip() else None
