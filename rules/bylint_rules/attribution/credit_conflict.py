"""The page names one source or author and its metadata, or another line, names a different one.

Two feed footers that name different sites, or a byline that names one person while the metadata
names another, mean that a credit was overwritten on the way. Readers, search engines and the
originator each see another author.
"""

from collections.abc import Iterator
from unicodedata import combining, normalize

from bylint import Page, Problem, Related, quote, rule
from bylint.lexicon import fold
from bylint.views.claims import Claim, claims
from bylint.views.language import words
from bylint_rules.views.bylines import author_in
from bylint_rules.views.credits import credits
from bylint_rules.views.home import home, plain
from bylint_rules.views.names import is_outlet

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"


@rule(
    "attribution/credit-conflict",
    severity="warning",
    republished=True,
    bad=(
        f"<article>{PROSE}<p>The post Ferry appeared first on The Harbour Gazette.</p>"
        "<p>The post Ferry appeared first on Daily Crab.</p></article>",
        "<!doctype html><title>Ferry</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\","
        "\"name\":\"Hugo Anker\"}}</script><article><h1>Ferry back in service</h1><p>By <a rel=author href='/q'>Ada Quay</a></p>"
        f"{PROSE}</article>",
    ),
    good=(
        "<!doctype html><title>Ferry</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\","
        "\"name\":\"Ada B. Quay\"}}</script><article><h1>Ferry back in service</h1><p>By <a rel=author href='/q'>Ada Quay</a></p>"
        f"{PROSE}</article>",
        "<!doctype html><title>Ferry</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\","
        "\"name\":\"Wu Li\"}}</script><article><h1>Ferry back in service</h1><p class=byline>By Li Wu</p>"
        f"{PROSE}</article>",
        "<!doctype html><title>Ferry</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\","
        "\"name\":\"Island Wire\"}}</script><article><h1>Ferry back in service</h1><p>By <a rel=author href='/q'>Ada Quay</a></p>"
        f"{PROSE}<p>This article was first published by <a href='https://wire.example/f'>Island Wire</a>.</p></article>",
    ),
)
def credit_conflict(page: Page) -> Iterator[Problem]:
    footers = [credit for credit in page.view(credits) if credit.kind == "footer" and not credit.ours]
    for credit in footers[1:]:
        if plain(credit.name) != plain(footers[0].name):
            yield Problem(
                page.span_of(credit),
                f"One feed footer names {quote(footers[0].name)} as the source and this one {quote(credit.name)}. "
                "Keep the credit of the first publisher.",
                related=(Related(page.span_of(footers[0]), "The other credit."),),
            )
    said = page.view(claims).author
    inside = [claim for claim in said if claim.by == "json-ld"]
    outside = [claim for claim in said if claim.by == "visible" and not _is_photos(claim)] if inside else []
    shown = [(name, claim) for claim in outside if (name := _person(page, claim))]
    told = [(name, claim) for claim in inside if (name := _person(page, claim))] if shown else []
    if shown and told and not any(_same(one, other) for one, _ in shown for other, _ in told):
        yield Problem(
            page.span_of(told[0][1]),
            f"The page names {quote(shown[0][0])} as the author and the metadata {quote(told[0][0])}, "
            "so search engines credit somebody else. Give both the original author.",
            related=(Related(page.span_of(shown[0][1]), "The author that readers see."),),
        )


def _person(page: Page, claim: Claim) -> str:
    """The person that a claim names, without “By”; "" where it is no person's name: a site, an agency, an address, an account."""
    said = page.view(words)
    name = author_in(said, claim.value)
    person = (
        2 <= len(name.split()) <= 5
        and not any(character.isdigit() or character in "/@:|_" for character in name)
        and not _is_publishers(page, name)
        and not is_outlet(name)
        and said.agency(name) is None
        and said["nobody"].whole(name) is None
    )
    return name if person else ""


def _is_publishers(page: Page, name: str) -> bool:
    """Whether a name is the site's, of a desk of it, or the credited source's."""
    return page.view(home).is_named(name) or plain(name) in {plain(credit.name) for credit in page.view(credits)}


def _is_photos(claim: Claim) -> bool:
    """Whether a claim stands with an image, whose author it names."""
    return hasattr(claim.place, "iterancestors") and any(above.tag == "figure" for above in claim.place.iterancestors())


def _same(one: str, other: str) -> bool:
    """Whether two names share a word longer than two letters, or all that are longer than an initial: “Li Wu”, “Wu Li”."""
    first, second = _words(one), _words(other)
    return any(len(word) > 2 for word in first & second) or first <= second or second <= first


def _words(name: str) -> set[str]:
    """The words of a name without initials and accents."""
    letters = "".join(letter for letter in normalize("NFKD", fold(name)) if not combining(letter))
    return {word for word in letters.replace(".", " ").replace("-", " ").split() if len(word) > 1}
