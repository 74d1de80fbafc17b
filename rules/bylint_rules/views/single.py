"""Whether a page is one story, and no list of several."""

from bylint import Page
from bylint.views.claims import claims
from bylint.views.story import story


def single(page: Page) -> bool:
    """The metadata call it an article, or its paragraphs stand together: teasers of other stories stand in a box each."""
    told = page.view(claims)
    if told.articles or any(claim.by == "opengraph" for claim in told.published):
        return True
    paragraphs = page.view(story).prose
    return 2 * len({block.element.getparent() for block in paragraphs}) <= 1 + len(paragraphs)
