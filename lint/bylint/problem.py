"""What a rule says (`Problem`) and what the engine reports (`Finding`)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from bylint.span import Span


class Severity(IntEnum):
    """How bad a finding is. Whether it fails a run is another question: `--fail-on`."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


Safety: TypeAlias = Literal["safe", "unsafe"]


class Edit(NamedTuple):
    """Replace the text of `span` by `text`."""

    span: Span
    text: str = ""


class Fix(NamedTuple):
    """Edits that mend a problem. A safe one needs no fact and no judgement.

    `leaves` are rules that may find, once it is applied, the lack of what the leftover stood for: a byline that
    names nobody, taken out, leaves a story without one. A fix that brings any other finding is withdrawn.
    """

    edits: tuple[Edit, ...]
    safety: Safety = "safe"
    leaves: tuple[str, ...] = ()


class Document(Protocol):
    """A file that knows its places, as a `Source` does: `path` is what reports call it."""

    @property
    def path(self) -> str: ...

    @property
    def text(self) -> str: ...

    def points(self, offsets: Iterable[int]) -> Mapping[int, Any]: ...


class Related(NamedTuple):
    """Another place that explains a problem: on the page, or in another `document`."""

    span: Span
    message: str
    document: Document | None = None


class Piece(NamedTuple):
    """A part of a text that differs from another text: words of both, or only of the other one, or only of this one. The space
    before it is its own; a newline parts two paragraphs."""

    kind: Literal["same", "removed", "added"]
    text: str


class Problem(NamedTuple):
    """A rule's word on one place of a page.

    `message` is for a copy editor, in one or two sentences: what is wrong and why it matters
    here, then what to do. Text quoted from the page goes through `quote`. `difference` shows, word by
    word, how the text at `span` differs from what it should be. The finding is as severe as
    the config has the rule, and never more than `most`, where a rule knows of some problems that they weigh less.
    A rule knows no day, so that what it finds of a page can be kept: a problem that there is from some day on, or
    up to one, says so in `since` and `until`, both inclusive, and is told on those days only.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    difference: tuple[Piece, ...] = ()
    most: Severity = Severity.ERROR
    since: date | None = None
    until: date | None = None


def quote(text: str, most: int = 60) -> str:
    """Text of a page as a message quotes it: on one line, in “ ”, cut to `most` characters."""
    text = " ".join(text.split()).replace("“", "‘").replace("”", "’")
    if len(text) > most:
        text = text[: most - 1].rstrip() + "…"
    return f"“{text}”"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with what is counted, as messages say it: “1 page”, “2,000 pages”."""
    return f"1 {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


class Asked(NamedTuple):
    """A demand of an originator, in words, with where it was read, and what a page shows of it: it is met, broken, or cannot be seen."""

    text: str
    source: str
    state: Literal["met", "broken", "unseen"]


class Compared(NamedTuple):
    """What a page was compared with, and how much of it stands there.

    `original` is what reports call it; `url`, `headline`, `published` and `modified` are as the original states them, "" where
    it does not. `words` are those of its text and `own` those of the page's, in scripts without spaces characters; `carried` is the
    share of the original's that stands on the page, 0 to 1. Where they are not `one_story` nothing was compared word by word.
    `allowed` are the kinds of change that are not told of, `rules` those that looked at the page, `demands` what originators ask for.
    """

    original: str
    url: str
    headline: str
    published: str
    modified: str
    words: int
    own: int
    carried: float
    one_story: bool
    allowed: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    demands: tuple[Asked, ...] = ()


class Place(NamedTuple):
    """Where a finding stands in the file as it lies on disk.

    Lines and columns start at 1, columns count code points, ends are exclusive. Bytes count from
    the first byte of the file, a byte-order mark included. The last two are the columns in bytes of
    UTF-8, from 1, whatever the encoding of the file.
    """

    start_byte: int
    end_byte: int
    line: int
    column: int
    end_line: int
    end_column: int
    column_8: int
    end_column_8: int


class ByteEdit(NamedTuple):
    """An `Edit` whose range counts bytes of the file; `text` is still to be encoded. `place` has the lines and columns
    of the range, None where they are not known."""

    start_byte: int
    end_byte: int
    text: str
    place: Place | None = None


class ByteFix(NamedTuple):
    """A `Fix` in bytes of the file."""

    edits: tuple[ByteEdit, ...]
    safety: Safety
    leaves: tuple[str, ...] = ()


class RelatedPlace(NamedTuple):
    """A `Related` in lines, columns and bytes of its file: at `path`, or "" for the file of the finding."""

    place: Place
    message: str
    path: str = ""


class Excerpt(NamedTuple):
    """The part of a source line that a report shows: `text`, with `start` to `end` of it marked."""

    line: int
    text: str
    start: int
    end: int


class Finding(NamedTuple):
    """A problem with all a report needs: plain, frozen and picklable, no tree node in it.

    `fingerprint` names the finding without its line: it stays the same when text above it moves.
    `content` is the same for findings of one rule on one text, wherever on whichever page it stands.
    `cause` is the same on every page for findings of one rule at one place of a template.
    `most` is what its severity may be at most, whatever the config says of the rule; `since` and `until` are the first and the
    last day on which it is told, None for any.
    """

    rule: str
    severity: Severity
    path: str
    message: str
    place: Place
    excerpt: Excerpt
    fingerprint: str
    content: str
    fix: ByteFix | None = None
    related: tuple[RelatedPlace, ...] = ()
    cause: str = ""
    difference: tuple[Piece, ...] = ()
    most: Severity = Severity.ERROR
    since: date | None = None
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it is to be told on a day."""
        return (self.since is None or self.since <= today) and (self.until is None or today <= self.until)

    def at(self, severity: Severity) -> "Finding":
        """The same where the config has its rule that severe."""
        severity = min(severity, self.most)
        return self if severity == self.severity else self._replace(severity=severity)
