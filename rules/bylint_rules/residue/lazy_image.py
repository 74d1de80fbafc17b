"""A picture keeps its address for a script that is not here.

Sites load pictures late: the `src` holds an empty picture, the real address stands in `data-src` or
the like, and a script of the first publisher swaps the two. Copied without the script, the picture
never shows. Put the real address into `src`, and `loading="lazy"` beside it if you like. Only pages
without any script are judged, since another may hold its own loader.

Source: https://html.spec.whatwg.org/multipage/urls-and-fetching.html#lazy-loading-attributes
"""

import re
from collections.abc import Iterator

from bylint import Attribute, Edit, Fix, Page, Problem, Span, quote, rule
from bylint.pattern import lazy
from bylint.views.images import Image, images
from bylint.views.story import story
from bylint_rules.residue.scripted import scripted

# Pictures of nothing, by the names they go by.
BLANK = lazy(
    r"(?:^|[/_.-])(?:blank|spacer|placeholder|pixel|1x1|transparent|trans|loading|loader|lazy|grey|gray|spinner|clear|dot)[\w-]{0,40}\.\w{3,4}(?:$|\?)",
    re.I,
)
IN_A_TAG = lazy(r"""[^\s"'=<>`]+""")


@rule(
    "residue/lazy-image",
    severity="warning",
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src='https://gazette.example/ferry.jpg'></article>",
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<img class=lazy src='/img/blank.gif' data-original='https://gazette.example/ferry.jpg'></article>",
    ),
    good=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p>"
        "<img loading=lazy src='https://gazette.example/ferry.jpg' data-src='https://gazette.example/ferry-large.jpg'></article>",
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p><img data-src='https://gazette.example/f.jpg'>"
        "<noscript><img src='https://gazette.example/f.jpg'></noscript></article>",
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p><img data-src='https://gazette.example/f.jpg'>"
        "</article><script src='/lazysizes.js'></script>",
    ),
)
def lazy_image(page: Page) -> Iterator[Problem]:
    waiting = [image for image in page.view(images) if image.lazy and _is_blank(image)]
    if not waiting or page.view(scripted):
        return
    inside = set(page.view(story).elements)
    for image in waiting:
        if image.element in inside and not _has_twin(image):
            message = "This picture shows only with a script of the first publisher, because its address is not in “src”. "
            yield Problem(page.span_of(image), f"{message}Put {quote(image.lazy, 40)} there.", _fix(page, image))


def _is_blank(image: Image) -> bool:
    src = image.src.lower()
    if image.element.get("srcset") and not image.element.get("srcset", "").lstrip().startswith("data:"):
        return False
    # The parser takes what follows a `source` for its content.
    picture = next(image.element.iterancestors("picture"), None)
    if picture is not None and any(source.get("srcset") for source in picture.iter("source")):
        return False
    return not src or src in ("#", "about:blank") or src.startswith("data:") or BLANK.search(src) is not None


def _has_twin(image: Image) -> bool:
    """Whether the real picture stands beside it for readers without scripts."""
    parent = image.element.getparent()
    around = [] if parent is None else [parent, parent.getparent()]
    return any(child.tag == "noscript" and child.find(".//img") is not None for above in around if above is not None for child in above)


def _fix(page: Page, image: Image) -> Fix | None:
    address = image.lazy.partition(" ")[0].rstrip(",")
    if not IN_A_TAG.fullmatch(address.replace("=", "")):
        return None
    address = address.replace("&", "&amp;")
    span = page.span_of(Attribute(image.element, "src"))
    if image.element.get("src") is None:
        # The span is the tag's name.
        return Fix((Edit(Span(span.end, span.end), f' src="{address}"'),))
    if page.source.text[slice(*span)].lower() == "src":
        return Fix((Edit(span, f'src="{address}"'),))
    quoted = page.source.text[span.start - 1 : span.start] in "\"'"
    return Fix((Edit(span, address if quoted else f'"{address}"'),))
