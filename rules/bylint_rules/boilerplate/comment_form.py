"""A comment form stands in the story.

The form was part of the page the story was copied from. What readers write into it goes to a site
that is not yours, or nowhere at all, and their addresses with it.
"""

import re
from collections.abc import Iterator

from bylint import Element, Page, Problem, quote, rule
from bylint.fix import remove, remove_block
from bylint.views.blocks import within
from bylint.views.language import words
from bylint.views.story import is_prose, story

# The ids and classes that publishing systems give to a comment form and to the box around it.
NAMES = re.compile(r"(?:^|\s)(?:respond|comment-?respond|comment-?form|commentform|reply-?form|post-?comment)(?:\s|$)", re.I)


@rule(
    "boilerplate/comment-form",
    severity="warning",
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<div id='respond'><h3>Leave a Reply</h3>"
        "<form action='/c' method='post'><textarea name='comment'></textarea></form></div></article>",
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<h3>Leave a comment</h3><form action='/c' method='post'><textarea></textarea></form></article>",
    ),
    good=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<form action='/search'><input name='q'></form></article>",
    ),
)
def comment_form(page: Page) -> Iterator[Problem]:
    said = page.view(words)["comment-form"]
    done: set[Element] = set()
    for element in page.view(story).elements:
        if element.getparent() in done:
            done.add(element)
        elif _is_form(element) and not any(is_prose(block) for block in within(page, element)):
            done.add(element)
            yield Problem(
                page.span_of(element),
                "This comment form belongs to the page the story was copied from, and what readers write goes astray. Delete it.",
                remove(page, element),
            )
    for block in page.view(story).blocks:
        if block.element not in done and said.whole(block.text):
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} belongs to a comment form of the page the story was copied from. Delete it.",
                remove_block(page, block),
            )


def _is_form(element: Element) -> bool:
    if NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return True
    areas = element.iter("textarea") if element.tag == "form" else ()
    return any("comment" in (area.get("name") or area.get("id") or "").lower() for area in areas)
