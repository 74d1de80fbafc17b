"""What pages tell a rule that needs several of them, and what the rule says of it.

A rule with a judge is a map and a reduce. Its function yields notes of a page instead of problems;
notes with a key in common, from at least two pages, make a group; `judge` says of each group which
of its notes are findings. Pages are read in any order and at any time, and never two at once.

    from bylint import Note, Verdict, rule

    def judge(group):
        if group.pages >= 3:
            for note in group:
                yield Verdict(note, f"“{note.evidence}” is the headline of {group.pages} pages. Find another.")

    @rule("house/same-headline", judge=judge, bad=[("<h1>Storm</h1>",) * 3], good=["<h1>Storm</h1>"])
    def same_headline(page):
        \"""Pages have one headline. Readers cannot tell them apart.\"""
        for heading in page.root.iter("h1"):
            text = "".join(heading.itertext())
            yield Note(page.span_of(heading), keys=(text,), evidence=text)

An example is a tuple of pages. A judge may take the rule's options as its second argument.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from bylint.problem import Fix
from bylint.span import Span


class Note(NamedTuple):
    """A rule's note of one page. `span` is where a finding would stand, and `fix` what would mend it.

    Pages meet under each of the `keys`, which may be of any length; `evidence` is kept for the judge
    and should be small, as all pages of a site have theirs on disk.
    """

    span: Span
    keys: tuple[str, ...]
    evidence: str | bytes = ""
    fix: Fix | None = None


class Noted(NamedTuple):
    """A note as a judge gets it: the path of its page as reports give it, and its evidence. `id` is its own."""

    id: int
    path: str
    evidence: str | bytes


class Group(Protocol):
    """The notes of one key, read anew each time they are iterated over: pages in the order of the
    run, before them those that are known from earlier runs. They may be many: keep none that you can let go."""

    @property
    def pages(self) -> int:
        """How many pages have one; two at the least."""

    def __iter__(self) -> Iterator[Noted]: ...


class Verdict(NamedTuple):
    """A judge's word that a note is a finding.

    `message` is like a problem's. Verdicts with one `cause` are one fault to be mended in one place,
    and reports group them; where it is "" the place in the tree tells. Of several on one note the
    weightiest stands, and the first of equals.
    """

    note: Noted
    message: str
    cause: str = ""
    weight: float = 0
