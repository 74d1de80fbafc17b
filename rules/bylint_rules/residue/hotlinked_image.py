"""A picture of the story is loaded from the originator's server.

Every reader of your page costs the originator traffic, tells it who reads you, and loses the picture
on the day it is moved or barred from other sites. Some licences ask for it, most forbid it, so the
rule is off unless you switch it on. Store the picture on your own server, if the licence covers it.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-referer (how hotlinking is seen and barred)
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.views.images import images
from bylint.views.story import story
from bylint_rules.residue.origin import origins
from bylint_rules.views.home import host_of

PAGE = (
    "<!doctype html><html><head><title>Ferry back in service</title><link rel=canonical href='https://origin.example/ferry'>"
    "<meta property='og:url' content='https://gazette.example/ferry'></head><body><article><h1>Ferry back in service</h1>"
    "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday.</p><img src='{}'></article></body></html>"
)


@rule(
    "residue/hotlinked-image",
    severity="info",
    republished=True,
    bad=(PAGE.format("https://media.origin.example/ferry.jpg"), PAGE.format("//www.origin.example/ferry.jpg")),
    good=(PAGE.format("https://gazette.example/ferry.jpg"), PAGE.format("https://cdn.example/ferry.jpg"), PAGE.format("/ferry.jpg")),
)
def hotlinked_image(page: Page) -> Iterator[Problem]:
    found = page.view(images)
    # What is in no address is no host in one; some write their hosts in capitals, or break a line in them.
    addresses = "".join("".join(image.src for image in found).split()).lower()
    theirs = [origin for origin in page.view(origins) if origin in addresses]
    if not theirs:
        return
    inside = set(page.view(story).elements)
    for image in found:
        host = host_of(image.src)
        origin = next((origin for origin in theirs if host == origin or host.endswith(f".{origin}")), "")
        if origin and image.element in inside:
            yield Problem(
                page.span_of(image),
                f"This picture is loaded from {quote(host)}, a server of the originator's, and is gone when it is moved there. "
                "Store it on your own server, if the licence covers it.",
            )
