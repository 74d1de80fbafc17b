"""An instruction to a publishing system is printed as text.

“[caption id=…]”, “[/vc_row]”, “{% include … %}”, “{loadposition …}”: the system that the story was
written in would have put a picture, a gallery or a layout there, yours prints the instruction.
Readers take it for a fault of the page, which it is. Delete it, or put in what it stood for. Words
in brackets (“[sic]”, “[he]”, “[Reuters]”) are the story's own, and code is left alone.

Sources: https://codex.wordpress.org/Shortcode_API, https://gohugo.io/content-management/shortcodes/,
https://docs.joomla.org/How_do_you_put_a_module_inside_an_article%3F, https://www.drupal.org/project/token
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bylint import Edit, Fix, Page, Problem, Span, quote, rule
from bylint.fix import remove_block
from bylint.views.blocks import Block
from bylint_rules.residue.readable import mentions, readable
from bylint_rules.residue.shortcodes import ARGUMENT, ATTRIBUTE, BBCODE, DRUPAL, HEADING, MEDIA, OTHER, SQUARE, TECHNICAL, WORDS
from bylint_rules.residue.texts import printed

# No fix takes out more at once.
MOST = 100


class Found(NamedTuple):
    block: Block
    start: int
    end: int
    square: re.Match[str] | None


@rule(
    "residue/shortcode",
    severity="error",
    bad=(
        "<p>[caption id=”attachment_12″ width=”640″]The ferry in the harbour[/caption]</p>",
        "<p>The ferry sails again from Monday.</p><p>[/vc_column_text]</p><p>[ad_1]</p><p>{{&lt; figure src=\"ferry.jpg\" >}}</p>",
        "<p>{loadposition banner3} The ferry sails again from Monday. &lt;!--nextpage--&gt;</p>",
    ),
    good=(
        "<p>“It [the ferry] was late [sic] on Monday,” the office said [video]. [Reuters] [1] [see table 3] [a = b]</p>",
        "<p>Put <code>[gallery ids=”1,2”]</code> into the story, says the manual, and it shows the pictures of the ferry.</p>",
    ),
)
def shortcode(page: Page) -> Iterator[Problem]:
    texts = page.view(printed)
    # One of these is in each of them, but for the marks of headings.
    likely = texts.things if HEADING.search(texts.all) else texts.holding(("[", "{", "<", ":http"))
    found = [one for block in likely for one in _candidates(block)]
    closed = {one.square[2] for one in found if one.square and one.square[1]}
    opened = {one.square[2] for one in found if one.square and not one.square[1]}
    sure: dict[Block, list[Found]] = {}
    for one in found:
        if (one.square is None or _is_shortcode(one.square, closed, opened)) and not mentions(page, one.block, one.start, one.end):
            sure.setdefault(one.block, []).append(one)
    for block, codes in sure.items():
        first = codes[0]
        said = quote(block.text[first.start : first.end], 40)
        message = f"{said} is an instruction to a publishing system that was not carried out, and readers see it. "
        yield Problem(
            block.part(page, first.start, first.end), f"{message}Delete it, or put in what it stood for.", _fix(page, block, codes)
        )


def _candidates(block: Block) -> Iterator[Found]:
    text = readable(block)
    found = [Found(block, *code.span(), None) for code in OTHER.finditer(text)] if "\\" not in text else []
    taken = [range(one.start, one.end) for one in found]
    squares = (Found(block, *code.span(), code) for code in SQUARE.finditer(text))
    yield from sorted([*found, *(one for one in squares if not any(one.start in other for other in taken))], key=lambda one: one.start)


def _is_shortcode(code: re.Match[str], closed: set[str], opened: set[str]) -> bool:
    slash, name, rest = code.groups()
    low = name.lower()
    if slash:
        return not rest.strip() and (TECHNICAL.fullmatch(name) is not None or name in opened or name in WORDS)
    if not rest.strip(" /"):
        if TECHNICAL.fullmatch(name) or name in closed or rest == " /":
            return True
        return name in WORDS and code[0] == code.string
    if rest[0] == "=":
        return low in BBCODE
    if rest[0] == ":":
        # A space is what writers put behind a colon: “[Video: Harbour Office]”.
        return not rest[1:2].isspace() and (low in DRUPAL or (low in MEDIA and re.match(r":(?:https?://|\d)", rest) is not None))
    known = name in WORDS or TECHNICAL.fullmatch(name) is not None
    return (len(name) > 1 and ATTRIBUTE.match(rest) is not None) or (known and ARGUMENT.fullmatch(rest) is not None)


def _fix(page: Page, block: Block, codes: list[Found]) -> Fix | None:
    """Take the block out where there is nothing else in it, else the instructions alone."""
    ends = [0, *(code.end for code in codes)]
    starts = [*(code.start for code in codes), len(block.text)]
    if not any(any(map(str.isalnum, block.text[end:start])) for end, start in zip(ends, starts, strict=True)):
        return remove_block(page, block)
    if len(codes) > MOST:
        return None
    spans: list[Span] = [block.part(page, code.start, code.end) for code in codes]
    # What stood between the two may be wanted: a picture, an address.
    plain = all("<" not in page.source.text[slice(*span)] for span in spans)
    return Fix(tuple(Edit(span) for span in spans), "unsafe") if plain else None
