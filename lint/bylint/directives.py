"""What a page itself says is not to be told of it: in a comment, or in an attribute.

    <!-- bylint-disable-next ads/label-left -- the label is the story's subject -->   what follows next: an element, or a text
    <!-- bylint-disable ads -- sold and marked by us --> … <!-- bylint-enable ads -->   all between; without an end the rest of the page
    <div data-bylint-ignore="ads/label-left -- sold by us">                           an element with all in it

Rules or families are separated by commas or spaces, and a reason stands behind `--`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from lxml import etree

from bylint.markup import Attribute, Element, Run
from bylint.page import Page
from bylint.pattern import lazy
from bylint.problem import Edit
from bylint.span import Span, whole_lines
from bylint.tree import in_order

IGNORE = "data-bylint-ignore"
IGNORED = etree.XPath(f"descendant-or-self::*/@{IGNORE}")
COMMENT = lazy(r"\s*bylint-([a-z-]*)(.*)", re.S | re.I)
SEPARATOR = lazy(r"[\s,]+")
# Publishing systems make one of two dashes.
REASON = lazy(r"(?:^|\s)(?:--|[–—])(?:\s|$)")
WORDS = ("disable", "disable-next", "enable")
KNOWN = "bylint-disable, bylint-disable-next or bylint-enable"


class Directive(NamedTuple):
    """`span` is the comment, or the value of the attribute. Findings of the `rule`, an id or a family, that begin within `reach` are
    silenced; those of the page as a whole too where it speaks of the `whole` page. A `fault` says in a sentence or two what is wrong with
    it; then it silences nothing."""

    span: Span
    reach: Span
    rule: str
    reason: str = ""
    whole: bool = False
    fault: str = ""


def directives(page: Page) -> tuple[Directive, ...]:
    """A view: the directives of a page in its order, one for each rule that is named."""
    return tuple(sorted(_found(page))) if _may_have(page) else ()


def stripped(page: Page) -> list[Edit]:
    """The edits that take the directives of a page out of it, in its order."""
    if not _may_have(page):
        return []
    edits = []
    for node in in_order(page.root):
        if isinstance(node.tag, str):
            edits += [Edit(span) for span in page.markup.attributes(node, IGNORE)] if node.get(IGNORE) is not None else []
        elif COMMENT.fullmatch(node.text or ""):
            edits.append(Edit(whole_lines(page.source.text, page.span_of(node))))
    return edits


def _may_have(page: Page) -> bool:
    # Of most pages lxml says so sooner than a search of the text.
    comments = chain(page.root.itersiblings(preceding=True), page.root.iter(etree.Comment, etree.PI))
    return any(COMMENT.match(node.text or "") for node in comments) or bool(IGNORED(page.root))


def _found(page: Page) -> Iterator[Directive]:
    opened: list[Directive] = []
    end = len(page.source.text)
    for node in in_order(page.root):
        if isinstance(node.tag, str):
            if (said := node.get(IGNORE)) is not None:
                where, whole = page.span_of(Attribute(node, IGNORE)), node.tag in ("html", "body")
                yield from _named(where, page.span_of(node), *_read(said), whole=whole)
        elif comment := COMMENT.fullmatch(node.text or ""):
            word, span, (rules, reason) = comment[1].lower(), page.span_of(node), _read(comment[2])
            if word == "disable" and rules and "-" not in rules:
                opened += _named(span, Span(span.end, end), rules, reason, whole=True)
            elif word == "enable":
                closed = [each for each in opened if not rules or each.rule in rules]
                opened = [each for each in opened if each not in closed]
                yield from (each._replace(reach=Span(each.span.end, span.start)) for each in closed)
                if not closed or {*rules} - {each.rule for each in closed}:
                    fault = "This ends nothing, or not all it names, as no bylint-disable of it stands above. Correct it or take it out."
                    yield Directive(span, span, "", fault=fault)
            elif word in WORDS:
                yield from _named(span, _next(page, node, span), rules, reason)
            else:
                yield Directive(span, span, "", fault=f"bylint does not know this word, so nothing is silenced. Write {KNOWN}.")
    yield from opened


def _named(span: Span, reach: Span, rules: Sequence[str], reason: str, *, whole: bool = False) -> list[Directive]:
    if not rules:
        return [Directive(span, reach, "", fault="This names no rule, so it silences nothing. Name a rule or a family.")]
    if "-" in rules:
        return [Directive(span, reach, "", fault="The reason stands behind one dash here, so all of it is read as rules. Write two: `--`.")]
    return [Directive(span, reach, rule, reason, whole) for rule in rules]


def _read(words: str) -> tuple[list[str], str]:
    """The rules and the reason."""
    rules, *reason = REASON.split(words, maxsplit=1)
    return list(dict.fromkeys(filter(None, SEPARATOR.split(rules)))), " ".join("".join(reason).split())


def _next(page: Page, comment: Element, span: Span) -> Span:
    """What stands behind a comment: a text up to the next tag, or an element."""
    node: Element | None = comment
    while node is not None:
        if (node.tail or "").strip():
            return page.span_of(Run(node, "tail"))
        node = node.getnext()
        if node is not None and isinstance(node.tag, str):
            return page.span_of(node)
    return Span(span.end, span.end)
