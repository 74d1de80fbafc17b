"""The controls of another site's page stand in the story: share buttons, print, save, enlarge.

Their links share the address the story was copied from, and their scripts did not come along, so
the labels stand in the text as words: “Facebook Twitter WhatsApp Copy link”. Readers of a printed
or syndicated story see them as noise, and a click on them helps another site. Delete the bar; your
own page has one.

Known by the names publishing systems give to such bars, by links that open a network's share form,
by buttons, and by labels that are the whole text of a line. A sentence that tells readers to share is prose.

Where your own pages have one by the story, say under `[site]` which element the `story` is: then
nothing outside it is looked at.

Labels of your own partners go into the config: under `[phrases]`, as `share`.

Sources: https://developers.facebook.com/docs/plugins/share-button (the share form),
https://jetpack.com/support/sharing/ (the bar that WordPress adds to each post).
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove
from bylint_rules.views.groups import frames, groups, others, place, removal
from bylint_rules.views.leftovers import leftovers

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
START = f"<article><h1>Ferry back in service</h1>{PROSE}"


@rule(
    "boilerplate/share-bar",
    severity="warning",
    bad=(
        f"{START}<ul class='share-buttons'><li><a href='#'>Facebook</a></li>"
        "<li><a href='#'>WhatsApp</a></li></ul></article>",
        f"{START}<p>Share this article</p>{PROSE}</article>",
    ),
    good=(
        f"{START}<p>“Share this article with everyone on the island,” she wrote to her readers.</p></article>",
        f"{START}<h2>Facebook</h2>{PROSE}</article>",
    ),
)
def share_bar(page: Page) -> Iterator[Problem]:
    kinds = page.view(leftovers)
    for group in groups(page, "share", "control"):
        yield Problem(
            place(page, group),
            "Controls of the page the story was copied from are left behind, and readers see bare words that do nothing. "
            f"Delete {quote(group[0].text)}{others(group)}.",
            removal(page, group, "unsafe" if any(kinds[block] == "control" for block in group) else "safe"),
        )
    for frame in frames(page, "share"):
        yield Problem(
            page.span_of(frame),
            "This frame shows a network's button for the page the story was copied from. Delete it.",
            remove(page, frame),
        )
