"""Credits in words: “originally published by …”, “mit Material von …”, “republished from …”."""

from collections.abc import Iterator

from bylint.lexicon import Match, bare, fold
from bylint.pattern import lazy
from bylint.views.links import text_of
from bylint_rules.views.credit import Credit
from bylint_rules.views.credit_maker import Maker
from bylint_rules.views.credit_words import FIRST, STORY
from bylint_rules.views.home import leads_somewhere
from bylint_rules.views.names import without_dates
from bylint_rules.views.zones import Place

SENTENCE = lazy(r"[.!?](?=[\s)])|[。！？؟।]")
# What a name stands behind in “on 3 March 2026 in The Gazette”.
BEFORE_NAME = lazy(r"(?:in|by|at|on|im|in der|bei|dans|sur|en|por|su|da|в|на)\s+")
# What a name stands before in “The Gazette on 3 March 2026”, up to the year.
BEHIND_NAME = lazy(r",?\s+\(?(?:on|in|am|im|vom|le|en|el|em|il|den|op|på|в|от)\s+(?=[^,.]{0,24}\d)(?=.{0,24}\b(?:19|20)\d\d\b)")
# The longest paragraph that may be a credit for its first words alone, in letters of an alphabet.
LONG = 420


def formulas(maker: Maker, place: Place) -> Iterator[Credit]:
    text, start = place.block.text, 0
    # “Republished from B, where it was first published by C.”
    for _ in range(3):
        if (found := maker.words["credit"].find(text[start:])) is None:
            return
        if credit := _formula(maker, place, text, found, start):
            yield credit
        start += max(found.end, 1)


def _formula(maker: Maker, place: Place, text: str, found: Match, offset: int) -> Credit | None:
    start, end = (offset + at for at in found.slots.get("source", (found.start, found.end)))
    told = text[offset + found.start : offset + found.end]
    told = text[offset + found.start : start] + text[end : offset + found.end] if "source" in found.slots else told
    if not _is_about_story(maker, place, text, offset + found.start, told):
        return None
    links = [link for link in place.block.links if leads_somewhere(link)]
    if "source" not in found.slots:
        # No slot is in the words: they may hold an agency's name, or a link lead to the source.
        if agency := maker.words.agency(told):
            at = offset + found.start
            return maker.credit("formula", place.block, at + agency[1], at + agency[2])
        # “… blogs at The Gazette, where a version of this article originally appeared”: the link before the words.
        gone = [link for link in links if maker.away([link])]
        before = [link for link in gone if text.find(text_of(link)) < offset + found.start]
        link = (before[-1:] or gone[:1] or [None])[0]
        href = maker.away(gone if link is None else [link])
        name = text_of(link) if link is not None else ""
        at = text.find(name) if name and bare(name) != bare(text) and len(name) > 5 else -1
        if at >= 0:
            return maker.credit("formula", place.block, at, at + len(name))._replace(first=FIRST.search(fold(told)) is not None)
        return Credit("link", "", place.block, offset + found.start, offset + found.end, href) if href else None
    inside = [(at, name) for name in map(text_of, links) if name and (at := text.find(name, start, end)) >= 0]
    if inside:
        # Before the words the last link is the source, behind them the first.
        at, name = inside[-1] if start == offset + found.start else inside[0]
        start, end = at, at + len(name)
    else:
        start = _behind_date(text, start, end)
        end = _before_date(text, start, min(end, maker.name_end(text, start, start + 1))) if start < end else start
    if not bare(text[start:end]):
        return None  # a stamp of the time
    return maker.credit("formula", place.block, start, end)._replace(first=FIRST.search(fold(told)) is not None)


def _is_about_story(maker: Maker, place: Place, text: str, at: int, told: str) -> bool:
    """Whether a formula, `told` without its slot, says where this story was published, and not some book."""
    begin = max((end.end() for end in SENTENCE.finditer(text, 0, at)), default=0)
    lead = text[begin:at]
    said = fold(lead + told)
    if STORY.search(said):
        return True
    # A paragraph that begins “According to …” is no credit; one that begins “Reposted from …” is a line.
    if not bare(lead) or lead.rstrip().endswith((":", "：", "(", "|")):
        return place.block.weight <= LONG or FIRST.search(said) is not None
    return place.zone in ("head", "tail") and any(leads_somewhere(link) and maker.away([link]) for link in place.block.links)


def _behind_date(text: str, start: int, end: int) -> int:
    """Where the name begins in “on March 3, 2026 in The Gazette”."""
    dated = without_dates(text[start:end])
    if not dated.startswith("|"):
        return start
    rest = BEFORE_NAME.sub("", dated.lstrip("| ,"), count=1) if BEFORE_NAME.match(dated.lstrip("| ,")) else dated.lstrip("| ,")
    at = text.rfind(rest, start, end) if rest else -1
    return at if at >= 0 else end


def _before_date(text: str, start: int, end: int) -> int:
    """Where the name ends in “The Gazette on March 3, 2026”; a name such as “News on 6” goes on."""
    found = BEHIND_NAME.search(text, start + 1)
    return found.start() if found and found.start() < end else end
