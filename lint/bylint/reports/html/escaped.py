"""Text of strangers as HTML that shows it and does nothing else."""

import re
from collections.abc import Iterator
from html import escape

from bylint.problem import Excerpt
from bylint.safe import safe

SPACE = re.compile(r"[\t\n\f\r]+")
# No XML may have them, so that a strict parser can read the report.
NO_CHARACTER = re.compile("[\ufffe\uffff]")
QUOTED = re.compile("“([^”]*)”")
# A tag in a source line, and what is left of one where the line was cut within it.
TAG = re.compile(r"\A…[^<>]*>|</?[a-zA-Z!][^<>]*(?:>|\Z)")
LINK = re.compile(r"https?://(?:[^\s()<>&;,]|&amp;)+(?<![.:])")
CODE = re.compile(r"`([^`]+)`")


def plain(text: str) -> str:
    """Text on one line, for an element or a quoted attribute. What controls or reorders text is a visible �."""
    return escape(NO_CHARACTER.sub("\ufffd", safe(SPACE.sub(" ", text))))


def name(path: str) -> str:
    """A path, that keeps to itself where its letters run from right to left."""
    return f"<bdi>{plain(path)}</bdi>"


def quoting(message: str) -> str:
    """A message, in which each “quotation” keeps to itself and can be seen at a glance."""
    return QUOTED.sub(r'“<bdi class="quoted">\1</bdi>”', plain(message))


def excerpt(shown: Excerpt) -> str:
    """A source line: its tags apart from the words, and what is in question marked. The words alone decide its direction."""
    text = shown.text
    tags = [found.span() for found in TAG.finditer(text)]
    before, marked, after = (
        "".join(_apart(text, tags, start, end))
        for start, end in ((0, shown.start), (shown.start, shown.end), (shown.end, len(text)))
    )
    return f'<p class="excerpt" dir="auto">{before}<mark>{marked}</mark>{after}</p>'


def _apart(text: str, tags: list[tuple[int, int]], start: int, end: int) -> Iterator[str]:
    for left, right in tags:
        if start < right and left < end:
            yield plain(text[start : max(left, start)])
            yield f'<bdi class="tag" dir="ltr">{plain(text[max(left, start) : min(right, end)])}</bdi>'
            start = min(right, end)
    yield plain(text[start:end])


def manual(doc: str) -> Iterator[str]:
    """The paragraphs of a rule's docstring but its first, which is its summary. Lists and what is indented stay as they are."""
    for paragraph in re.split(r"\n\s*\n", doc.strip())[1:]:
        if re.search(r"^(?: |[-*] )", paragraph, re.M):
            lines = "\n".join(plain(line) for line in paragraph.split("\n"))
            yield f"<pre>{lines}</pre>"
        else:
            linked = LINK.sub(r'<a href="\g<0>">\g<0></a>', plain(paragraph))
            coded = CODE.sub(r"<code>\1</code>", linked)
            yield f"<p>{coded}</p>"
