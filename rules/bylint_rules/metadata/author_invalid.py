"""The metadata names an author who is nobody.

An empty name, “admin”, a number or an address where a name should be: search engines, aggregators
and the originator read the author from here. Google asks for one entry an author, with the name
alone: no “By”, no second name or job title behind a comma, and an Organization where it is one.

Source: https://developers.google.com/search/docs/appearance/structured-data/article#author-bp
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bylint import Attribute, Page, Problem, Related, quote, rule
from bylint.lexicon import fold
from bylint.pattern import lazy
from bylint.views.claims import Claim, claims
from bylint.views.json_ld import JsonPlace, json_ld, types_of
from bylint.views.language import words

SCRIPT = '<script type="application/ld+json">{{"@type": "NewsArticle", "author": {}}}</script>'
RESIDUE = lazy(r"undefined|null|none|nan|n/?a|\[object object\]|object|array|false|true|\W+|[0-9]+|.*\{\{.*", re.I)
ADDRESS = lazy(r"(?:https?:)?//\S+|www\.\S+|\S+@\S+\.\S+", re.I)
BY = lazy(r"by[:\s]+\S", re.I)
JOINED = lazy(r"[,;&/、，]|\s(?:and|und|et|y|e|i|en|og|och|ja|ve|dan|oraz|и|та|и|و)\s", re.I)
NAME_WORDS = range(2, 5)
# Longer ones are no names, and no story has more authors.
LONGEST, MOST = 200, 20
# A reference names its author elsewhere, and these properties make up a name.
NAMED_ELSEHOW = frozenset(("@id", "@value", "givenName", "familyName", "alternateName", "legalName"))


class Author(NamedTuple):
    """A name as the metadata give it; `person` where it is said to be a person's, `plain` where addresses are no names."""

    name: str
    place: JsonPlace | Claim
    person: bool = False
    plain: bool = True


@rule(
    "metadata/author-invalid",
    severity="warning",
    bad=(
        SCRIPT.format('{"@type": "Person", "name": ""}'),
        SCRIPT.format('{"@type": "Person", "name": "Ada Quay and Ben Stern"}'),
        SCRIPT.format('{"@type": "Person", "name": "https://www.facebook.com/harbourgazette"}'),
        '<!doctype html><meta name="author" content="undefined">',
    ),
    good=(
        SCRIPT.format('[{"@type": "Person", "name": "Ada Quay"}, {"@type": "Organization", "name": "Harbour Press and Wire Service"}]'),
        '<!doctype html><meta name="author" content="Ada Quay"><meta property="article:author" content="https://www.facebook.com/ada">',
    ),
)
def author_invalid(page: Page) -> Iterator[Problem]:
    publishers = {fold(claim.value) for claim in page.view(claims).publisher if claim.by in ("json-ld", "microdata")}
    found: dict[str, list[JsonPlace | Claim]] = {}
    for author in islice(_authors(page), MOST):
        if len(author.name) > LONGEST:
            continue
        if not author.name.strip():
            said = "The author in the metadata has no name, so nobody learns who wrote the story. Fill it in, or leave the author out."
        elif RESIDUE.fullmatch(author.name) or page.view(words)["nobody"].whole(author.name):
            said = f"The author in the metadata is {quote(author.name)}, which is nobody's name. Put the byline's name there, or nothing."
        elif author.plain and ADDRESS.fullmatch(author.name):
            said = f"The author's name in the metadata is the address {quote(author.name)}. Put a name there, the address in “url”."
        elif author.plain and BY.match(author.name):
            said = f"The author's name in the metadata is {quote(author.name)}, and “By” is no part of a name. Leave the name alone."
        elif author.person and _several(author.name):
            said = (
                f"{quote(author.name)} is one person in the metadata, and search engines want one entry for each author, with nothing but "
                "the name. Split it."
            )
        elif author.person and fold(author.name) in publishers:
            said = f"{quote(author.name)} is the publisher, and a Person among the authors. Make it an Organization, or name the author."
        else:
            continue
        found.setdefault(said, []).append(author.place)
    for said, (place, *others) in found.items():
        yield Problem(page.span_of(place), said, related=tuple(Related(page.span_of(other), "the same here") for other in others))


def _authors(page: Page) -> Iterator[Author]:
    told, ld = page.view(claims), page.view(json_ld)
    for article in told.articles:
        for author, place in ld.items(article.value.get("author"), article.place / "author"):
            if isinstance(author, str):
                yield Author(author, place)
            elif isinstance(author, dict) and author.get("name") is None:
                if author.keys().isdisjoint(NAMED_ELSEHOW):
                    yield Author("", place)
            elif isinstance(author, dict):
                for name, at in ld.items(author["name"], place / "name"):
                    if isinstance(name, str):
                        yield Author(name, at, "Person" in types_of(author))
    for claim in told.author:
        if claim.by not in ("json-ld", "visible"):
            linked = isinstance(claim.place, Attribute) and claim.place.name == "href"
            yield Author(claim.value, claim, plain=claim.by == "microdata" and not linked)
    if not told.author:
        yield from (Author("", claim) for field, claim in told.empty if field == "author" and claim.by != "json-ld")


def _several(name: str) -> bool:
    """Whether a name is several: each part of it has a name's number of words, and no digits."""
    parts = JOINED.split(name)
    return len(parts) > 1 and all(len(part.split()) in NAME_WORDS and not re.search("[0-9]", part) for part in parts)
