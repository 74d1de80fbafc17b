"""A script of JSON-LD is not JSON, so nobody can read it.

Search engines throw the whole script away for one missing comma, and with it the author, the dates
and the publisher of the story. Typical are a quotation mark in a headline that nobody escaped,
typographic quotes from a word processor, a comma behind the last entry, or a template's leftovers.

Source: https://www.rfc-editor.org/rfc/rfc8259
"""

from collections.abc import Iterator

from bylint import Edit, Fix, Page, Problem, Run, Span, StartTag, rule
from bylint.views.json_ld import Script, json_ld

AFTERMATH = "so search engines read none of it."
SCRIPT = '<script type="application/ld+json">{}</script>'
TYPOGRAPHIC = "“”„‟«»‘’‚＂"


@rule(
    "metadata/json-ld-syntax",
    severity="error",
    bad=(
        SCRIPT.format('{"@type": "NewsArticle", "headline": "Ferry "Aurora" sails again"}'),
        SCRIPT.format('{"@type": "NewsArticle", "headline": "Ferry sails again",}'),
        SCRIPT.format("{“@type”: “NewsArticle”}"),
    ),
    good=(
        SCRIPT.format(r'{"@type": "NewsArticle", "headline": "Ferry \"Aurora\" sails again"}'),
        SCRIPT.format('\n<!--\n[{"@type": "NewsArticle", "headline": "Ferry “Aurora” sails again"}]\n-->\n'),
    ),
)
def json_ld_syntax(page: Page) -> Iterator[Problem]:
    for script in page.view(json_ld).scripts:
        if script.error is None:
            continue
        text = script.element.text or ""
        if script.error == "empty":
            yield Problem(
                page.span_of(StartTag(script.element)),
                "The JSON-LD script is empty, so search engines learn nothing of the story from it. Fill it in, or delete it.",
            )
            continue
        at = _comma(text, script.at)
        cut = script.error == "cut off"
        span = page.span_of(Run(script.element, "text", at - cut, at + 1 - cut))
        fix = Fix((Edit(span),)) if at != script.at or script.error.startswith("Illegal trailing") else None
        yield Problem(Span(span.end, span.end) if cut else span, _message(script, text, at), fix)


def _comma(text: str, at: int) -> int:
    """The comma before a closing bracket, which is what is wrong there; else the place itself."""
    before = text[:at].rstrip()
    return len(before) - 1 if text[at : at + 1] in ("}", "]") and before.endswith(",") else at


def _message(script: Script, text: str, at: int) -> str:
    error, here, before = script.error or "", text[at : at + 1], text[:at].rstrip()
    if error == "nested too deeply":
        return "This JSON-LD is nested too deeply to be read by anybody. Flatten it."
    if error == "not a number":
        return f"JSON knows no NaN or Infinity, {AFTERMATH} Write a number, or null."
    if "control character" in error:
        return f"A line break or tab stands inside a quoted text of this JSON-LD, {AFTERMATH} Write it as \\n, or take it out."
    if "escape" in error:
        return f"A backslash in this JSON-LD has no meaning before what follows it, {AFTERMATH} Double the backslash, or delete it."
    if "Unterminated string" in error:
        return f"A quoted text that begins here in the JSON-LD never ends, {AFTERMATH} Add the closing quotation mark."
    if error == "cut off":
        return f"The JSON-LD breaks off here, {AFTERMATH} Add what is missing: a closing bracket or quotation mark."
    if here == "," and (at != script.at or error.startswith("Illegal trailing")):
        return f"A comma stands behind the last entry of this JSON-LD, {AFTERMATH} Delete the comma."
    if here in TYPOGRAPHIC:
        return f"This JSON-LD is written with typographic quotation marks, {AFTERMATH} Write plain \" around names and texts."
    if here == "'":
        return f"This JSON-LD is written with single quotation marks, {AFTERMATH} Write \" around names and texts."
    if text.startswith(("{{", "{%", "[[", "<?", "${"), at) or (here == "{" and error.startswith("Expecting property name")):
        return f"A template's leftover stands in this JSON-LD, {AFTERMATH} Fill in the value."
    if text.startswith(("&quot;", "&#34;", "&#x22;"), at):
        return f"The quotation marks of this JSON-LD are written as &quot;, which means nothing in a script, {AFTERMATH} Write plain \"."
    if here == "<":
        return f"HTML stands in the middle of this JSON-LD, perhaps a template's error message, {AFTERMATH} Take it out."
    if text.startswith(("//", "/*"), at):
        return f"JSON knows no comments, {AFTERMATH} Delete the comment."
    if error.startswith("Extra data"):
        return f"More follows here behind the end of the JSON-LD, {AFTERMATH} Delete it, or give it a script of its own."
    if error.startswith("Expecting ',' delimiter") and before.endswith('"') and here not in '"{[':
        return f"A quotation mark in this text of the JSON-LD ends it too early, {AFTERMATH} Write \\\" for a quotation mark inside a text."
    if error.startswith("Expecting ',' delimiter"):
        return f"A comma is missing before this in the JSON-LD, {AFTERMATH} Add it."
    if error.startswith("Expecting ':' delimiter"):
        return f"A colon is missing before this in the JSON-LD, {AFTERMATH} Add it."
    if error.startswith("Expecting property name"):
        return f"A name in quotation marks is expected here in the JSON-LD, {AFTERMATH} Write the name in plain \"."
    return f"A value is expected here in the JSON-LD, {AFTERMATH} Write it, or delete the entry."
