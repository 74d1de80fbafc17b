"""Search engines are told otherwise of this copy than the originator's terms demand.

Some originators want their own page listed in place of the copies: by a canonical link in the copy's head
that leads to theirs, by a noindex, or by both. Two well-known tools put a canonical link into the text that
is copied, where search engines disregard it, as any reader's comment could hold one; in a publishing
system it belongs into the field that the system has for it.

Sources: the originators' own pages, as each message names them;
https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls,
https://github.com/Automattic/republication-tracker-tool (templates/republish-template.php).
"""

from collections.abc import Iterator

from bylint import Attribute, Page, Problem, StartTag, quote, rule
from bylint.originators import Demand
from bylint.problem import Severity
from bylint.views.address import address
from bylint.views.head import head, head_place
from bylint_rules.metadata.indexing import against_policy
from bylint_rules.views.provenance import original
from bylint_rules.views.recognised import Recognised, recognised
from bylint_rules.views.robots import listed
from bylint_rules.views.spots import is_at
from bylint_rules.views.terms import UNSEEN, Verdict, breaches, broken

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
STORY = (
    "<article><h1>Ferry back in service</h1><p>This article originally appeared in "
    f"<a href='https://knowablemagazine.org/content/article/society/2025/ferry'>Knowable Magazine</a>.</p>{PROSE * 2}</article>"
)
HEAD = "<!doctype html><html><head><title>Ferry back in service</title><link rel=canonical href='{}'></head><body>"
WANTED = {
    "original": ("a canonical link to its page", "Let it lead to {}"),
    "noindex": ("a noindex", 'Add <meta name="robots" content="noindex"> to the head'),
    "either": ("a canonical link to its page or a noindex", "Let it lead to {}"),
    "both": ("a canonical link to its page and a noindex", "Let it lead to {}, and add a robots meta “noindex”"),
}


@rule(
    "terms/canonical-policy",
    severity="error",
    republished=True,
    bad=(
        HEAD.format("https://gazette.example/ferry") + STORY,
        STORY.replace("</article>", "<link rel=canonical href='https://knowablemagazine.org/content/article/society/2025/ferry'></article>"),
    ),
    good=(HEAD.format("https://knowablemagazine.org/content/article/society/2025/ferry") + STORY, STORY),
)
def canonical_policy(page: Page) -> Iterator[Problem]:
    yield from breaches(page, "canonical-policy", judge)
    if page.fragment:
        yield from _in_the_text(page)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Told of whole pages. A canonical link that fell out of the head is told by metadata/head-broken, one against the config's own
    policy by metadata/canonical-conflict."""
    if page.fragment:
        return UNSEEN
    told, originator = page.view(head), layer.originator
    there = [link for link in told.canonicals() if link not in told.fallen]
    right = next((link for link in there if is_at(originator, link.get("href") or "")), None)
    leads, hidden = right is not None, not page.view(listed)
    met = {"original": leads, "noindex": hidden, "either": leads or hidden, "both": leads and hidden}[demand.policy]
    if met:
        return Verdict("met", page.span_of(Attribute(right, "href")) if right is not None else head_place(page))
    fallen = any(is_at(originator, link.get("href") or "") for link in told.fallen if link.tag == "link")
    ours = address(there[0].get("href") or "") if there else None
    if demand.policy != "noindex" and ((fallen and not there) or (ours and against_policy(page, ours))):
        return Verdict("broken", head_place(page))
    what, mend = WANTED[demand.policy]
    known = original(page, originator)
    wrong = "No canonical link leads to the original"
    if there and not leads:
        wrong = f"The canonical link leads to {quote(there[0].get('href') or '', 40)}"
    if demand.policy == "noindex" or (demand.policy == "both" and leads):
        wrong = "The page lets search engines list it"
    span = page.span_of(Attribute(there[0], "href")) if there else head_place(page)
    return broken(span, originator, demand, (wrong, what, mend.format(quote(known, 50) if known else "the original")))


def _in_the_text(page: Page) -> Iterator[Problem]:
    """Canonical links in what is no page, but the text of one."""
    for layer in page.view(recognised):
        for link in page.view(head).canonicals():
            if is_at(layer.originator, link.get("href") or ""):
                yield Problem(
                    page.span_of(StartTag(link)),
                    f"Amid a text search engines disregard the canonical link that {layer.originator.name}'s box put there. "
                    "Put its address into the field that your system has for it.",
                    most=Severity.INFO,
                )
