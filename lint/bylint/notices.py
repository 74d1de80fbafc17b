"""What the engine itself reports of a page: that it could not be read, or not wholly.

Notices are always on. They cannot be switched off because a page that was checked less than the
others must never look like a clean one.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType

from bylint.encoding import declaration, label
from bylint.page import Page
from bylint.problem import Problem, Severity, counted, quote
from bylint.span import Span
from bylint.tree import overloaded

NOTICES = MappingProxyType({
    "page/unreadable": (Severity.ERROR, "The file could not be opened or read, so nothing in it was checked."),
    "page/check-failed": (
        Severity.ERROR,
        "The process that checked the page died, took too long over it, or failed in bylint itself, so nothing in it was checked.",
    ),
    "page/empty": (
        Severity.ERROR,
        "The file is empty or holds only white space. "
        "Export the story again, or take the file out of the build.",
    ),
    "page/not-text": (
        Severity.ERROR,
        "The file is not text: an image, an archive or a program under the name of a page. "
        "Replace it, or name the pages alone.",
    ),
    "page/report": (
        Severity.ERROR,
        "This is a report that bylint wrote and no page of the site, so nothing in it was checked. Have reports written outside the build.",
    ),
    "page/too-large": (Severity.ERROR, "The file is larger than `limits.page-bytes` allows, so nothing in it was checked."),
    "page/too-deep": (
        Severity.ERROR,
        "Elements are nested deeper than any browser needs, and the parser stopped: what follows was not checked.",
    ),
    "page/overloaded": (
        Severity.ERROR,
        "The page has more than 1,500,000 “<”, or a tag of more than 5,000 attributes. No page needs them, and nothing in it was checked.",
    ),
    "page/text-lost": (Severity.ERROR, "Some bytes are no characters in the page's encoding. Readers see � in their place."),
    "page/encoding-mismatch": (
        Severity.WARNING,
        "The page declares another encoding than it is written in. Browsers that believe it show garbled letters.",
    ),
    "page/story-not-found": (
        Severity.WARNING,
        "The selector under `site.story` matches nothing on the page, so the story was found by its structure instead. "
        "Correct the selector, or leave it out. Fragments are all story and need no selector.",
    ),
    "page/rule-crashed": (
        Severity.ERROR,
        "A rule failed on this page, so the page was checked less than the others. The fault is the rule's, not the page's.",
    ),
    "exception/malformed": (
        Severity.WARNING,
        "A comment or attribute of the page that begins like a word to bylint cannot be understood, and silences nothing.",
    ),
    "exception/unknown-rule": (Severity.WARNING, "An exception names a rule that there is not, and silences nothing."),
    "exception/unused": (
        Severity.WARNING,
        "An exception silences nothing: what it was made for is gone, or stands elsewhere now. "
        "It would hide the next finding that nobody has looked at. Take it out.",
    ),
    "exception/expired": (
        Severity.WARNING,
        "The day has passed to which an entry of an ignore file was to hold, and its findings are told again. "
        "Mend what they name, or give the entry another day and a reason.",
    ),
    "exception/without-reason": (
        Severity.WARNING,
        "An exception gives no reason, and the config asks for one with `reasons = true` under [exceptions]. "
        "Write it behind `--`, or as `reason` in an ignore file.",
    ),
    "originals/unreadable": (
        Severity.ERROR,
        "A file of originals, or an item in one, cannot be read, so no page was compared with it. The others were read.",
    ),
    "originals/excerpt": (
        Severity.WARNING,
        "A feed of originals has items without their full text, as many public feeds have, so no page was compared with these. "
        "Ask its sender for a feed with full content.",
    ),
    "originals/changed": (
        Severity.ERROR,
        "The page could not be compared with its original, which was changed while pages were checked, or whose index was lost. "
        "Check again.",
    ),
    "baseline/stale": (
        Severity.INFO,
        "The baseline has findings that are found no more. `bylint baseline prune` takes them out, so that they cannot come back unseen.",
    ),
})
# The families of the engine's own. What they say cannot be silenced.
OWN = ("page", "exception", "baseline", "originals")
# How an HTML report begins.
REPORT = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n<meta name="generator" content="bylint"/>\n'
BINARY = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"RIFF", b"wOF", b"MZ\x90", b"\0\0\x01\0")
CONTROL = re.compile(r"[\0-\x08\x0b\x0e-\x1f]")
# The number and the share of control characters, in the first 4 KiB, from which a file is no text.
CONTROLS, CONTROL_SHARE = 8, 0.03


def unreadable(page: Page) -> str | None:
    """The notice for a page with nothing in it to check, or None."""
    data, text = page.source.data, page.source.text
    if not text.strip(" \t\r\n\f\0\ufeff"):
        return "page/empty"
    head = text[:4096]
    controls = len(CONTROL.findall(head))
    if data.startswith(BINARY) or controls > max(CONTROLS, len(head) * CONTROL_SHARE):
        return "page/not-text"
    if text.startswith(REPORT):
        return "page/report"
    return "page/overloaded" if overloaded(text, page.markup.tags) else None


def notices(page: Page) -> Iterator[tuple[str, Problem]]:
    """What is to be said of a page that was read: (notice, problem)."""
    source = page.source
    if source.lost:
        first = source.lost[0]
        yield "page/text-lost", Problem(
            first,
            f"{counted(len(source.lost), 'character')} cannot be read as {label(source.encoding)} from here on, and readers see �. "
            "Save the page again from its original in UTF-8.",
        )
    if source.declared and source.declared != source.encoding and not source.bom and not source.text.isascii():
        declared, used = label(source.declared), label(source.encoding)
        yield "page/encoding-mismatch", Problem(
            declaration(source.text),
            f"The page declares {declared} but is written in {used}, so some readers see garbled letters. Correct the declaration.",
        )
    if page.markup.cut is not None:
        yield "page/too-deep", Problem(
            Span(page.markup.cut, page.markup.cut + 1),
            "Elements are nested more than 2,000 deep here, and nothing below could be checked. "
            "Close the elements that stay open above.",
        )
    if (story := page.settings.story) and not page.fragment and not page.select(story):
        yield "page/story-not-found", Problem(
            Span(0, 0),
            f"The config's selector {quote(story)} matches nothing on this page, so the story was found by its structure instead, and what "
            "you left out may be checked with it. Correct story under [site], or leave it out.",
        )
