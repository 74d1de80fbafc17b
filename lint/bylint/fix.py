"""Fixes that rules offer: edits of the source, never of the tree."""

from collections.abc import Sequence

from bylint.markup import Element, Run
from bylint.page import Page
from bylint.problem import Edit, Fix, Safety
from bylint.span import Span, whole_lines
from bylint.views.blocks import Block, alone

# Elements that keep their place even when nothing is left in them.
STAYS = frozenset(("html", "head", "body", "main", "article", "section", "td", "th", "tr", "tbody", "table"))


def remove(page: Page, element: Element, safety: Safety = "safe") -> Fix:
    """Take an element out, with the wrappers that would be left empty and the line they stand on. Where it holds words that are shown to
    some readers only, somebody must look."""
    if any("".join(part.itertext()).strip() for part in element.iter("noscript", "template")):
        safety = "unsafe"
    while (parent := element.getparent()) is not None and parent.tag not in STAYS and _only(parent, element):
        element = parent
    return Fix((Edit(whole_lines(page.source.text, page.span_of(element))),), safety)


def remove_block(page: Page, block: Block, safety: Safety = "safe") -> Fix | None:
    """Take a block out with its element, or None where the element holds more than the block."""
    return remove(page, block.element, safety) if alone(page, block) else None


def emptied(page: Page, edits: Sequence[Edit]) -> list[Edit]:
    """Edits, in the order of the page, with wrappers of which they leave nothing taken out whole."""
    cut = [edit.span for edit in edits if not edit.text]
    wider = {edit.span: _with_wrappers(page, edit.span, cut) for edit in edits if not edit.text}
    kept: list[Edit] = []
    for edit in sorted(edit._replace(span=wider.get(edit.span, edit.span)) for edit in edits):
        if kept and edit.span.end <= kept[-1].span.end and not kept[-1].text:
            continue  # gone with the wrapper
        kept.append(edit)
    return kept


def _with_wrappers(page: Page, span: Span, cut: Sequence[Span]) -> Span:
    element: Element | None = page.markup.innermost(span)
    if element is not None and span.start <= page.markup.start(element):
        element = element.getparent()
    while element is not None and element.tag not in STAYS and _all_gone(page, element, cut):
        span = whole_lines(page.source.text, page.span_of(element))
        element = element.getparent()
        cut = [*cut, span]
    return span


def _all_gone(page: Page, element: Element, cut: Sequence[Span]) -> bool:
    """Whether nothing is left in an element without what is cut."""
    texts = [Run(element), *(Run(child, "tail") for child in element)]
    places = [page.span_of(child) for child in element]
    places += [page.span_of(run) for run in texts if (getattr(run.element, run.which) or "").strip()]
    return all(any(span.start <= place.start and place.end <= span.end for span in cut) for place in places)


def _only(parent: Element, element: Element) -> bool:
    """Whether there is nothing else in the parent."""
    return len(parent) == 1 and not (parent.text or "").strip() and not (element.tail or "").strip()
