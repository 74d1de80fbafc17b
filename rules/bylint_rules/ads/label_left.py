"""A label announces an advertisement that is no longer there.

The label came along when the story was copied, the advertisement did not. Readers take the
paragraph under a stray “ADVERTISEMENT” for paid copy, and most republishing terms forbid
advertising inside the story. Only a block whose whole text is such a label counts: a sentence about
an advertisement is prose.

Source: https://support.google.com/adsense/answer/1346295 (what a label may say, and where).
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.views.language import words
from bylint.views.story import story


@rule(
    "ads/label-left",
    severity="error",
    bad=(
        "<article><h1>Ferry back in service</h1><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<div class='x'><p>ADVERTISEMENT</p></div><p>It had been laid up for repairs since the storm in March of this year.</p></article>",
        "<html lang=de><p>Die Fähre fährt ab Montag wieder, teilte das Hafenamt am Freitag in der Stadt mit.</p><p>- Anzeige -</p>",
    ),
    good=(
        "<article><h1>Ferry back in service</h1><p>The harbour office placed an advertisement in the paper to announce it.</p></article>",
    ),
)
def label_left(page: Page) -> Iterator[Problem]:
    labels = page.view(words)["ad-label"]
    for block in page.view(story).blocks:
        if labels.whole(block.text):
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} announces an advertisement that is not part of the story, and readers take what follows for one. "
                "Delete the label.",
                remove_block(page, block),
            )
