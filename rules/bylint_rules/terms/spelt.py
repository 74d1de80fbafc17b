"""A demand in words, as a list of all that is demanded has it."""

from bylint.originators import EDITS, UNCHECKED, Demand
from bylint_rules.views.provenance import worded
from bylint_rules.views.terms import VERBS, Demanded

# What a demand is about, in the words of a list.
ABOUT = {
    "credit-line": "a credit that readers see",
    "credit-position": "the credit's place",
    "link-back": "a link",
    "link-rel": "what the link's rel says",
    "canonical-policy": "what search engines are told",
    "pixel": "its counter",
    "byline": "the byline",
    "notice-kept": "its own line kept",
    "image-barred": "pictures left out",
    "too-long": "the length",
    "expired": "the time of a copy",
    "embargoed": "a wait",
    EDITS: "what may be changed",
}


def spelt(told: Demanded) -> str:
    """“The Harbour Gazette demands a link, to: article”."""
    demand = told.demand
    note = f" ({demand.note})" if demand.note else ""
    if demand.kind == UNCHECKED:
        edition = f" ({demand.edition})" if demand.edition else ""
        return f"{told.originator.name}{edition}: {demand.what}{note}"
    return f"{told.originator.name} {VERBS[demand.weight]} {ABOUT[demand.kind]}{_how(demand)}{note}"


def _how(demand: Demand) -> str:
    """What more a demand says."""
    told = [
        f"“{worded(demand)}”{'' if demand.exact else ' or the like'}" if demand.formulas else "",
        f"at: {' or '.join(demand.where)}" if demand.where else "",
        f"to: {' or '.join(demand.to)}" if demand.to else "",
        f"without {', '.join(demand.forbid)}" if demand.forbid else "",
        demand.policy,
        " or ".join(demand.urls),
        f"of {', '.join(demand.names)}" if demand.names else "",
        f"“{demand.texts[0]}…”" if demand.texts else "",
        f"{demand.which}{': ' + ', '.join(demand.marks) if demand.marks else ''}",
        f"at most {demand.words:,} words" if demand.words else "",
        f"at most {demand.paragraphs} paragraphs" if demand.paragraphs else "",
        f"at most {demand.share:.0%} of it" if demand.share else "",
        f"{demand.days} days" if demand.days else "",
        f"edition {demand.edition}" if demand.edition else "",
        f"only: {', '.join(demand.allow)}" if demand.allow else "",
    ]
    said = "; ".join(filter(None, told))
    return f", {said}" if said else ""
