"""An advertising slot of the first publisher stands in the story.

An empty container of another site's ad server leaves a hole in the text, or is filled by scripts of
parties you have no contract with; most republishing terms forbid advertising inside the story. A slot
is known by the markup that its ad system asks for (AdSense, Google Ad Manager, AMP, Taboola, Yandex,
Kakao AdFit and some hundred more), whatever stands in it. A mere name such as `ad-container` counts
only where the element holds no story: nothing, a label, scripts, or a picture that leads to another site.

Take the element out. Where your own system puts its advertising into the page, do so after the check.

Sources: https://support.google.com/adsense/answer/9274025 (ins.adsbygoogle),
https://developers.google.com/publisher-tag/guides/get-started (div-gpt-ad),
https://amp.dev/documentation/components/amp-ad
"""

from collections.abc import Iterator

from bylint import Element, Page, Problem, StartTag, rule
from bylint.fix import remove
from bylint.views.blocks import within
from bylint_rules.views.ad_tech import units


@rule(
    "ads/slot-left",
    severity="warning",
    bad=(
        "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"
        "<div id='div-gpt-ad-1699-0'></div><p>It had been laid up for repairs since the storm in March of this year.</p>",
        "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"
        "<ins class='adsbygoogle' data-ad-client='ca-pub-1'></ins>",
        "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"
        "<div class='article__ad-container'><div></div></div>",
    ),
    good=(
        "<p>The ferry to the islands sails again from Monday.</p><div class='ad-hoc-notes'>Notes</div>"
        "<p class='gradient'>More on Friday.</p>",
        "<p>The ferry to the islands sails again from Monday.</p>"
        "<div class='reklama-debate'><p>The council wants fewer posters on the quay.</p></div>",
    ),
)
def slot_left(page: Page) -> Iterator[Problem]:
    for unit in page.view(units):
        if unit.kind != "slot":
            continue
        element, whose = unit.element, f"of {unit.system} " if unit.system else ""
        if unit.clean and is_label(page, element):
            continue  # which is reported as that, and goes with the slot
        if unit.open:
            yield Problem(
                page.span_of(StartTag(element)),
                f"This advertising slot {whose}is not closed, so paragraphs of the story stand in it. "
                "Delete the tag, and leave the text behind it.",
            )
            continue
        yield Problem(
            page.span_of(element),
            f"This advertising slot {whose}belongs to the first publisher and shows strangers' advertisements, or a hole, in the story. "
            "Delete the element.",
            remove(page, element, "safe" if unit.clean else "unsafe"),
        )


def is_label(page: Page, slot: Element) -> bool:
    """Whether a slot whose texts are labels is nothing but one."""
    texts = within(page, slot)
    if len(texts) != 1:
        return False
    element = texts[0].element
    while element is not slot and (parent := element.getparent()) is not None:
        if len(parent) > 1:
            return False
        element = parent
    return next(texts[0].element.iter("script", "iframe", "ins", "div"), None) in (None, texts[0].element)
