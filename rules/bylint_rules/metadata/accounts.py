"""Accounts, app ids and tokens in the head that are somebody else's, each with its place and what to say of it."""

from collections.abc import Iterator
from itertools import chain

from bylint import Attribute, Page, Run, quote
from bylint.pattern import lazy
from bylint.views.address import address, split
from bylint.views.claims import claims
from bylint.views.head import head
from bylint.views.marked import marked
from bylint_rules.views.brands import akin, akin_to_any, brand, own_brand
from bylint_rules.views.credits import credits

Told = Iterator[tuple[Attribute | Run, str]]
ACCOUNTS = ("twitter:site", "article:publisher", "al:android:package", "al:android:app_name", "al:ios:app_name")
APP_LINKS = ("al:ios:url", "al:android:url", "al:web:url")
TOKENS = (
    "fb:app_id fb:pages fb:admins al:ios:app_store_id al:android:package apple-itunes-app google-play-app google-site-verification "
    "msvalidate.01 facebook-domain-verification p:domain_verify yandex-verification twitter:site"
).split()
BANNER = lazy(r"app-argument=([^,\s]+)")
MEASURED = lazy(r"(?<![A-Za-z0-9-])(?:UA-[0-9]{4,10}-[0-9]{1,3}|G-[A-Z0-9]{8,12}|GTM-[A-Z0-9]{5,9})(?![A-Za-z0-9-])")
NOT_OURS = "which the config does not count as ours"
MOST = 50


def foreign_apps(page: Page, ours: str) -> Told:
    """Links that open another site's page in its app; `ours` is our own brand."""
    named = page.view(head).named
    links = [(name, meta, meta.get("content") or "") for name in APP_LINKS for meta in named.get(name, ())[:MOST]]
    for meta in named.get("apple-itunes-app", ())[:MOST]:
        links += [("apple-itunes-app", meta, url) for url in BANNER.findall(meta.get("content") or "")]
    for name, meta, url in links:
        if (where := address(url)) and not akin(brand(where.host), ours):
            yield Attribute(meta, "content"), f"{name} opens {quote(where.host)}, another site, in its app"


def foreign_accounts(page: Page, ours: str) -> Told:
    """Accounts and apps that bear the name of another site, and not ours."""
    named, own = page.view(head).named, (ours, _plain(page.settings.name))
    metas = [(name, meta) for name in ACCOUNTS for meta in named.get(name, ())[:MOST]]
    for name, meta in metas:
        content = meta.get("content") or ""
        account = _plain(_account(content))
        if account and not akin_to_any(account, own) and akin_to_any(account, page.view(other_brands)):
            yield Attribute(meta, "content"), f"{name} is {quote(content)}, which bears the name of the site the story came from"


def foreign_tokens(page: Page, known: tuple[str, ...]) -> Told:
    """Ids and tokens that are not among the `known` ones."""
    ours = frozenset(map(_plain, known))
    for name in TOKENS:
        for meta in page.view(head).named.get(name, ())[:MOST]:
            content = meta.get("content") or ""
            if content and not ours & {_plain(part.rpartition("=")[2]) for part in (content, *content.split(","))}:
                yield Attribute(meta, "content"), f"{name} is {quote(content, 40)}, {NOT_OURS}"
    for script in page.view(marked).tags["script"]:
        for place, text in ((Run(script), script.text or ""), (Attribute(script, "src"), script.get("src") or "")):
            if (found := next((one for one in MEASURED.finditer(text) if _plain(one[0]) not in ours), None)) is not None:
                where = Run(script, "text", *found.span()) if isinstance(place, Run) else place
                yield where, f"A script counts readers for {quote(found[0])}, {NOT_OURS}"


def other_brands(page: Page) -> frozenset[str]:
    """A view: the names, in a brand's spelling, of other sites that this page credits or that its canonical link leads to."""
    ours, named = page.view(own_brand), page.view(credits)
    links = [claim.value for claim in page.view(claims).canonical if claim.by == "link"]
    hosts = (brand(where.host) for url in chain(links, (credit.href for credit in named)) if (where := address(url)))
    others = chain(hosts, (_plain(credit.name) for credit in named if not credit.ours))
    return frozenset(other for other in others if len(other) > 3 and not akin(other, ours))


def _account(value: str) -> str:
    """The account in an address such as https://www.facebook.com/islandwire/, or the value itself."""
    parts = split(value)
    return parts.path.strip("/").partition("/")[0] if parts is not None and parts.netloc else value


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))
