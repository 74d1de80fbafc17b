"""A pitch of the first publisher stands in the story.

“Sign up for our newsletter”, “Follow us on …”, “Download our app”, “Support our journalism”: the
invitation speaks for another site, leads readers away from yours, and often collects their addresses
for it. Delete it, with the form or the button that belongs to it.

A sentence of the story that mentions a newsletter is not meant: the pitch is a short block that
speaks to the reader from its first words, or stands in a box that publishing systems name for it.

Phrases of your own partners go into the config: under `[phrases]`, as `promo`.

Source: https://creativecommons.org/licenses/by/4.0/deed.en (a licence to share a story covers the story).
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint_rules.views.groups import groups, others, place, removal

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
START = f"<article><h1>Ferry back in service</h1>{PROSE}"


@rule(
    "boilerplate/promo",
    severity="warning",
    bad=(
        f"{START}<p><a href='/mail'>Sign up for our newsletter</a> and never miss a sailing.</p></article>",
        f"{START}<div class='newsletter-box'><h3>The Friday letter</h3><p>Sailings and weather, each week.</p>"
        f"</div>{PROSE}</article>",
    ),
    good=(
        f"{START}<p>“Sign up for our newsletter,” said the sign in the window, and nobody did.</p></article>",
        "<article><h1>Ministers sign up for our newsletter, says harbour office</h1>"
        "<p>The harbour office, which had asked passengers to write in, said that the newsletter would tell them when the ferry sails "
        "again, and that the island council had agreed to pay for the stamps until the end of the year.</p></article>",
    ),
)
def promo(page: Page) -> Iterator[Problem]:
    for group in groups(page, "promo"):
        yield Problem(
            place(page, group),
            "This pitch speaks for another publisher and leads readers away from the story. "
            f"Delete {quote(group[0].text)}{others(group)}.",
            removal(page, group, "unsafe"),
        )
