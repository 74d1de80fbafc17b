"""Links to other stories of the first publisher stand in the text.

“Read also: …”, lists of tags, “Previous article”, a box of headlines: they send readers to the site
the story was copied from, or to pages that do not exist on yours. Delete them; your own page has its own.

What counts: a box that publishing systems name for related stories or tags, a line that begins with
words that announce other stories and a link or a mark behind them, and a line of the story that is
nothing but a link to another page of a site. Links inside a sentence, to documents, to sources elsewhere
and to places on the page are the author's and stay.

Where your own pages have one by the story, say under `[site]` which element the `story` is: then
nothing outside it is looked at.

Labels of your own partners go into the config: under `[phrases]`, as `related` and `tags`.

Source: https://developers.google.com/search/docs/crawling-indexing/links-crawlable (what a link tells readers and search engines).
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint_rules.views.groups import groups, others, place, removal

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
START = f"<article><h1>Ferry back in service</h1>{PROSE}"


@rule(
    "boilerplate/related-links",
    severity="warning",
    bad=(
        f"{START}<p>Read also: <a href='/b'>Bridge closed for repairs</a></p>{PROSE}</article>",
        f"{START}<p><a href='/b'>Bridge to the mainland closed for repairs</a></p>{PROSE}</article>",
        f"{START}<ul class='tags'><li><a href='/tag/ferry'>Ferry</a></li>"
        "<li><a href='/tag/islands'>Islands</a></li></ul></article>",
    ),
    good=(
        "<article><p>The ferry serves <a href='/n'>Northisle</a>, <a href='/s'>Southisle</a> and <a href='/e'>Eastisle</a>, "
        "and has done so since the bridge was closed to lorries.</p></article>",
        f"{START}<p>Recommended by the <a href='/who'>WHO</a>, the vaccine reaches the islands "
        "with the first ferry on Monday morning.</p></article>",
    ),
)
def related_links(page: Page) -> Iterator[Problem]:
    for group in groups(page, "related", "tags"):
        yield Problem(
            place(page, group),
            "This is no part of the story, but leads readers to other pages of the site it was copied from. "
            f"Delete {quote(group[0].text)}{others(group)}.",
            removal(page, group, "unsafe"),
        )
