"""Elements that something is to be shown in, by their tags and by the classes that fill them."""

import re
from collections.abc import Iterable

from bylint import Element
from bylint.pattern import lazy

# The grey bars of a loading animation.
SKELETON = lazy(r"(?:^|[\s_-])(?:skeleton|shimmer)(?:$|[\s_-])|skeleton-?(?:loader|loading|line|text|box)", re.I)
# The boxes of posts, which a script of their platform fills.
POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed reddit-embed-bq imgur-embed-pub fb-post fb-video".split()
)
FRAMES = frozenset(("figure", "iframe", "embed", "object", "video", "audio"))


def framed(elements: tuple[Element, ...]) -> Iterable[Element]:
    """Those that may be an empty frame: all of them where a class speaks of one."""
    names = " ".join({element.get("class", "") for element in elements}).casefold()
    if "skeleton" in names or "shimmer" in names or not POSTS.isdisjoint(names.split()):
        return elements
    return (element for element in elements if element.tag in FRAMES)
