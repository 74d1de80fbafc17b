"""What is believed of a page, and why: not what is wrong with it, but what findings rest on."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from bylint.page import Page
from bylint.problem import counted
from bylint.span import Span
from bylint.views.claims import claims
from bylint.views.language import languages
from bylint.views.story import story

FIELDS = ("title", "author", "publisher", "published", "modified", "canonical", "image", "language")


class Grounds(NamedTuple):
    """One thing that a belief rests on: what it is, such as “canonical” or “json-ld datePublished”, its text as the page or a source
    has it, and where on the page it stands, None for nowhere."""

    what: str
    text: str
    span: Span | None = None


class Belief(NamedTuple):
    """`topic` is what it is about, as a reader is told: “story”, “originator”; `text` what is believed. The evidence is
    in the order of its weight."""

    topic: str
    text: str
    span: Span | None = None
    evidence: tuple[Grounds, ...] = ()


# What a pack brings: a function that tells what it believes of a page.
Beliefs: TypeAlias = Callable[[Page], Iterable[Belief]]


def beliefs(page: Page) -> Iterable[Belief]:
    """What the engine itself believes: where the story is, in which languages, and what the page claims of it."""
    found = page.view(story)
    headline = (Grounds("headline", found.headline.text, page.span_of(found.headline)),) if found.headline else ()
    paragraphs = f"{counted(len(found.prose), 'paragraph')}, {sum(block.weight for block in found.prose):,} letters"
    yield Belief("story", paragraphs if found.prose else "none was found", page.span_of(found) if found.blocks else None, headline)
    yield Belief("kind of page", "a part of a page, such as a CMS field" if page.fragment else "a whole page")
    spoken = page.view(languages)
    yield Belief("language", ", ".join(spoken) if spoken else "not known; English words are looked for")
    said = page.view(claims)
    for field in FIELDS:
        told = getattr(said, field)
        if told:
            values = dict.fromkeys(claim.value for claim in told)
            evidence = tuple(Grounds(f"{claim.by} {claim.name}", claim.value, page.span_of(claim)) for claim in told)
            told_as = next(iter(values)) if len(values) == 1 else f"{len(values)} different"
            yield Belief(f"claims/{field}", told_as, evidence[0].span, evidence)
