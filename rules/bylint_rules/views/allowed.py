"""Which kinds of change the terms of a page's originator allow."""

from bylint import Page
from bylint_rules.views.recognised import recognised

KINDS = ("typography", "spelling", "dates", "numbers", "units", "place")
# What terms say is allowed, as changes are told apart here. Headline, links and cuts are told by rules of their own.
STYLE = ("typography", "spelling", "numbers", "units")
TERMS = {"time": ("dates",), "place": ("place",), "style": STYLE, "spelling": ("typography", "spelling"), "units": ("numbers", "units")}
WHOLE = frozenset(("all", "cuts", "headline", "links"))


def allowed(page: Page) -> frozenset[str] | None:
    """A view: the kinds of change that the terms allow, and of WHOLE what they say; None where no terms are known for sure to say so,
    and the options of the rules count.

    The innermost originator whose terms speak of changes counts. Editions of its terms are alternatives: one of them is enough.
    """
    for layer in page.view(recognised):
        said = [demand for demand in layer.originator.of("edits") if demand.reading.sure]
        if said:
            words = frozenset(word for demand in said for word in demand.allow)
            return frozenset(kind for word in words for kind in TERMS.get(word, ())) | (words & WHOLE)
    return None


def allows(page: Page, change: str) -> bool:
    """Whether the terms allow all changes of one of the kinds in WHOLE."""
    terms = page.view(allowed)
    return terms is not None and not terms.isdisjoint(("all", change))
