"""The picture for shares and search results has an address that nobody can open.

Social networks and search engines fetch `og:image`, `twitter:image` and the JSON-LD image from
elsewhere: a relative path, an empty value, `data:`, `localhost` or a template's leftover gives a
link without a picture. On a copied story a relative path also points at a file that stayed behind.

Sources: https://ogp.me/#metadata, https://developers.facebook.com/docs/sharing/webmasters/images,
https://developers.google.com/search/docs/appearance/structured-data/article
"""

import re
from collections.abc import Iterator

from bylint import Edit, Fix, Page, Problem, Span, quote, rule
from bylint.pattern import lazy
from bylint.views.address import private, split
from bylint.views.claims import Claim, claims
from bylint_rules.views.public import is_public

READ_ELSEWHERE = frozenset(("json-ld", "opengraph", "twitter"))
TEMPLATE = lazy(r"\{\{|\{%|\[%|\$\{|<\?|%%|^(?:undefined|null|none|false|true|\[object object\])$", re.I)


@rule(
    "metadata/image-url",
    severity="warning",
    bad=(
        '<meta property="og:image" content="/uploads/ferry.jpg">',
        '<meta name="twitter:image" content="http://localhost:8080/ferry.jpg">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "image": {"@type": "ImageObject", "url": "{{ image.url }}"}}</script>',
    ),
    good=(
        '<meta property="og:image" content="https://gazette.example/ferry.jpg"><meta name="twitter:image" content="//gazette.example/a">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "image": ["https://gazette.example/ferry.jpg"]}</script>',
    ),
)
def image_url(page: Page) -> Iterator[Problem]:
    told = page.view(claims)
    for claim in (*told.image, *(claim for field, claim in told.empty if field == "image")):
        if claim.by in READ_ELSEWHERE and (reason := _reason(claim.value)):
            advice = "Write the picture's whole public address." if claim.value else "Put the picture's address there, or leave it out."
            span = page.span_of(claim)
            message = f"{claim.name} {reason}, so shares and search results show the story without its picture. {advice}"
            yield Problem(span, message, _fix(page, claim, span))


def _reason(value: str) -> str | None:
    if not value:
        return "is empty"
    if is_public(value) and not any(mark in value for mark in "{[%<"):
        return None  # as nearly all are, and without any mark of a template
    if TEMPLATE.search(value):
        return f"is {quote(value)}, a template's leftover"
    parts = split(value)
    if parts is None:
        return f"is {quote(value)}, which is no address"
    if parts.scheme.lower() in ("http", "https") or (parts.netloc and not parts.scheme):
        host = parts.hostname or ""
        return f"is {quote(value)}, which only the machine it was made on can open" if not host or private(host) else None
    if parts.scheme:
        return f"is {quote(value, 30)}, which is no address on the web"
    return f"is the relative address {quote(value)}, which says nothing to those who read it elsewhere"


def _fix(page: Page, claim: Claim, span: Span) -> Fix | None:
    """Put our own host before a path, where the config says who we are; the file may be elsewhere, though."""
    ours = split(page.settings.url)
    if not claim.value.startswith("/") or claim.value.startswith("//") or ours is None or not ours.netloc:
        return None
    at = page.source.text.find(claim.value[:1], span.start, span.end)
    return Fix((Edit(Span(at, at), f"{ours.scheme}://{ours.netloc}"),), "unsafe") if at >= 0 else None
