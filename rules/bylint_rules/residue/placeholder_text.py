"""A placeholder stands where text should be.

“undefined”, “Invalid Date”, “[object Object]”, “Lorem ipsum”, “TK”, or a line of nothing but a full
stop: a program or a colleague left the place of something that never came. Readers see that nobody
looked at the page. Fill in what belongs there, or delete it. Only whole lines count, so a story that
calls a word undefined is not meant.

Source: https://developers.google.com/search/docs/fundamentals/creating-helpful-content
"""

import re
from collections.abc import Iterable, Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.pattern import lazy
from bylint.views.blocks import Block, alone
from bylint_rules.residue.frames import SKELETON
from bylint_rules.residue.readable import mentions
from bylint_rules.residue.texts import Texts, printed, shared

# What programs print for a value they do not have. No language's words, and case counts: “None of them”.
NO_VALUE = "(?:undefined|null|NaN|Invalid [Dd]ate)"
VALUE = re.compile(rf"(?:By:? |\w{{2,20}}: ?)?{NO_VALUE}(?:[ ,/-]{{1,3}}{NO_VALUE}){{0,4}}|None")
ANYWHERE = lazy(r"\[object \w{1,30}\]|lorem ipsum dolor sit amet", re.I)
# What a colleague was to put in, in capitals and brackets: “[TK: check with Dana]”, “[[INSERT MAP HERE]]”.
TO_COME = lazy(r"\[{1,2}(?:TK|TKTK|INSERT|XXX|FIXME|TODO)\b[^\[\]]{0,80}\]{1,2}|^TK TK\b.{0,60}$")
# What templates and colleagues write in a place that is to be filled.
WRITTEN = frozenset(
    """
    lorem ipsum|tk|tktk|tk tk|tktktk|tk tk tk|xxx|xxxx|xx|asdf|asdfasdf|foo bar|test test|test test test|this is a test|dummy text
    |sample text|placeholder
    |placeholder text|text goes here|your text here|insert text here|add text here|type here|enter text here|click to edit
    |headline here|headline goes here|your headline here|insert headline here|title goes here|your title here|enter title here|untitled
    |untitled document|new document|caption here|caption goes here|insert caption here|enter caption here|add caption|add a caption
    |description goes here|your description here|insert description here|byline here|author name|your name here|firstname lastname
    |just another wordpress site|your site name|my site|site title
    """.replace("\n", "").replace("    ", "").split("|")
)
# Of a line that is nothing but these, the letters never came. Asterisks, dashes and the like divide a story.
MARKS = re.compile(r"[.,;:]|[(\[{]\s?[)\]}]|[\u200b\u200c\u200d\u2060\ufeff\xad]+")
LINE = re.compile(rf"\n(?:{MARKS.pattern}|{VALUE.pattern})\n")
# A cell or a choice in a form may well say that there is nothing.
CELLS = frozenset(("td", "th", "dd", "dt", "option", "optgroup", "label", "button", "legend", "select"))
LONGEST = 80


@rule(
    "residue/placeholder-text",
    severity="error",
    bad=(
        "<p>The ferry sails again from Monday, the harbour office said on Friday.</p><p>Invalid Date</p>",
        "<p>By undefined</p><p>The ferry sails again from Monday, the harbour office said on Friday.</p><p>.</p>",
        "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>",
        "<p>The ferry sails again from Monday, [TK: check with Dana] the harbour office said on Friday.</p><p>[INSERT MAP HERE]</p>",
        '<!doctype html><title>Ferry sails</title><meta name="description" content="undefined">',
    ),
    good=(
        "<p>The term is undefined, and null and void, said the harbour office. None of its ferries sails.</p><p>* * *</p><p>…</p>"
        "<table><tr><td>Ferries on Sunday<td>None</table>",
        '<!doctype html><title>Null Island</title><meta name="description" content="None of the ferries sails.">',
    ),
)
def placeholder_text(page: Page) -> Iterator[Problem]:
    for block in _likely(page.view(printed)):
        if found := placeholder(page, block):
            text = block.text[slice(*found)]
            seen = quote(text) if any(map(str.isprintable, text)) and any(map(str.isalnum, text)) else _nothing(text)
            if not mentions(page, block, *found):
                message = f"{seen} holds the place of something that never came. Put in what belongs here, or delete it."
                fix = remove_block(page, block, "unsafe") if found == (0, len(block.text)) else None
                yield Problem(block.part(page, *found), message, fix)
    claims = page.view(shared)
    # No other letter than these counts as one of them where case does not.
    anywhere = "[object" in (low := claims.all.lower()) or "lorem" in low
    for claim in claims.things:
        value = claim.value
        if VALUE.fullmatch(value) or value.lower() in WRITTEN or (anywhere and ANYWHERE.search(value)):
            message = f"{claim.name} is the placeholder {quote(value)}, and search results and shared links show it. Fill it in."
            yield Problem(page.span_of(claim), message)


def _likely(texts: Texts[Block]) -> Iterable[Block]:
    """The blocks that may be or have a placeholder: all where a line may be one."""
    if LINE.search(texts.all) or any(len(text) <= LONGEST and _bare(text) in WRITTEN for text in texts.texts):
        return texts.things
    return texts.holding(("[", "orem ipsum", "OREM IPSUM", "TK TK"))


def placeholder(page: Page, block: Block) -> tuple[int, int] | None:
    """Where a placeholder stands in a block, None where there is none."""
    text = block.text
    if len(text) <= LONGEST and block.element.tag not in CELLS and _is_placeholder(page, block):
        return 0, len(text)
    if "[object " in text or "orem ipsum" in text or "OREM IPSUM" in text:
        return match.span() if (match := ANYWHERE.search(text)) else None
    return match.span() if ("[" in text or "TK TK" in text) and (match := TO_COME.search(text)) else None


def _is_placeholder(page: Page, block: Block) -> bool:
    text = block.text
    if MARKS.fullmatch(text):
        # Beside other text in its element a mark belongs to that.
        return alone(page, block) and not any(SKELETON.search(node.get("class") or "") for node, _ in block.runs)
    return not block.linked and (VALUE.fullmatch(text) is not None or _bare(text) in WRITTEN)


def _bare(text: str) -> str:
    return text.strip(" .[]()<>…").lower()


def _nothing(text: str) -> str:
    return f"The lone {quote(text)}" if text.isprintable() else "A line without a letter"
