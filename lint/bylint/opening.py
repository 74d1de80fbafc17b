"""Where in the source the opening tag of each element stands.

libxml2 counts lines only, and those only to 65,535. On most pages the tags of the source have the
names of the tree's elements, in the same order, and so they pair off (`by_name`). Where they have not,
libxml2 parses a second copy of the source, in which everything that looks like an opening tag carries
a number in an attribute of its own, and decides itself which of them are tags (`by_number`). The
copy's tree is thrown away once the numbers are read: the tree that rules see never held them.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from bylint.pattern import lazy
from bylint.scan import OPENING_TAG, Tags, end
from bylint.tag import COMMENT, MARKUP, TAGLESS, closes_itself, token
from bylint.tree import Element, in_order, parse

# An opening tag, perhaps; and one of an odd name, in which a number could change what the rest
# means: it would split a "-->", stand before the "/" of `</script>`, or part a "=" from its value.
OPENING = lazy(
    r"""<(?: ([a-zA-Z][^\t\n\f\r />"'<=]*+(?<!--)(?<!--!)(?<!\]\])(?=[\t\n\f\r />]|\Z)(?![\t\n\f\r ]*+=)) | ([a-zA-Z][^\t\n\f\r />]*+) )""",
    re.X,
)
# What the parser adds where the source has none; what else it adds makes the numbers differ.
IMPLIED = ("html", "head", "body")
WORDLESS = re.compile(rf"(?>(?:[\t\n\f\r ]|{COMMENT.pattern}|</[^>]*+>|<!(?!--)[^>]*+>)*)")


def openings(text: str, tags: Tags, nodes: Sequence[Element]) -> list[int]:
    """For each of the nodes that `text`, which has these tags, was parsed to, in order, the offset of
    its opening tag; -1 for comments and for elements that the source does not spell out."""
    starts = by_name(text, tags, nodes)
    return by_number(text, nodes) if starts is None else starts


def by_name(text: str, tags: Tags, nodes: Sequence[Element]) -> list[int] | None:
    """The offsets, where the source's tags and the tree's elements pair off without a doubt, else None."""
    if tags.names and tags.names[-1] in TAGLESS and end(text, tags.starts[-1]) == len(text):
        return None  # what holds the rest of the page closed itself, perhaps
    if any(name in TAGLESS and _ends_doubtfully(text, start) for name, start in zip(tags.names, tags.starts, strict=True)):
        return None
    names = [node.tag for node in nodes]
    unspelt = {name for name in set(names) if not isinstance(name, str)}
    for implied in IMPLIED:
        if implied not in tags.names:
            if names.count(implied) == 1:
                unspelt.add(implied)
        elif not _first_of_its_kind(text, tags, implied):
            return None
    if [name for name in names if name not in unspelt] != tags.names:
        return None
    following = iter(tags.starts)
    return [-1 if name in unspelt else next(following) for name in names]


def _ends_doubtfully(text: str, start: int) -> bool:
    """Whether the "/" before the end of a tag is a value's, as in `<script src=x/>`, and closes nothing."""
    tag = OPENING_TAG.match(text, start)
    return tag is not None and text[tag.end() - 1] == "/" and not closes_itself(text, start)


def _first_of_its_kind(text: str, tags: Tags, name: str) -> bool:
    """Whether a tag that the parser implies where it needs one stands once, and in front of what would need it."""
    at = tags.names.index(name)
    before = end(text, tags.starts[at - 1]) if at else 0
    return tags.names.count(name) == 1 and WORDLESS.fullmatch(text, before, tags.starts[at]) is not None


def by_number(text: str, nodes: Sequence[Element]) -> list[int]:
    """The offsets as libxml2 itself sees them."""
    # Digits have no upper case, so that no attribute of the page's own can become the same.
    mark = "7031"
    while mark in text:
        mark *= 2
    marked, offsets, odd = _mark(text, mark)
    root, _ = parse(marked)
    offsets.append(-1)  # where a node has no number
    if odd:
        # What looks like a tag inside a tag of an odd name left its number there, behind other attributes.
        numbers = ((node.get(mark) if node.keys()[:1] == [mark] else None) for node in in_order(root))
    else:
        numbers = (node.get(mark) for node in in_order(root))
    starts = [offsets[int(number or -1)] for number in numbers]
    if len(starts) != len(nodes):
        # Not known to happen. No place is better than a wrong one.
        return [-1] * len(nodes)
    return _with_odd(text, nodes, starts, odd) if odd else starts


def _mark(text: str, mark: str) -> tuple[str, list[int], list[int]]:
    """The text with its numbers, the offset of each candidate by its number, and those left without one."""
    pieces = OPENING.split(text)
    before, plain, odd = pieces[0::3], pieces[1::3], pieces[2::3]
    marked = [""] * (2 * len(plain) + 1)
    marked[0::2] = before
    marked[1::2] = [f"<{name} {mark}={number} " if name else f"<{odd[number]}" for number, name in enumerate(plain)]
    # The lengths of what stands before and of the names, in turn: every second sum is a start.
    lengths = [0] * len(marked)
    lengths[0::2] = map(len, before)
    lengths[1::2] = [1 + len(name or other) for name, other in zip(plain, odd, strict=True)]
    offsets = list(accumulate(lengths))[: 2 * len(plain) : 2]
    return "".join(marked), offsets, [offset for offset, name in zip(offsets, plain, strict=True) if name is None]


def _with_odd(text: str, nodes: Sequence[Element], starts: list[int], odd: list[int]) -> list[int]:
    """Give the tags of odd names to the elements they became: the stretches between two numbered
    tags are read token by token."""
    numberless = set(odd)
    nameless: list[int] = []
    last, last_at = 0, -1
    for at in range(len(nodes) + 1):
        if at < len(nodes) and starts[at] < 0:
            if isinstance(nodes[at].tag, str):
                nameless.append(at)
            continue
        end = starts[at] if at < len(nodes) else len(text)
        if nameless and bisect_left(odd, last) < bisect_left(odd, end):
            found = [tag for tag in _tags(text, last, end, last_at >= 0) if tag[1] in numberless]
            taken = 0
            for one in nameless:
                for number in range(taken, len(found)):
                    if found[number][0] == nodes[one].tag:
                        starts[one], taken = found[number][1], number + 1
                        break
        nameless = []
        last, last_at = end, at
    return starts


def _tags(text: str, start: int, end: int, within: bool) -> list[tuple[str, int]]:
    """Name and offset of the opening tags from `start` to `end`; behind the one at `start` where we are `within` it."""
    found: list[tuple[str, int]] = []
    markup = MARKUP.match(text, start) if within else MARKUP.search(text, start, end)
    while markup:
        at = markup.start()
        piece = token(text, at)
        if piece.kind == "open" and at >= start + within:
            found.append((piece.name, at))
        behind = piece.end
        if piece.kind == "open" and piece.name in TAGLESS and not closes_itself(text, at):
            closing = re.compile(f"</{piece.name}(?=[\t\n\f\r />])", re.I).search(text, behind)
            behind = closing.start() if closing else end
        markup = MARKUP.search(text, behind, end)
    return found
