"""The canonical link contradicts itself, the page or what was agreed with the originator.

Which copy of a republished story search engines list is a matter of the deal. `indexing` under
[republished] says which: `original` (the canonical link leads to the originator's page), `self` (to
this page), `noindex` (this page asks not to be listed, which Google advises for syndicated copies,
and may keep any canonical), or `either` of the first two. A canonical at the originator and an
`og:url` at home is correct syndication: the one is for search engines, the other for shares.

No policy explains two different canonical links (Google then ignores both), one that is empty,
relative (on the copy it points at the copier's own site), http where the page is https, on a test
machine or at a site's home page, nor an `og:url` or JSON-LD that names another page still.

Sources: https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls,
https://developers.google.com/search/docs/crawling-indexing/canonicalization-troubleshooting (syndicated content),
https://www.rfc-editor.org/rfc/rfc6596, https://html.spec.whatwg.org/multipage/links.html#link-type-canonical
"""

from collections.abc import Iterator

from bylint import Attribute, Element, Page, Problem, Related, quote, rule
from bylint.views.address import Address, address, one_story, private, same_page, split, trial
from bylint.views.claims import Claim, claims
from bylint.views.head import head, head_place
from bylint_rules.metadata.indexing import against_listing, against_policy, is_story, policy
from bylint_rules.views.brands import akin_to_any, brand

SPOKEN = frozenset(("opengraph", "json-ld"))
PAGE = "<!doctype html><html><head><title>Ferry back in service</title>{}</head></html>"


@rule(
    "metadata/canonical-conflict",
    severity="error",
    whole_page=True,
    bad=(
        PAGE.format("<link rel=canonical href=https://gazette.example/ferry><link rel=canonical href=https://origin.example/2025/a>"),
        PAGE.format("<link rel=canonical href=/news/ferry>"),
        PAGE.format("<link rel=canonical href=https://gazette.example/><meta property=og:url content=https://gazette.example/news/ferry>"),
    ),
    good=(
        PAGE.format("<link rel=canonical href=https://origin.example/ferry><meta property=og:url content=https://gazette.example/news>"),
        PAGE.format("<link rel=canonical href=https://gazette.example/a/><meta property=og:url content=http://www.gazette.example/a?utm_id=x>"),
    ),
)
def canonical_conflict(page: Page) -> Iterator[Problem]:
    if message := against_listing(page):
        yield Problem(head_place(page), message)
    if policy(page) == "noindex":
        return
    first: tuple[Element, Address] | None = None
    for link in page.view(head).canonicals():
        href = (link.get("href") or "").strip()
        where = address(href if not href.startswith("//") else f"https:{href}")
        if where is None or private(where.host) or trial(where.host):
            yield Problem(page.span_of(Attribute(link, "href")), _no_address(href))
        elif first is None:
            first = link, where
        elif not same_page(where, first[1]):
            yield Problem(
                page.span_of(Attribute(link, "href")),
                f"A second canonical link names another address, {quote(href)}, and search engines then ignore both. "
                "Keep the one agreed with the originator.",
                related=(Related(page.span_of(Attribute(first[0], "href")), "the first canonical link"),),
            )
    if first is not None:
        yield from _judged(page, *first)


def _judged(page: Page, link: Element, canonical: Address) -> Iterator[Problem]:
    at, href = Attribute(link, "href"), link.get("href") or ""
    others = [(claim, where) for claim in page.view(claims).canonical if claim.by != "link" and (where := address(claim.value))]
    if message := against_policy(page, canonical) or _at_home(page, canonical, others) or _insecure(page, href, canonical, others):
        yield Problem(page.span_of(at), message)
    ours, told = address(page.settings.url), {canonical}
    for claim, where in others:
        if where in told or (claim.by == "json-ld" and not where.path and not where.query):
            continue  # systems that mistake mainEntityOfPage for the site are many, and nobody is misled
        told.add(where)
        if where.host == canonical.host and not one_story(where, canonical):
            said = f"{claim.name} names {quote(claim.value)}, and the canonical link another page of the same site, {quote(href)}. "
        elif ours and claim.by in SPOKEN and not akin_to_any(brand(where.host), (brand(ours.host), brand(canonical.host))):
            said = f"{claim.name} names {quote(claim.value)}, which is neither our page nor the canonical link's, {quote(href)}. "
        else:
            continue
        related = (Related(page.span_of(at), "the canonical link"),)
        yield Problem(page.span_of(claim), f"{said}Correct the one that is wrong.", related=related)


def _at_home(page: Page, canonical: Address, others: list[tuple[Claim, Address]]) -> str | None:
    if canonical.path or canonical.query or not is_story(page) or any(where.host == canonical.host for _, where in others):
        return None  # what names another page of that site is told of by itself
    return f"The canonical link leads to the home page of {quote(canonical.host)}, so search engines drop this story. Name its page."


def _insecure(page: Page, href: str, canonical: Address, others: list[tuple[Claim, Address]]) -> str | None:
    ours = address(page.settings.url)
    secure = [claim.value for claim, where in others if where.host == canonical.host]
    secure += [page.settings.url] if ours and ours.host == canonical.host else []
    if not href.strip().lower().startswith("http:") or not any(url.strip().lower().startswith("https:") for url in secure):
        return None
    return "The canonical link begins with http://, and the page with https://, so search engines may list the insecure one. Write https://."


def _no_address(href: str) -> str:
    if not href:
        return "The canonical link is empty, so search engines choose a copy of this story themselves. Put the story's address into it."
    parts = split(href)
    if parts is not None and not parts.scheme and not parts.netloc:
        return (
            f"The canonical link {quote(href)} is relative, so on every site that carries the page it names a page of that site. "
            "Write the whole address, with https:// and the host."
        )
    if (where := address(href)) and trial(where.host):
        return f"The canonical link {quote(href)} leads to a test machine, which no reader can open. Put the public address into it."
    return f"The canonical link {quote(href)} is no address on the web, so search engines ignore it. Put the story's address into it."
