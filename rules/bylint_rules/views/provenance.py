"""Where the original of a story is, as far as the page says, and a line of credit that leads there."""

from datetime import date
from html import escape

from bylint import Edit, Fix, Page, Span
from bylint.lexicon import fold
from bylint.originators import Demand, Originator
from bylint.pattern import lazy
from bylint.views.dates import day, parse
from bylint.views.head import head
from bylint.views.story import story
from bylint_rules.views.pixels import article_of
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.spots import is_at, links_to, text_blocks
from bylint_rules.views.told import told

# Days in a line of credit, and in an address.
WRITTEN = lazy(
    r"[A-Za-z]{3,9}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|[0-9]{1,2} [A-Za-z]{3,9}\.?,? [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
IN_ADDRESS = lazy(r"/(20[0-9]{2})[/-]([01][0-9])[/-]([0-3][0-9])(?:[/_-]|$)")
SLOT = lazy(r"\{[a-z]+\}")


def original(page: Page, originator: Originator) -> str:
    """The address of the original, "" where the page has none of that originator's."""
    known = [link.get("href") or "" for link in page.view(head).canonicals()]
    known += [one.href for one in page.view(told)]
    known += [one.href for one in links_to(page, originator)]
    return next((href.strip() for href in known if is_at(originator, href) and article_of(originator, href) is not None), "")


def worded(demand: Demand) -> str:
    """A wording that the terms give, for readers of a message: its slots are dots. "" where they give none."""
    return SLOT.sub("…", demand.formulas[0]) if demand.formulas else ""


def credit_fix(page: Page, layer: Recognised, demand: Demand) -> Fix | None:
    """A line of credit above the story or below it, as the terms want it, where the page says where the original is."""
    href = original(page, layer.originator)
    formula = next((one for one in demand.formulas if not SLOT.search(one)), "")
    if not href or (demand.exact and not formula):
        return None
    name = layer.originator.name
    line = formula or f"This article was originally published by {name}"
    at = fold(line).find(fold(name)) if line.isascii() else line.find(name)
    if at >= 0:
        line = f'{escape(line[:at])}<a href="{escape(href)}">{escape(line[at : at + len(name)])}</a>{escape(line[at + len(name) :])}'
    else:
        line = f'<a href="{escape(href)}">{escape(line)}</a>'
    where = {place for position in layer.originator.of("credit-position") for place in position.where}
    return insert(page, f"<p>{line.rstrip('.')}.</p>", above=not where or "top" in where)


def insert(page: Page, markup: str, *, above: bool) -> Fix | None:
    """Markup before the first paragraph or behind the last one, where that is a paragraph of its own."""
    prose = page.view(text_blocks)
    block = prose[0 if above else -1] if prose else None
    if block is None or block.element.tag != "p" or block not in page.view(story).blocks:
        return None
    span = page.span_of(block.element)
    at = span.start if above else span.end
    return Fix((Edit(Span(at, at), markup),), "unsafe")


def first_day(page: Page, layer: Recognised) -> date | None:
    """The day on which the original was published, as the credit or the original's address has it; None where neither does."""
    for one in layer.evidence:
        if one.kind in ("credit", "notice") and one.block:
            for written in WRITTEN.finditer(one.block.text):
                if moment := parse(written[0]):
                    return day(moment)
    found = IN_ADDRESS.search(original(page, layer.originator))
    moment = parse("-".join(found.groups())) if found else None
    return day(moment) if moment else None
