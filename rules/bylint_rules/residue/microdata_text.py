"""Values for search engines stand in the story as text.

Addresses, widths and dates in microdata belong into `meta` and `link` elements. Some themes print
them and hide them by their style sheet, which stays with the first publisher: on your page readers
see “1200 676 https://…”. Delete the lines, or put the values into `meta` elements.

Source: https://html.spec.whatwg.org/multipage/microdata.html#values
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.story import story

# Properties whose values are made for machines. https://schema.org/ImageObject
MACHINES = frozenset("url contentUrl height width image logo thumbnailUrl datePublished dateModified dateCreated mainEntityOfPage".split())
VALUE = lazy(r"https?://\S+|\d{1,5}(?:px)?|\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-][\d:]{4,6})?)?")


@rule(
    "residue/microdata-text",
    severity="warning",
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p><span itemprop=image itemscope>"
        "<span itemprop=url>https://gazette.example/f.jpg</span> <span itemprop=width>1200</span></span></article>",
    ),
    good=(
        "<article itemscope><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<p><time itemprop=datePublished>4 March 2026</time> <span itemprop=author>Ada Quay</span></p>"
        "<a itemprop=url href='https://gazette.example/f'>https://gazette.example/f</a></article>",
    ),
)
def microdata_text(page: Page) -> Iterator[Problem]:
    for block in page.view(story).blocks:
        if "://" in block.text and not block.linked and _machine_values(block) > 1:
            message = f"{quote(block.text)} is meant for search engines, and readers see it too. Delete it, or put it into “meta” elements."
            yield Problem(block.locate(page), message, remove_block(page, block))


def _machine_values(block: Block) -> int:
    """How many values for machines a block begins with, 0 if it begins with something else."""
    seen = 0
    for node, which in block.runs:
        text = (getattr(node, which) or "").strip()
        if text and not (which == "text" and VALUE.fullmatch(text) and node.get("itemprop") in MACHINES):
            return seen
        seen += bool(text)
    return seen
