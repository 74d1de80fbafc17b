"""A notice of another site's cookies, paywall, player or rules stands in the story.

“We use cookies”, “Subscribe to continue reading”, “Your browser does not support the video”,
“Comments are moderated”: the notice speaks of a system or of rules that are not yours. Readers take
it for yours, and where it asks for consent it asks for the wrong party. Delete it, and where it
stands for a video or a post that did not come along, put the embed in its place or tell what it showed.

Known by the names that consent platforms, paywalls and players give to their boxes, and by the
phrases that a sentence of a short line begins with. A story about cookies is prose.

Phrases of your own partners go into the config: under `[phrases]`, as `consent`.

Source: https://commission.europa.eu/cookies-policy_en (what such a notice is for).
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint_rules.views.groups import groups, others, place, removal

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
START = f"<article><h1>Ferry back in service</h1>{PROSE}"


@rule(
    "boilerplate/consent-notice",
    severity="warning",
    bad=(
        f"{START}<p>Your browser does not support the video tag.</p>{PROSE}</article>",
        f"{START}<div class='cookie-consent'><p>The map comes from another site.</p>"
        f"<p>Show it</p></div>{PROSE}</article>",
    ),
    good=(
        f"{START}<p>The bakery, whose cookies the island is known for, opens with the first ferry.</p></article>",
    ),
)
def consent_notice(page: Page) -> Iterator[Problem]:
    for group in groups(page, "consent"):
        yield Problem(
            place(page, group),
            "This notice is about the cookies, paywall, player or rules of another site, and readers take it for yours. "
            f"Delete {quote(group[0].text)}{others(group)}, or put in what the notice stands for.",
            removal(page, group, "unsafe"),
        )
