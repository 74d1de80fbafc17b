"""Pages that keep what an originator demands, and pages that each break one demand: made from its data, so that a new
originator brings its own tests. The story, its author and the site that carries it are invented."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from bylint.originators import Demand, Originator
from bylint.specimens.broken import BREAKS, broken
from bylint.specimens.copy import model
from bylint.specimens.story import PUBLISHER, SITE
from bylint.specimens.written import written

__all__ = ["IMPLIED", "PUBLISHER", "SITE", "Specimen", "specimens"]

# What a page that breaks a demand of one kind may break besides, where the originator demands it too: without a name
# there is no place of it, a byline or a notice that names the originator is a credit as well, and a credit that names the
# author is a byline.
IMPLIED = {
    "credit-line": frozenset(("credit-line", "credit-position", "byline", "link-back", "notice-kept")),
    "credit-position": frozenset(("credit-position", "byline", "link-back", "notice-kept")),
    "byline": frozenset(("credit-line", "credit-position", "link-back")),
    "link-back": frozenset(("link-back", "notice-kept")),
    "notice-kept": frozenset(("credit-line",)),
}


class Specimen(NamedTuple):
    """A page by which a demand is tried: one that keeps it with all others, or one that breaks it. `url` is the page's own address."""

    demand: Demand
    kind: Literal["keeps", "breaks"]
    html: str
    url: str


def specimens(originator: Originator, today: date) -> Iterator[Specimen]:
    """Two pages for each demand that a page can show, in the order of the demands. They are as of `today`. A page can show none of a
    kind that BREAKS lacks, no share of the original, and no place that is anywhere but amid the text."""
    for demand in originator.demands:
        if demand.kind not in BREAKS:
            continue
        kept = model(originator, demand, today)
        if wrong := broken(kept, originator, demand):
            yield Specimen(demand, "keeps", written(kept), kept.url)
            yield Specimen(demand, "breaks", written(wrong), wrong.url)
