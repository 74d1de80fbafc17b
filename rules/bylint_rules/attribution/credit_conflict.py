"""The page names one source or author and its metadata, or another line, names a different one.

Two feed footers that name different sites, or a byline that names one person while the metadata
names another, mean that a credit was overwritten on the way. Readers, search engines and the
originator each see another author.
"""

from collections.abc import Iterator

from bylint import Page, Problem, Related, quote, rule
from bylint.lexicon import fold
from bylint.views.claims import Claim, claims
from bylint.views.language import words
from bylint_rules.views.credits import credits, home

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
    ),
)
def credit_conflict(page: Page) -> Iterator[Problem]:
    footers = [credit for credit in page.view(credits) if credit.kind == "footer" and not credit.ours]
    for credit in footers[1:]:
        if fold(credit.name) != fold(footers[0].name):
            yield Problem(
                page.span_of(credit),
                f"One feed footer names {quote(footers[0].name)} as the source and this one {quote(credit.name)}. "
                "Keep the credit of the first publisher.",
                related=(Related(page.span_of(footers[0]), "The other credit."),),
            )
    said = page.view(claims).author
    shown = [claim for claim in said if claim.by == "visible" and _is_person(page, claim)]
    told = [claim for claim in said if claim.by == "json-ld" and _is_person(page, claim)]
    if shown and told and not any(_same(one.value, other.value) for one in shown for other in told):
        yield Problem(
            page.span_of(told[0]),
            f"The page names {quote(shown[0].value)} as the author and the metadata {quote(told[0].value)}, "
            "so search engines credit somebody else. Give both the original author.",
            related=(Related(page.span_of(shown[0]), "The author that readers see."),),
        )


def _is_person(page: Page, claim: Claim) -> bool:
    """Whether a claim reads like a person's name: two to five words, no site, no agency, no address."""
    said = page.view(words)
    name = claim.value
    return (
        2 <= len(name.split()) <= 5
        and not any(character.isdigit() or character in "/@:|" for character in name)
        and not page.view(home).is_name(name)
        and said.agency(name) is None
        and said["nobody"].whole(name) is None
    )


def _same(one: str, other: str) -> bool:
    """Whether two names share a word longer than an initial."""
    return bool({word for word in fold(one).split() if len(word) > 2} & {word for word in fold(other).split() if len(word) > 2})
