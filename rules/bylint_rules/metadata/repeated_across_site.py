"""Several stories of the site have the same title, description or canonical address.

A template that misses a field prints its default on every page, and an importer copies the tags of
the page before. With one title for all, readers cannot tell search results, tabs and bookmarks
apart; with one description, search results say the same of all stories; with one canonical address,
search engines list one story and drop the others.

Only stories with different headlines and different texts count. A series whose headline is the same
each week, copies of a story, its parts and its print version may share their metadata.

Sources: https://developers.google.com/search/docs/appearance/title-link,
https://developers.google.com/search/docs/appearance/snippet,
https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Attribute, Group, Note, Noted, Page, Span, Verdict, option, quote, rule
from bylint.lexicon import fold
from bylint.views.address import address
from bylint.views.head import head
from bylint.views.story import alike, letters, story
from bylint_rules.views.single import single

PAGE = "<!doctype html><html><head><title>{}</title>{}</head><body><article><h1>{}</h1><p>{}</p></article></body></html>"
SAYS = "{0} on Friday, the town council of Northisle said, after {0} had been told of it for six weeks by all who live there."
FERRY, MARKET = ("Ferry back in service", SAYS.format("The ferry")), ("Council buys the old market", SAYS.format("The market"))
STORIES = (FERRY, MARKET, ("School roof leaks again", SAYS.format("The school")))
ABOUT = "<meta name=description content='{}'>"
CANONICAL = "<link rel=canonical href=https://wire.example/news/1>"
# How much of a headline and of the text is kept, and the share of pairs of letters that two wordings of one headline have in common.
HEADLINE, ALIKE = 80, 0.5


@dataclass(frozen=True)
class Options:
    """From when on it is the fault of a template."""

    pages: int = option(3, "From how many stories on a title or a description counts as repeated.", minimum=2)
    canonical_pages: int = option(2, "From how many stories on a canonical address does.", minimum=2)


def judge(group: Group, options: Options) -> Iterator[Verdict]:
    stories: list[tuple[str, str]] = []
    enough = options.pages
    for note in group:
        what, _, headline, text = _evidence(note)
        enough = options.canonical_pages if what == "canonical" else options.pages
        if headline and text and not any(text == other or alike(letters(headline), letters(one)) >= ALIKE for one, other in stories):
            stories.append((headline, text))
            if len(stories) == enough:
                break
    if len(stories) < enough:
        return
    for note in group:
        what, value, *_ = _evidence(note)
        yield Verdict(note, _message(what, value, group.pages), weight=group.pages)


@rule(
    "metadata/repeated-across-site",
    severity="warning",
    options=Options,
    whole_page=True,
    bad=(
        tuple(PAGE.format("Island Wire", "", *one) for one in STORIES),
        tuple(PAGE.format(one[0], ABOUT.format("News from the islands"), *one) for one in STORIES),
        tuple(PAGE.format(one[0], CANONICAL, *one) for one in (FERRY, MARKET)),
    ),
    good=(
        tuple(PAGE.format(one[0], ABOUT.format(one[1][:50]), *one) for one in STORIES),
        tuple(PAGE.format("Letters to the editor", ABOUT.format("What readers say"), "Letters to the editor", text) for _, text in STORIES),
        (PAGE.format("Ferry", CANONICAL, *FERRY), PAGE.format("Ferry sails", CANONICAL, "The whole story", FERRY[1])),
    ),
    judge=judge,
)
def repeated_across_site(page: Page) -> Iterator[Note]:
    found = page.view(story)
    if not found.prose or not single(page):
        return
    headline = fold(found.headline.text)[:HEADLINE] if found.headline else ""
    text = fold(found.prose[0].text)[:HEADLINE]
    for what, value, key, place in _said(page):
        yield Note(place, (f"{what} {key}",), "\0".join((what, " ".join(value.split())[:HEADLINE], headline, text)))


def _said(page: Page) -> Iterator[tuple[str, str, str, Span]]:
    """What a page says, as it is spelt and as it is compared, and where."""
    told = page.view(head)
    for title in told.titles[:1]:
        if key := fold(title.text or ""):
            yield "title", title.text or "", key, page.span_of(title)
    for meta in told.named.get("description", ())[:1]:
        if key := fold(meta.get("content") or ""):
            yield "description", meta.get("content") or "", key, page.span_of(Attribute(meta, "content"))
    for link in told.canonicals()[:1]:
        where = address(link.get("href") or "")
        # One that leads to a home page, metadata/canonical-conflict tells of.
        if where and (where.path or where.query):
            key = " ".join((where.host, where.path, *sorted(where.query)))
            yield "canonical", link.get("href") or "", key, page.span_of(Attribute(link, "href"))


def _evidence(note: Noted) -> list[str]:
    return str(note.evidence).split("\0")


def _message(what: str, value: str, pages: int) -> str:
    told = quote(value)
    if what == "title":
        return f"The title {told} stands on {pages:,} pages, so nobody can tell them apart in search results. Put the headline into it."
    if what == "description":
        why = "so search results say the same of all of them. Write one for each story, or take out the tag."
        return f"The description {told} stands on {pages:,} pages, {why}"
    return f"The canonical link {told} stands on {pages:,} pages, so search engines list one and drop the others. Give each story its own."
