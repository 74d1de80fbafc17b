"""A comment form, or what is left of one, stands in the story.

“Leave a Reply”, “Your email address will not be published”, “0 comments”: the form was part of the
page the story was copied from. What readers write into it goes to a site that is not yours, or
nowhere at all, and their addresses with it. Delete it whole.

Known by its fields, by the names that publishing systems and comment services give to the box, and by
their labels where these are the whole text of a line. The comments of readers themselves are not meant.

Where your own pages have one by the story, say under `[site]` which element the `story` is: then
nothing outside it is looked at.

Labels of your own partners go into the config: under `[phrases]`, as `comment-form`.

Source: https://developer.wordpress.org/reference/functions/comment_form/ (the form most stories bring along).
"""

from collections.abc import Iterator

from bylint import Element, Page, Problem, quote, rule
from bylint.fix import remove
from bylint.views.blocks import within
from bylint.views.marked import marked
from bylint.views.story import story
from bylint_rules.views.groups import frames, groups, others, place, removal

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
START = f"<article><h1>Ferry back in service</h1>{PROSE}"


@rule(
    "boilerplate/comment-form",
    severity="warning",
    bad=(
        f"{START}<div id='respond'><h3>Leave a Reply</h3>"
        "<form action='/c' method='post'><textarea name='comment'></textarea></form></div></article>",
        f"<article>{PROSE}<form action='/c' method='post'><textarea></textarea></form></article>",
    ),
    good=(f"<article>{PROSE}<form action='/search'><input name='q'></form></article>",),
)
def comment_form(page: Page) -> Iterator[Problem]:
    for group in groups(page, "comments"):
        yield Problem(
            place(page, group),
            "The comment form of the page the story was copied from is left behind, and what readers write goes astray. "
            f"Delete {quote(group[0].text)}{others(group)}.",
            removal(page, group),
        )
    for element in (*_bare_forms(page), *frames(page, "comments")):
        yield Problem(
            page.span_of(element),
            "This comment form belongs to the page the story was copied from, and what readers write goes astray. Delete it.",
            remove(page, element),
        )


def _bare_forms(page: Page) -> list[Element]:
    """The forms of the story that have a field for a text and no words of their own."""
    forms = [form for form in page.view(marked).tags["form"] if not within(page, form) and next(form.iter("textarea"), None) is not None]
    inside = set(page.view(story).elements) if forms else ()
    return [form for form in forms if form in inside]
