"""What belongs to the site rather than to the story: navigation, sidebars, comments, pop-ups."""

import re

from bylint.markup import Element
from bylint.pattern import lazy
from bylint.remember import remember

CHROME_TAGS = frozenset(("nav", "footer", "aside", "form", "menu", "dialog", "search", "select", "button", "textarea"))
CHROME_ROLES = frozenset(("navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alertdialog", "menu"))
CHROME = lazy(
    r"""(?:^|[\s_-])(?:
        comments?|commentlist|disqus\w*|side-?bar|footer|nav|navigation|navbar|menu|breadcrumbs?|related|recommend\w*|most-?read|popular|
        trending|cookie\w*|consent|gdpr|modal|popup|newsletter|widgets?|offcanvas|masthead|carousel|teaser\w*
    )(?:$|[\s_-]|\d)""",
    re.I | re.X,
)


def is_chrome(element: Element) -> bool:
    """Whether an element's own tag, role or class says that it belongs to the site."""
    if element.tag in CHROME_TAGS or element.get("role") in CHROME_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return names != " " and element.tag not in ("body", "html", "main", "article") and _is_named(names)


@remember(4096)  # a site's pages share their names
def _is_named(names: str) -> bool:
    return CHROME.search(names) is not None
