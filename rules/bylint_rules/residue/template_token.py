"""A variable of a template stands where its value should be.

“{{ title }}”, “%%byline%%”, “*|FIRST_NAME|*”: a system that fills in the value has not run, or not
on this part of the page. Readers see the machinery, and learn nothing about what belongs there.
In the title or the description it is what search results and shared links show. Fill in the value,
or delete the line. Text that is marked up as code is left alone.

Sources: https://jinja.palletsprojects.com/en/stable/templates/#variables, https://mailchimp.com/help/all-the-merge-tags-cheat-sheet/,
https://yoast.com/help/list-available-snippet-variables-yoast-seo/
"""

import re
from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.pattern import lazy
from bylint_rules.residue.readable import mentions, readable
from bylint_rules.residue.texts import printed, shared

# What one of these is in may hold a token; anything else cannot. Each has one of the marks in it, and any lone variable has.
SIGNS = ("%", "{{", "${", "#{", "{$", "[[", "*|", "@@", "###")
MARKS = "{%[*@#"
TOKEN = lazy(
    r"""\{\{\{?(?![<%{])[^{}]{1,200}\}\}\}?
    | [$\#]\{[A-Za-z_@][\w.:@()\[\]-]{0,80}\}
    | \{\$[A-Za-z_][^{}\s]{0,80}\}
    | %%[A-Za-z][\w:.-]{0,60}%% | (?<![\w%])%[A-Z][A-Z_]{3,60}%(?![\w%])
    | <%[=-]?[^%<>]{1,200}%>
    | \[%-?\s[^%\[\]]{1,200}%\]
    | \[\[[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\]\]
    | \*\|[A-Z][A-Z0-9_:]{1,60}\|\*
    | @@[A-Za-z]\w{1,60}@@
    | \#\#\#[A-Z][A-Z0-9_]{2,60}\#\#\#""",
    re.X,
)
# Single marks are sure only around the names that templates use, and in the metadata or in a line by itself.
NAMES = """title|headline|author|byline|name|date|time|count|number|source|url|link|site|page|section|category|excerpt|description|summary|
    (?:post|site|page|article|entry|author|first|last|user|story|image|category|current|publish(?:ed)?)[_-]?(?:title|name|date|url|id|count|excerpt)
    |sep|separator(?:_sa)?|tagline|[0-9]""".replace("\n", "").replace(" ", "")
LONE = lazy(rf"\{{(?:{NAMES})\}}|%(?:{NAMES})%|#(?:post_title|site_title|separator_sa|tagline)\b", re.I)
LINE = 40


@rule(
    "residue/template-token",
    severity="error",
    bad=(
        "<article><p>The ferry to the islands sails again from Monday, the harbour office said.</p><p>By {{ author.name }}</p></article>",
        "<article><p>Dear *|FNAME|*, the ferry to the islands sails again from Monday, the harbour office said.</p></article>",
        "<!doctype html><title>%%title%% %%sep%% Harbour Gazette</title>",
        '<!doctype html><meta property="og:title" content="{title}">',
    ),
    good=(
        "<article><p>Write <code>{{ title }}</code> where the headline goes, and {{ date }} below it, says the harbour office."
        "</p></article>",
        "<article><p>The set {0} has one element; the ferry, at 50%, half of its passengers and {fewer} dogs.</p></article>",
    ),
)
def template_token(page: Page) -> Iterator[Problem]:
    for block in page.view(printed).holding(MARKS):
        pattern = TOKEN if any(sign in block.text for sign in SIGNS) else LONE
        # A backslash is the mark of formulas, whose braces mean something else.
        if "\\" in block.text or (pattern is LONE and ("{" not in block.text or block.weight > LINE)):
            continue
        text = readable(block)
        token = pattern.search(text)
        if token and not mentions(page, block, *token.span()):
            whole = not any(map(str.isalnum, pattern.sub("", text)))
            yield Problem(block.part(page, *token.span()), _said(token[0]), remove_block(page, block, "unsafe") if whole else None)
    for claim in page.view(shared).holding(MARKS):
        if token := TOKEN.search(claim.value) or LONE.search(claim.value):
            yield Problem(page.span_of(claim), f"In {claim.name}, {_said(token[0], 'search results and shared links show it')}")


def _said(token: str, seen: str = "readers see it as it stands") -> str:
    return f"{quote(token)} is a template's variable without its value, and {seen}. Put the value there, or delete it."
