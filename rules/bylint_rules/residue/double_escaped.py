"""Markup is printed as text, because it was escaped twice.

Readers see “&amp;nbsp;”, “&amp;#8217;” or “<strong>” in the middle of a sentence. A feed, an importer or
a CMS field escaped text that was escaped before. In a title or a description search results and
shared links show it too; JSON-LD has no entities at all. Write the letter itself. Names that only
look like entities (“AT&T;”) are left alone, and so is code.

Sources: https://html.spec.whatwg.org/multipage/named-characters.html, https://www.rssboard.org/rss-profile#data-types-characterdata,
https://www.w3.org/TR/json-ld11/#restrictions-for-contents-of-json-ld-script-elements
"""

import json
import re
from collections.abc import Iterator, Sequence

from bylint import Edit, Fix, Page, Problem, Related, Span, quote, rule
from bylint.pattern import lazy
from bylint.views.claim import Claim
from bylint_rules.residue.readable import mentions, readable
from bylint_rules.residue.texts import printed, shared

ENTITY = lazy(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}[0-9]?);")
ESCAPED = lazy(r"&amp;(?=(?:#\w{2,7}|[a-zA-Z]{2,8}[0-9]?);)")
# How many places are named besides the first.
MOST = 20
ELEMENTS = """p|br|hr|div|span|strong|em|b|i|u|a|img|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|iframe|script|style|figure|figcaption
    |table|tbody|thead|tr|td|th|font|center|sup|sub|small|section|article|video|audio|source|object|embed|param|form|input|cite
    |o:p""".replace("\n", "").replace(" ", "")
TAG = lazy(rf"<(/?)(?:{ELEMENTS})(\s[^<>]{{0,500}})?/?>", re.I)
# What feeds and word processors leave around a text.
WRAPPING = lazy(r"<!\[CDATA\[|\]\]>|<!--\[if [^\]<>]{1,60}\]>|<!\[endif\]")


@rule(
    "residue/double-escaped",
    severity="error",
    bad=(
        "<p>The ferry&amp;nbsp;sails again from Monday, said Smith &amp;amp; Sons.</p>",
        "<p>&lt;p&gt;The ferry sails again&lt;br /&gt;from Monday.&lt;/p&gt;</p>",
        '<meta property="og:title" content="The ferry&amp;#8217;s back">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The ferry&#8217;s back"}</script>',
    ),
    good=(
        "<p>AT&amp;T; and R&amp;D; sail again &lt;from Monday&gt;, 3 &lt; 5.</p><p>Write <code>&amp;nbsp;</code>.</p>",
        "<p>The tag <code>p</code> makes a paragraph, and with &lt;br&gt; a new line begins, as the harbour office explains.</p>",
    ),
)
def double_escaped(page: Page) -> Iterator[Problem]:
    # One fault has escaped the whole text: it is told once, and mended everywhere.
    entities: list[tuple[Span, str]] = []
    tags: list[tuple[Span, str]] = []
    for block in page.view(printed).holding("&<]"):
        if ("&" in block.text and ";" in block.text) or "<" in block.text or "]]>" in block.text:
            text = readable(block)
            found = [entity for entity in _entities(text) if not mentions(page, block, *entity.span())]
            entities += [(block.part(page, *entity.span()), entity[0]) for entity in found[:MOST]]
            if not found and (tag := _markup(text)) and not mentions(page, block, *tag.span()):
                tags.append((block.part(page, *tag.span()), tag[0]))
    told = page.view(shared).holding("&<")
    claims = [(claim, first[0]) for claim in told if (first := next(_entities(claim.value), None) or TAG.search(claim.value))]
    if entities:
        fixes = [_undo(page, span) for span, _ in entities]
        yield _problem(entities, "was escaped twice, and readers see it as it stands. Write the letter itself.", fixes)
    if tags:
        yield _problem(tags, "is markup, but readers see it as text. Delete it, or make it an element again.")
    if claims:
        claim = claims[0][0]
        why = "and JSON-LD has no entities" if claim.by == "json-ld" else "so search results and shared links show it"
        fixes = [edit for claim, _ in claims for edit in _claim_edits(page, claim)]
        places = [(page.span_of(claim), text) for claim, text in claims]
        yield _problem(places, f"stands in {claim.name} as text, {why}. Write the letters themselves.", fixes)


def _problem(places: list[tuple[Span, str]], says: str, edits: Sequence[Edit | None] = ()) -> Problem:
    (first, text), *others = places
    kept = tuple(edit for edit in edits if edit)
    related = tuple(Related(span, "The same here.") for span, _ in others[:MOST])
    return Problem(first, f"{quote(text)} {says}", Fix(kept) if kept else None, related)


def _entities(text: str) -> Iterator[re.Match[str]]:
    """The entities of a text, none but those that HTML 4 knew: others may be names."""
    if "&" not in text:
        return
    from html.entities import name2codepoint  # a table that few pages need

    for entity in ENTITY.finditer(text):
        if entity[0][1] == "#" or entity[0][1:-1] in name2codepoint or entity[0] == "&apos;":
            yield entity


def _markup(text: str) -> re.Match[str] | None:
    """The first tag of a text. A lone one that begins nothing may be a word about tags."""
    if wrapping := WRAPPING.search(text):
        return wrapping
    tags = list(TAG.finditer(text)) if "<" in text and ">" in text else []
    sure = len(tags) > 1 or any(tag[1] or "=" in (tag[2] or "") or tag.start() == 0 or tag[0].lower().startswith("<br") for tag in tags)
    return tags[0] if sure else None


def _undo(page: Page, span: Span) -> Edit | None:
    """Undo one escaping: “&amp;nbsp;” in the source becomes “&nbsp;”."""
    source = page.source.text[slice(*span)]
    return Edit(Span(span.start, span.start + 5), "&") if source.startswith("&amp;") and ENTITY.fullmatch("&" + source[5:]) else None


def _claim_edits(page: Page, claim: Claim) -> Iterator[Edit]:
    span = page.span_of(claim)
    source = page.source.text[slice(*span)]
    if claim.by != "json-ld":
        for escaped in ESCAPED.finditer(source):
            yield Edit(Span(span.start + escaped.start(), span.start + escaped.end()), "&")
        return
    from html import unescape  # its table is large, and few pages need it

    for entity in _entities(source):
        letter = json.dumps(unescape(entity[0]))[1:-1].replace("<", "\\u003c")
        yield Edit(Span(span.start + entity.start(), span.start + entity.end()), letter)
