"""An advertising slot of the first publisher stands in the story.

An empty container of another site's ad server leaves a hole in the text, or is filled by scripts of
parties you have no contract with. Advertising units are known by the markup that AdSense, Google
Publisher Tag, AMP, Taboola, Outbrain and Teads ask for, and by the names publishers give to their
slots.

Sources: https://support.google.com/adsense/answer/9274025 (ins.adsbygoogle),
https://developers.google.com/publisher-tag/guides/get-started (div-gpt-ad), https://amp.dev/documentation/components/amp-ad
"""

import re
from collections.abc import Iterator

from bylint import Element, Page, Problem, rule
from bylint.fix import remove
from bylint.views.blocks import within
from bylint.views.language import words
from bylint.views.story import is_prose, story

TAGS = frozenset(("amp-ad", "amp-embed", "amp-sticky-ad"))
ATTRIBUTES = """
    data-ad-client data-ad-slot data-ad-unit data-adunit data-ad-unit-path data-google-query-id data-ad-format
    """.split()
# What every name of a unit has in it: most names have none of it, and are not looked at closely.
HINTS = ("ad", "outbrain", "taboola", "dfp", "publicit", "pubblicita", "werbung", "reklama")
# Names of classes and ids, each a whole word of the attribute or, with "-" at its end, the beginning of one.
UNIT = re.compile(
    r"""(?:^|\s)(?:
        adsbygoogle | OUTBRAIN | div-gpt-ad[\w-]* | gpt-?ad[\w-]* | google_ads?_[\w-]* | taboola-[\w-]+ | teads[\w-]*
      | dfp[-_][\w-]+ | publicidad[\w-]*
      | (?:[\w-]*[_-])?(?:ad|ads|advert|adv)[_-]?
        (?:slot|unit|container|wrapper|wrap|box|block|banner|holder|placeholder|zone|space|area|inner|label|break)s?(?:[_-][\w-]*)?
      | (?:[\w-]*[_-])?(?:advert|advertise|advertisement|advertising|werbung|reklama|publicite|pubblicita)(?:[_-][\w-]*)?
      | (?:widget|inline|inarticle|in-article|in-content|content|story|mid|third-party|leaderboard|banner)(?:__|--?|_)ads?(?:[_-]\w+)?
    )(?=\s|$)""",
    re.I | re.X,
)


@rule(
    "ads/slot-left",
    severity="warning",
    bad=(
        "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"
        "<div id='div-gpt-ad-1699-0'></div><p>It had been laid up for repairs since the storm in March of this year.</p>",
        "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>"
        "<ins class='adsbygoogle' data-ad-client='ca-pub-1'></ins>",
    ),
    good=(
        "<p>The ferry to the islands sails again from Monday.</p><div class='ad-hoc-notes'>Notes</div>"
        "<p class='gradient'>More on Friday.</p>",
    ),
)
def slot_left(page: Page) -> Iterator[Problem]:
    labels = page.view(words)["ad-label"]
    done: set[Element] = set()
    for element in page.view(story).elements:
        if element.getparent() in done:
            done.add(element)
        elif is_slot(element):
            texts = list(within(page, element))
            if any(map(is_prose, texts)):
                continue
            done.add(element)
            # A slot that holds nothing but its label is reported as that.
            if not texts or not all(labels.whole(block.text) for block in texts):
                yield Problem(
                    page.span_of(element),
                    "This advertising slot belongs to the first publisher and shows strangers' advertisements, or a hole, in the story. "
                    "Delete the element.",
                    remove(page, element),
                )


def is_slot(element: Element) -> bool:
    """Whether an element is a unit of an ad server, by its own tag, attributes, class and id."""
    if element.tag in TAGS or any(name in element.attrib for name in ATTRIBUTES):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    lower = names.lower()
    return any(hint in lower for hint in HINTS) and UNIT.search(names) is not None
