"""The links that meet a demand for one: to the article, the home page or the licence."""

from collections.abc import Iterator

from bylint import Page
from bylint.lexicon import fold
from bylint.originators import Demand, Originator
from bylint.views.links import text_of
from bylint.views.story import story
from bylint_rules.views.credit_links import is_root
from bylint_rules.views.credits import credits
from bylint_rules.views.home import home
from bylint_rules.views.hosts import host_and_path
from bylint_rules.views.pixels import article_of
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.spots import Spotted, is_seen, links_to
from bylint_rules.views.zones import places

PUBLIC = "creativecommons.org/"


def required_links(page: Page, layer: Recognised, demand: Demand) -> Iterator[Spotted]:
    """The links that are as demanded, wherever they stand."""
    originator = layer.originator
    for link in links_to(page, originator):
        article = article_of(originator, link.href) is not None
        # Where the article must be linked too, the home page is another link.
        home = not article or is_root(link.href.partition("?")[0]) or not _wants_article(originator)
        if (("article" in demand.to and article) or ("home" in demand.to and home)) and _says(demand, link):
            yield link
    if originator.kind == "licence" and "article" in demand.to:
        yield from _credited(page)
    if "licence" in demand.to:
        yield from licence_links(page, originator)


def licence_links(page: Page, originator: Originator) -> Iterator[Spotted]:
    """The links to the deed or the text of an originator's licence, in the story and beside it."""
    starts = originator.licence_urls or tuple(filter(None, (_deed(originator.licence),)))
    near = {block.index: block for block in (*page.view(story).blocks, *(place.block for place in page.view(places)))}
    for block in near.values():
        for link in block.links:
            where = "".join(host_and_path(link.get("href") or "")).lower()
            if (where.startswith(starts) if starts else where.startswith(PUBLIC)) and is_seen(link):
                yield Spotted(link, (link.get("href") or "").strip(), block)


def _credited(page: Page) -> Iterator[Spotted]:
    """The links of credits, whoever is credited."""
    ours = page.view(home)
    for credit in page.view(credits):
        for link in credit.block.links if credit.counts and credit.block else ():
            href = (link.get("href") or "").strip()
            if is_seen(link) and not ours.is_address(href) and PUBLIC not in href:
                yield Spotted(link, href, credit.block)  # type: ignore[arg-type]  # there is a block


def _deed(licence: str) -> str:
    """The address of the deed of a licence by its SPDX identifier: of CC-BY-ND-4.0 “creativecommons.org/licenses/by-nd/4.0”."""
    name = licence.lower()
    if not name.startswith("cc-"):
        return f"{PUBLIC}publicdomain/zero" if name.startswith("cc0") else ""
    kind, _, version = name.removeprefix("cc-").rpartition("-")
    return f"{PUBLIC}licenses/{kind}/{version}"


def _wants_article(originator: Originator) -> bool:
    return any(demand.to == ("article",) for demand in originator.of("link-back"))


def _says(demand: Demand, link: Spotted) -> bool:
    return not demand.text or fold(demand.text) in fold(text_of(link.element))
