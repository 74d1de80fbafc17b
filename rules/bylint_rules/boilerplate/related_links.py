"""Links to other stories of the first publisher stand in the text.

“Read also: …” and bars of section links send readers to the site the story was copied from, or to
pages that do not exist on yours. Two forms count: a short block that begins with words that announce
other stories, and a row of links with nothing but separators between them.
"""

import re
from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.views.blocks import Block
from bylint.views.language import words
from bylint.views.story import story

# No comma and no slash: names of authors stand between those.
SEPARATOR = re.compile(r"[\s|｜•·»›>・]+")
# A block that announces links is a label, or a label with a headline behind it.
SHORT = 200
ROW = 0.3


@rule(
    "boilerplate/related-links",
    severity="warning",
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<p>Read also: <a href='/b'>Bridge closed for repairs</a></p></article>",
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<p>More from the harbour: <a href='/w'>World</a> | <a href='/u'>Islands</a> | <a href='/s'>Sport</a></p></article>",
    ),
    good=(
        "<article><p>The ferry serves <a href='/n'>Northisle</a>, <a href='/s'>Southisle</a> and <a href='/e'>Eastisle</a>, "
        "and has done so since the bridge was closed to lorries.</p></article>",
    ),
)
def related_links(page: Page) -> Iterator[Problem]:
    headings = page.view(words)["related"]
    found = page.view(story)
    for block in found.blocks:
        if block is found.headline or block.weight > SHORT:
            continue
        announced = headings.whole(block.text) or (block.linked and headings.begins(block.text))
        if announced or is_row(block):
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} leads readers to other stories, often to ones your site does not have. Delete it.",
                # Without its links a heading says where they are, and the links would stay behind.
                remove_block(page, block) if block.linked else None,
            )


def is_row(block: Block) -> bool:
    """Whether a block is a row of links: at least two, nothing but separators between them."""
    if block.link_density < ROW:
        return False
    links = [link for link in block.links if (link.text or len(link)) and link.get("href")]
    between = [link.tail or "" for link in links[:-1]]
    return len(links) > 1 and all(SEPARATOR.fullmatch(text) for text in between) and any(text.strip() for text in between)
