"""Where links lead that are no part of a story: share forms, lists of a tag, authors' pages, nowhere."""

import re
from functools import lru_cache

from bylint import Element
from bylint.pattern import lazy

# Of addresses in lower case: without `re.I` the search takes a quarter of the time.
SHARE = re.compile(
    r"""facebook\.com/(?:share|dialog)|(?:twitter|//x)\.com/(?:intent|share|home\?status)|wa\.me/\?|whatsapp:|api\.whatsapp|t\.me/share|tg://|telegram\.me/share
    |linkedin\.com/(?:share|cws|sharing)|pinterest\.[a-z.]+/pin/create|reddit\.com/submit|vk(?:ontakte)?\.(?:com|ru)/share|connect\.ok\.ru|line\.(?:me|naver)/
    |b\.hatena|plus\.google\.com/share|tumblr\.com/(?:share|widgets)|mailto:\?|flipboard\.com/bookmarklet|bsky\.app/intent|threads\.net/intent|viber:|service\.weibo|sharer
    |google\.com/preferences/source|javascript:(?:window\.)?print|fb-messenger:|sms:\?|[?&]share=""",
    re.X,
)
PROFILE = lazy(
    r"""//(?:www\.|m\.|[a-z]{2}-[a-z]{2}\.)?(?:facebook|twitter|x|instagram|youtube|tiktok|pinterest|linkedin|vk|disqus|threads)\.(?:com|net)
    (?:/(?:c|user|channel|company|pages)/[^/]+|/@?[\w.-]*)/?(?:[?#]|$)|//(?:t|telegram)\.me/[\w.-]+/?$|//news\.google\.com/publications/""",
    re.I | re.X,
)
TAG = lazy(
    r"""/(?:tags?|topics?|themen?|temas?|category|categories|categorias?|categorie|kategorien?|keywords?|schlagwort|etiquetas?|label|hashtag|sujets?
    |argomenti|rubrik|mot-cle)s?[/?=]|[?&](?:tags?|cat)=""",
    re.X,
)
# Where apps are to be had, and the addresses by which they count who came.
APP = lazy(
    r"//(?:apps\.apple|itunes\.apple|play\.google)\.com/|//(?:[\w-]+\.)?(?:app\.link|onelink\.me|app\.goo\.gl|page\.link)(?:/|$|\?)"
)
AUTHOR = ("/author", "/autor", "/profile", "/people/", "/staff/", "/journalist")


# Frames in which networks show a button, and services a comment form.
BUTTON_FRAME = lazy(
    r"facebook\.com/(?:v[\d.]+/)?plugins/(?:like|share|follow|page|send)|platform\.(?:twitter|x)\.com/widgets/(?:tweet|follow)|plusone|linkedin\.com/(?:pages-)?follow"
    r"|plugins\.flattr|b\.hatena\.ne\.jp/entry/button|vk\.com/widget_like",
    re.I,
)
COMMENT_FRAME = lazy(
    r"jetpack-comment|disqus\.com/embed|facebook\.com/(?:v[\d.]+/)?plugins/comments|comment[-_]?(?:form|box|plu?gin|widget|iframe)", re.I
)


def frame_kind(frame: Element) -> str:
    """What an `iframe` shows by its address, title, id and class: "share", "comments" or ""."""
    told = " ".join(frame.get(name) or "" for name in ("src", "data-src", "title", "id", "class", "name"))[:2000]
    if BUTTON_FRAME.search(told) or "twitter-widget" in told or "fb:like" in told or "twitter-follow-button" in told:
        return "share"
    return "comments" if COMMENT_FRAME.search(told) or told.startswith("Comment Form") else ""


def is_share_link(link: Element) -> bool:
    """Whether a link opens a network's share form, a mail without an addressee, or the printer."""
    return _shares(link.get("href") or "")


def is_profile_link(link: Element) -> bool:
    """Whether a link leads to somebody's page at a network or a comment service, not to a post or a video there."""
    return PROFILE.search((link.get("href") or "").strip()) is not None


def is_tag_link(link: Element) -> bool:
    """Whether a link leads to the stories of a tag, a topic or a category."""
    return _tags(link.get("href") or "")


def is_app_link(link: Element) -> bool:
    """Whether a link leads to an app."""
    return APP.search((link.get("href") or "").lower()) is not None


def is_author_link(link: Element) -> bool:
    """Whether a link leads to an author: a page about one, or a mail address."""
    href = link.get("href") or ""
    if "author" in (link.get("rel") or "") or any(part in href for part in AUTHOR):
        return True
    return href.startswith("mailto:") and not href.startswith("mailto:?")


def leads_nowhere(link: Element) -> bool:
    """Whether a link is a control of the page: without an address, or with one of a script."""
    href = (link.get("href") or "").strip().lower()
    return not href or href.startswith(("#", "javascript:"))


@lru_cache(maxsize=4096)
def _shares(href: str) -> bool:
    return SHARE.search(href.lower()) is not None


@lru_cache(maxsize=4096)
def _tags(href: str) -> bool:
    return TAG.search(href.lower()) is not None
