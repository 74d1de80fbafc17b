"""The same text stands in many stories of the site.

What is in every story is part of none: an importer or a partner's template has put it there, a pitch, a
notice, “The post … appeared first on …”. Readers stumble over it, and search engines take it for the
story's. Take it out once, where it comes from, and the pages are clean.

Texts count as the same when they differ in numbers and dates, in the page's own headline, in the words
of their links, or in a single stretch of words at one place of the template; the message shows what is
the same. Bylines, credits, subheads, captions, tables, authors' bios, notes of the desk and disclosures
repeat on purpose and are not counted, and neither is what another rule says of a page. A paragraph that
stands like any other of the story may be background that reporters use again: it must be on twice as
many pages. Phrases of your own disclosures go into the config: under `[phrases]`, as `disclosure`.

Source: https://developers.google.com/search/docs/fundamentals/creating-helpful-content (what copied or padded text does to a page).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Group, Note, Page, Verdict, option, quote, rule
from bylint_rules.views.recurring import WORD, recurring, tokens

STORIES = {
    "Ferry back in service": "The harbour office said on Friday that the ferry to the islands sails again from Monday, after six weeks.",
    "Prize for rye bread": "A bakery in the old town has won the prize of the guild for its rye bread, which two sisters make by hand.",
}
# How many words on either side of what differs a message shows.
SHOWN = 8
# How much is kept of a text that meets none but its like, in characters.
SPELT = 120
SENTENCES = "<p>Tickets cost the same as before.</p><p>Nobody was hurt.</p>"


def site(part: str) -> tuple[str, ...]:
    """Stories that share a part."""
    return tuple(
        f"<article><h1>{headline}</h1><p>{story}</p>{SENTENCES}{part.format(headline=headline, number=number)}</article>"
        for number, (headline, story) in enumerate(STORIES.items())
    )


@dataclass(frozen=True)
class Options:
    pages: int = option(5, "On how many pages a text must stand; twice as many if it stands like a paragraph of the story.", minimum=2)


def judge(group: Group, options: Options) -> Iterator[Verdict]:
    if group.pages < options.pages:
        return
    pattern, plain, fixed = _pattern(group)
    if not fixed or (plain and group.pages < 2 * options.pages):
        return
    message = (
        f"{quote(pattern, 100)} stands in the stories of {group.pages:,} pages, so readers stumble over it on each. "
        "Take it out of the template or feed that puts it there."
    )
    yield from (Verdict(note, message, cause=pattern, weight=group.pages + fixed) for note in group)


def _pattern(group: Group) -> tuple[str, bool, float]:
    """What the texts of a group have in common, whether they stand like paragraphs, and the share of the shortest that is
    common, 0 where it is too little."""
    first, plain, head, tail, least = "", False, 0, 0, 0
    for note in group:
        assert isinstance(note.evidence, str)
        text, told = note.evidence[1:], tokens(note.evidence[1:])
        if not first:
            first, plain, model = text, note.evidence[0] == "p", told
            head = tail = least = len(told)
            continue
        plain |= note.evidence[0] == "p"
        least = min(least, len(told))
        head = _common(model, told, head)
        tail = _common(model[::-1], told[::-1], tail)
    if head >= least:
        return first, plain, 1
    share = min(1.0, (head + tail) / least)
    if head + tail < 3 or share < 0.3:
        return "", plain, 0
    spans = [word.span() for word in WORD.finditer(first)]
    before = first[spans[max(0, head - SHOWN)][0] : spans[head - 1][1]] if head else ""
    behind = first[spans[-tail][0] : spans[min(-1, SHOWN - tail - 1)][1]] if tail else ""
    return f"{before} … {behind}".strip(), plain, share * 0.9


def _common(one: list[str], other: list[str], most: int) -> int:
    """How many words two texts begin with alike."""
    return next((at for at, (left, right) in enumerate(zip(one[:most], other, strict=False)) if left != right), min(most, len(other)))


@rule(
    "boilerplate/repeated-across-site",
    severity="warning",
    options=Options,
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
        evidence = ("p" if found.plain else "o") + (found.text if len(found.keys) > 1 else found.text[:SPELT])
        yield Note(found.block.locate(page), found.keys, evidence)
