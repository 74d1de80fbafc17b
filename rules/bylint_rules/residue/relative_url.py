"""An address in the story works only where the story came from.

A relative address (“images/ferry.jpg”, “/topics/ferries”) is completed with the address of the page
it stands on, and on your site leads nowhere. Addresses of somebody's own machine, network, preview or
editing desk (“file:”, “localhost”, “/wp-admin/”) never led anywhere for readers. Write the whole
public address. Addresses like “/topics/ferries” are named only where they must be another site's: in
a fragment, or on a page whose canonical link leads to the originator and whose own links are all
whole. Say under `site.url` who you are, so that this can be told.

Source: https://url.spec.whatwg.org/#url-parsing
"""

import re
from collections.abc import Iterator

from bylint import Attribute, Element, Page, Problem, Related, quote, rule
from bylint.pattern import lazy
from bylint.views.address import private, split
from bylint.views.head import head
from bylint.views.links import links
from bylint.views.story import story
from bylint_rules.residue.inside import inside
from bylint_rules.residue.origin import canonical_elsewhere
from bylint_rules.views.public import is_public

LOCAL = frozenset("file blob content cid about res chrome chrome-extension moz-extension ms-appx mhtml wyciwyg".split())
DRIVE = lazy(r"[a-z]:[\\/]|\\\\\w", re.I)
# The addresses of editing desks and of previews.
DESK = lazy(
    r"/wp-admin/|/wp-login\.php|/administrator/index\.php|/node/\d+/edit\b|/typo3/|/umbraco/|/ghost/#?/?editor|[?&](?:preview|preview_id|draft)=|/cms/edit"
    r"|//(?:docs|drive)\.google\.com/.*/edit\b|//mail\.google\.com/mail|//outlook\.(?:office|live)\.com/mail",
    re.I,
)
# What was to be a whole address, and lacks its beginning.
BROKEN = lazy(r"www\.[\w-]+\.\w|https?:/?[\w-]|h?t?tps?//|(?:hhttp|htttp|ttps?|htp)s?:|https?://(?:https?:|$)|%5B|\[", re.I)
NOT_RELATIVE = lazy(r"[#?]|//|[a-zA-Z][\w+.-]*:")
# How many places are named besides the first.
MOST = 20
HEAD = "<!doctype html><link rel=canonical href='https://{}.example/f'><meta property='og:url' content='https://gazette.example/f'>"
PROSE = "<p>The ferry to the islands <a href='{}'>sails again</a> from Monday, the harbour office said after weeks of repairs.</p>"


@rule(
    "residue/relative-url",
    severity="warning",
    bad=(
        f"<article>{PROSE.format('file:///C:/desk/ferry.doc')}</article>",
        f"{PROSE.format('/topics/ferries')}<img src='images/ferry.jpg'>",
        f"{HEAD.format('origin')}<article>{PROSE.format('/topics/ferries')}</article>",
    ),
    good=(
        f"{HEAD.format('gazette')}<article>{PROSE.format('/topics/ferries')}<img src='/images/ferry.jpg'></article>",
        PROSE.format("#table") + PROSE.format("//harbour.example/") + PROSE.format("mailto:ada@harbour.example"),
    ),
)
def relative_url(page: Page) -> Iterator[Problem]:
    linked = [("href", link) for block in page.view(story).prose for link in block.links]
    pictures = [("src", element) for element in page.view(inside) if element.tag == "img"]
    found: dict[str, dict[Element, tuple[str, str]]] = {}
    for name, element in (*linked, *pictures):
        value = (element.get(name) or "").strip()
        if value and (reason := _reason(page, value)):
            found.setdefault(reason, {})[element] = name, value
    # Addresses that break for one reason came that way together, and are told together.
    for reason, wrong in found.items():
        (span, (name, value)), *others = ((page.span_of(Attribute(element, said[0])), said) for element, said in wrong.items())
        what = "link" if name == "href" else "picture"
        message = f"This {what} leads to {quote(value, 40)}, {reason}. Write the whole public address."
        yield Problem(span, message, related=tuple(Related(other, "The same here.") for other, _ in others[:MOST]))


def _reason(page: Page, value: str) -> str | None:
    if is_public(value) and not DESK.search(value):
        return None
    parts = split(value)
    if DRIVE.match(value) or (parts is not None and parts.scheme in LOCAL and value != "about:blank"):
        return "which is a place on somebody's own machine, and readers get nothing from it"
    if parts is not None and parts.hostname and private(parts.hostname):
        return "which only the network it was made in can open"
    if DESK.search(value):
        return "which is for editors, and readers get no further than its door"
    if BROKEN.match(value):
        return "which is no address, so browsers look for it on your own site"
    if parts is None or parts.scheme or parts.netloc or value.startswith(("#", "?")):
        return None
    if _based(page):
        return None
    if page.fragment:
        return "which is completed with the address of the page it is put on, and that is not the one it was made for"
    elsewhere = page.view(canonical_elsewhere)
    if not elsewhere or page.view(_writes_relative):
        return None
    return f"which was made for {quote(elsewhere)}, and here points at your own site"


def _writes_relative(page: Page) -> bool:
    """Whether the site's own links are relative too, so that it may have made those in the story as well."""
    told = {link for block in page.view(story).prose for link in block.links}
    return any(link.href and not NOT_RELATIVE.match(link.href) for link in page.view(links) if link.element not in told)


def _based(page: Page) -> bool:
    """Whether the page says itself where its relative addresses begin."""
    return any("//" in (base.get("href") or "") for base in page.view(head).bases)
