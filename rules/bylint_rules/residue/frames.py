"""Elements that something is to be shown in, by their tags and by the classes that fill them."""

import re
from collections.abc import Iterable

from bylint import Element, Page
from bylint.pattern import lazy
from bylint.views.marked import marked
from bylint.views.story import story

# The grey bars of a loading animation.
SKELETON = lazy(r"(?:^|[\s_-])(?:skeleton|shimmer)(?:$|[\s_-])|skeleton-?(?:loader|loading|line|text|box)", re.I)
# The boxes of posts, which a script of their platform fills.
POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed reddit-embed-bq imgur-embed-pub fb-post fb-video".split()
)
FRAMES = frozenset(("figure", "iframe", "embed", "object", "video", "audio"))


def framed(page: Page) -> Iterable[Element]:
    """The elements of the story that may be an empty frame: all of them where a class on the page speaks of one."""
    elements = page.view(story).elements
    classes = page.view(marked).classes
    if "skeleton" in classes or "shimmer" in classes or any(map(classes.__contains__, POSTS)):
        return elements
    return (element for element in elements if element.tag in FRAMES)
