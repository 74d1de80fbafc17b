"""Nothing on the page names the source of a republished story.

Naming the originator is the one demand that every republishing licence shares, and readers judge a
story by who wrote it. What counts is what readers see: a credit line (“This article was originally
published by …”), a source label, a dateline or byline with an agency's name, a bracket behind the last
paragraph, a link to the original. What does not count: a photo's credit, a line or feed footer that
names your own site, a time stamp (“Originally published on 3 March”), a label that names nobody
(“Source: internet”), the names of reporters without their outlet, and a canonical or JSON-LD that
readers never see.

Add a line above or below the story that names the outlet and links to the original. Pages with your
own stories are left alone once the config says under `[republished]` which pages carry others' work.

Sources: https://creativecommons.org/licenses/by/4.0/deed.en (attribution),
https://theconversation.com/us/republishing-guidelines.
"""

from collections.abc import Iterator
from html import escape

from bylint import Edit, Fix, Page, Problem, Span, quote, rule
from bylint.views.blocks import Block
from bylint.views.language import words
from bylint.views.story import story
from bylint_rules.views.credits import credits
from bylint_rules.views.home import host_of
from bylint_rules.views.told import told

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"


@rule(
    "attribution/source-missing",
    severity="error",
    republished=True,
    bad=(
        f"<article><h1>Ferry back in service</h1>{PROSE}</article>",
        f"<meta property='og:site_name' content='Island Wire'><article><h1>Ferry back in service</h1>{PROSE}"
        "<p>The post Ferry back in service appeared first on Island Wire.</p></article>",
    ),
    good=(
        f"<article><h1>Ferry back in service</h1>{PROSE}<p>This article was originally published by <a href='https://gazette.example/f'>"
        "The Harbour Gazette</a>.</p></article>",
        "<article><h1>Ferry back in service</h1><p>NORTHISLE (Reuters) - The ferry to the islands sails again from Monday, the harbour "
        "office said on Friday after a long wait.</p></article>",
    ),
)
def source_missing(page: Page) -> Iterator[Problem]:
    found = page.view(story)
    if found.prose and not any(credit.counts for credit in page.view(credits)):
        yield Problem(
            page.span_of(found.headline or found.prose[0]),
            f"{_wrong(page)} Add a credit line that names and links the outlet it comes from.",
            _credit(page, found.prose[-1]),
        )


def _credit(page: Page, last: Block) -> Fix | None:
    """A credit line behind the story, where the metadata names its source."""
    named = next((told for told in page.view(told) if not told.href), None)
    linked = next((told for told in page.view(told) if told.href), None)
    if last.element.tag != "p" or (named is None and linked is None):
        return None
    name = escape(named.name if named else host_of(linked.name) if linked else "")
    line = f'<p>Source: <a href="{escape(linked.href)}">{name}</a></p>' if linked else f"<p>Source: {name}</p>"
    end = page.span_of(last.element).end
    return Fix((Edit(Span(end, end), line),), "unsafe")


def _wrong(page: Page) -> str:
    """What there is in place of a credit."""
    named = next(iter(page.view(told)), None)
    if named is not None:
        return f"Only the metadata ({named.by}) names {quote(host_of(named.name) or named.name)} as the source, and readers never see it."
    near = page.view(credits)
    nobody = next((credit for credit in near if credit.kind == "nobody"), None)
    if nobody is not None and nobody.block is not None:
        return f"{quote(nobody.block.text)} names nobody, so readers cannot tell who published this story first."
    ours = next((credit for credit in near if credit.ours), None)
    if ours is not None:
        return f"The only credit names {quote(ours.name)}, your own site, as the source of a republished story."
    if any(page.view(words)["desk"].find(block.text) for block in page.view(story).blocks[-4:]):
        return "The story names its reporters and editors but not the outlet they work for."
    return "Nothing names the outlet this story comes from, so readers cannot tell who published it first."
