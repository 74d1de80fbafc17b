"""The frame of a video, a post or a picture stands in the story with nothing in it.

An `iframe` without an address, a `video` without a source, a quotation box for a post without the
post, the grey bars of a loading animation: the script or the field that would have filled it stayed
with the first publisher. Readers see a hole, or wait for what does not come. Put in what belongs
there, or delete the frame. On a page with scripts of its own only what no script could fill is named.

Sources: https://html.spec.whatwg.org/multipage/iframe-embed-object.html, https://developer.x.com/en/docs/x-for-websites/embedded-posts/overview
"""

from collections.abc import Iterator

from bylint import Element, Page, Problem, StartTag, rule
from bylint.fix import remove
from bylint.views.blocks import within
from bylint_rules.residue.frames import FRAMES, POSTS, SKELETON, framed
from bylint_rules.residue.scripted import scripted

# What shows something by itself, or is put in by its own system.
MEDIA = frozenset(
    """
    img picture video audio iframe embed object svg canvas table math pre code blockquote input noscript template
    amp-img amp-video amp-iframe
    """.split()
)
# Where an address stands that some script knows how to use.
LATER = ("src", "srcdoc", "data")
NOWHERE = frozenset(("", "about:blank", "#", "javascript:;", "javascript:void(0)", "javascript:false"))
LINK_ONLY = 60
PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said.</p>"


@rule(
    "residue/empty-embed",
    severity="warning",
    bad=(
        f"<article>{PROSE}<iframe src='about:blank'></iframe></article>",
        f"<article>{PROSE}<video controls></video></article>",
        f"<article>{PROSE}"
        "<blockquote class='twitter-tweet'><a href='/1'></a></blockquote><figure><figcaption>Harbour</figcaption></figure>"
        "<div class='skeleton-line'>&#8204;</div></article>",
    ),
    good=(
        f"<article>{PROSE}<iframe src='https://v.example/1'></iframe>"
        "<video><source src='f.mp4'></video><blockquote class='twitter-tweet'><p>The ferry is back!</p></blockquote>"
        "<figure><blockquote>At last.</blockquote></figure><figure><img src=f.jpg alt=''></figure></article>",
        f"<article>{PROSE}<div><video id=p></video></div>"
        "<script src='p.js'></script></article>",
    ),
)
def empty_embed(page: Page) -> Iterator[Problem]:
    for element in framed(page):
        if said := _wrong(page, element):
            place = element if not len(element) else StartTag(element)
            yield Problem(page.span_of(place), said, remove(page, element) if not _says_anything(page, element) else None)


def _wrong(page: Page, element: Element) -> str | None:
    tag, name = element.tag, element.get("class")
    if name and "ske" in name.lower() + element.get("aria-busy", "") and SKELETON.search(name) and not _says_anything(page, element):
        above = element.getparent()
        if above is not None and SKELETON.search(above.get("class") or ""):
            return None
        return "This loading animation waits for a script that stayed with the first publisher, and readers wait with it. Delete it."
    if name and not POSTS.isdisjoint(name.split()):
        return _post(page, element)
    if tag == "figure":
        if page.view(scripted) or any(child.tag in MEDIA or "-" in str(child.tag) for child in element.iter()):
            return None
        if not within(page, element):
            return "This figure is empty, and leaves a hole in the story. Put the picture in, or delete it."
        only = all(child.tag == "figcaption" for child in element) and len(element) and not (element.text or "").strip()
        return "This figure has a caption and no picture, so readers cannot see what it means. Put it in, or delete both." if only else None
    return _frame(page, element) if tag in FRAMES else None


def _post(page: Page, element: Element) -> str | None:
    scripts = page.view(scripted)
    if any(child.tag in MEDIA for child in element.iterdescendants()) or (scripts and _has_data(element)):
        return None
    texts = within(page, element)
    # Without its script a post shows what is in its box: a link alone says nothing.
    if texts and (scripts or any(text.weight > LINK_ONLY or text.link_density < 1 for text in texts)):
        return None
    return "Of this embedded post only the frame is here, and readers see no post. Put it in again from its platform, or delete the frame."


def _frame(page: Page, element: Element) -> str | None:
    held = list(element.iter("source", "track", "embed", "object", "param", "iframe", "img"))
    if any((element.get(name) or "").strip().lower() not in NOWHERE for name in LATER) or any(child is not element for child in held):
        return None
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return None  # nobody sees it, and some script keeps it for itself
    # A script finds its frame by a name or by where it stands.
    if page.view(scripted) and (_has_data(element) or _is_named(element) or _is_named(element.getparent())):
        return None
    return f"This {element.tag} has no address, so nothing plays or shows in it. Put the address in, or delete it."


def _has_data(element: Element) -> bool:
    return any(str(name).startswith("data-") for name in element.attrib)


def _is_named(element: Element | None) -> bool:
    return element is not None and any(element.get(name) is not None for name in ("id", "class", "name", "onload", "classid"))


def _says_anything(page: Page, element: Element) -> bool:
    if any(any(map(str.isalnum, block.text)) for block in within(page, element)):
        return True
    return any(child.tag in MEDIA for child in element.iterdescendants())
