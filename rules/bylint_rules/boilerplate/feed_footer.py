"""The footer that a feed adds to every story stands in the text.

“The post … appeared first on …” is written by the feed of the site the story was read from, for
people who read the feed. In a republished story it is no credit: it often names the aggregator
itself, and it stands where readers expect the source. Replace it by a credit line of your own.

Phrases of your own partners go into the config: under `[phrases]`, as `feed-footer`.

Source: https://yoast.com/help/rss-feed-settings/ (the footer, and what it is for).
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint_rules.views.credits import credits
from bylint_rules.views.groups import groups, place, removal


@rule(
    "boilerplate/feed-footer",
    severity="warning",
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<p>The post <a href='/f'>Ferry back in service</a> appeared first on <a href='/'>Island Wire</a>.</p></article>",
    ),
    good=("<article><p>The ferry appeared first on the horizon; the post of harbour master had been vacant for years.</p></article>",),
)
def feed_footer(page: Page) -> Iterator[Problem]:
    # A footer may be all that is left of the source.
    credited = any(credit.counts and credit.kind != "footer" for credit in page.view(credits))
    for group in groups(page, "footer"):
        fix = removal(page, group, "safe" if credited else "unsafe")
        yield Problem(
            place(page, group),
            f"{quote(group[0].text)} is the footer of a feed, not a credit, and readers cannot tell where the story comes from. "
            "Delete it, and name the source in a credit line.",
            fix,
        )
