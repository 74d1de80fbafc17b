"""The pixel of the Republication Tracker Tool, which newsrooms of all kinds put below the copies of their stories.

Its address tells the newsroom's host, the number of the story and the account that counts:
`https://HOST/?republication-pixel=true&post=42&ga4=G-1`. Without an account nothing is counted.
Source: https://github.com/Automattic/republication-tracker-tool (includes/pixel.php).
"""

import re
from collections.abc import Iterator

from bylint import Attribute, Page, Problem, Severity, quote
from bylint.pattern import lazy
from bylint_rules.views.credits import credits
from bylint_rules.views.hosts import host_and_path
from bylint_rules.views.pixels import Carrier, carriers

PIXEL = lazy(r"([a-z0-9.-]{1,200})[^?]{0,200}\?(?=[^#]{0,400}republication-pixel=true)([^#]{0,400})", re.I)
POST = lazy(r"(?:^|[?&])(?:post|p)=([0-9]{1,20})(?:&|$)")
ACCOUNT = lazy(r"(?:^|&)ga4?=[^&]")


def tracker(page: Page) -> Iterator[Problem]:
    """What is wrong with the pixels: of another newsroom than the credit's, of another story, or counting nothing. One that waits for a
    script is told by the rule about pictures that do."""
    likely = [carrier for carrier in page.view(carriers) if "n-pixel=true" in carrier.address.lower()]
    found = [(carrier, hit) for carrier in likely if (hit := PIXEL.match(carrier.address))]
    if not found:
        return
    told = [credit for credit in page.view(credits) if credit.counts]
    hosts = {host_and_path(credit.href)[0] for credit in told if credit.href}
    # “This article first appeared on Island Wire”: the story and its newsroom each have a link.
    linked = [host_and_path(link.get("href") or "") for credit in told if credit.block for link in credit.block.links]
    posts = {post[1] for host, path in linked if host in hosts and (post := POST.search(path))}
    for carrier, hit in found:
        host, query = hit[1].lower().removeprefix("www."), hit[2]
        post = POST.search(query)
        if hosts and not any(_akin(host, other) for other in hosts):
            credited = quote(min(hosts))
            wrong = f"This counter is that of {quote(host)}, and the credit leads to {credited}, whose readers go uncounted"
            yield _problem(page, carrier, f"{wrong}. Copy the story anew from the box of the newsroom that is credited.", Severity.WARNING)
        elif post and posts and post[1] not in posts:
            wrong = f"This counter counts the story {post[1]}, and the credit links the story {min(posts)}"
            yield _problem(page, carrier, f"{wrong}. Copy the one of this story.", Severity.WARNING)
        elif not ACCOUNT.search(query):
            wrong = f"This counter of {quote(host)} names no account that counts, so its newsroom does not hear of this copy"
            yield _problem(page, carrier, f"{wrong}. Copy the story anew from its republish box.", Severity.INFO)


def _problem(page: Page, carrier: Carrier, message: str, most: Severity) -> Problem:
    return Problem(page.span_of(Attribute(carrier.element, carrier.attribute)), message, most=most)


def _akin(one: str, other: str) -> bool:
    """Whether two hosts are one site's: the same, or one below the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
