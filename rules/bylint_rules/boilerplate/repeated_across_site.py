"""The same text stands in many republished stories of the site.

What is in every story is part of none: an importer or a partner's template has put it there, a pitch, a
notice, “The post … appeared first on …”. Readers stumble over it, and search engines take it for the
story's. Take it out once, where it comes from, and the pages are clean.

Texts count as the same when they differ in numbers and dates, in the page's own headline, in the words of
their links, or in a single stretch of words at one place of the template; the message shows what is the same.
Bylines, credits, subheads, captions, tables, authors' bios, notes of the desk and disclosures repeat on
purpose and are not counted, and neither is what another rule says of a page. A paragraph that stands like any
other of the story may be background that reporters use again: it must be on twice as many pages, and on most
of them at the same place, counted from the first or the last. Phrases of your own disclosures go into the
config: under `[phrases]`, as `disclosure`.

Source: https://developers.google.com/search/docs/fundamentals/creating-helpful-content (what copied or padded text does to a page).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Group, Note, Page, Verdict, option, quote, rule
from bylint_rules.views.pattern import evidence, pattern
from bylint_rules.views.recurring import recurring

STORIES = {
    "Ferry back in service": "The harbour office said on Friday that the ferry to the islands sails again from Monday, after six weeks.",
    "Prize for rye bread": "A bakery in the old town has won the prize of the guild for its rye bread, which two sisters make by hand.",
}
SENTENCES = "<p>Tickets cost the same as before.</p><p>Nobody was hurt.</p>"


def site(part: str) -> tuple[str, ...]:
    """Stories that share a part."""
    return tuple(
        f"<article><h1>{headline}</h1><p>{story}</p>{SENTENCES}{part.format(headline=headline, number=number)}</article>"
        for number, (headline, story) in enumerate(STORIES.items())
    )


@dataclass(frozen=True)
class Options:
    """What makes a text that of a template."""

    pages: int = option(5, "On how many pages a text must stand; twice as many if it stands like a paragraph of the story.", minimum=2)


def judge(group: Group, options: Options) -> Iterator[Verdict]:
    if group.pages < options.pages:
        return
    found = pattern(group)
    if found is None or (found.plain and (group.pages < 2 * options.pages or not found.placed)):
        return
    message = (
        f"{quote(found.text, 100)} stands in the stories of {group.pages:,} pages, so readers stumble over it on each. "
        "Take it out of the template or feed that puts it there."
    )
    yield from (Verdict(note, message, cause=found.text, weight=group.pages + found.share) for note in group)


@rule(
    "boilerplate/repeated-across-site",
    severity="warning",
    options=Options,
    republished=True,
    example=Options(pages=2),
    judge=judge,
    bad=(
        site("<p class=end>Every mail of ours comes with three stories and one picture.</p>"),
        site("<p class=end>{headline} was first seen on the pages of Island Wire.</p>"),
        site("<p class=end>Think what story number {number} means for you, and tell your friends of it.</p>"),
    ),
    good=(
        site("<p>By Ada Quay, Island Wire</p>"),
        site("<h3>What happened before</h3>"),
        tuple(f"<article><h1>{headline}</h1><p>{story}</p></article>" for headline, story in STORIES.items()),
    ),
)
def repeated_across_site(page: Page) -> Iterator[Note]:
    for found in page.view(recurring):
        yield Note(found.block.locate(page), found.keys, evidence(found))
