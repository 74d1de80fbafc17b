"""A story without a word, which no rule has anything to say of: a desk must not take it for a clean one."""

import re

from bylint.check import failure
from bylint.page import Page
from bylint.problem import Severity
from bylint.result import PageResult
from bylint.serve.order import Order
from bylint.source import Source
from bylint.views.blocks import blocks

EMPTY = "page/empty"
WORD = re.compile(r"\w")
# What a story may be made of beside words: pictures, players, charts.
SHOWN = ("img", "picture", "video", "audio", "iframe", "object", "embed", "svg", "canvas")
BARE = Severity.ERROR, "The story has no text, so readers would open an empty page. Put the text in before it is published."
PICTURES = Severity.WARNING, "The story has pictures or players and no text, so there was nothing to read. See that no text is missing."


def noticed(result: PageResult, order: Order) -> PageResult:
    """The result of an order with a word on it, if readers find none in the text that was sent. A story of pictures may be meant so."""
    if not result.complete or any(finding.rule == EMPTY for finding in result.findings):
        return result
    page = Page(Source.read(result.path, order.html.encode("utf-8")))
    if any(WORD.search(block.text) for block in page.view(blocks)):
        return result
    severity, message = BARE if next(page.root.iter(*SHOWN), None) is None else PICTURES
    (finding,) = failure(result.path, EMPTY, message).findings
    return result._replace(findings=(finding._replace(severity=severity), *result.findings))
