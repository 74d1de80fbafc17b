"""Where in the source the opening tag of each element stands.

libxml2 counts lines only, and those only to 65,535. On most pages the source has as many tags of each
name as the tree has elements of it, and they pair off in their order (`by_name`). Where it has not,
libxml2 parses a second copy of the source, in which everything that looks like an opening tag carries
a number in an attribute of its own, and decides itself which of them are tags (`by_number`). The
copy's tree is thrown away once the numbers are read: the tree that rules see never held them.
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate
from operator import lt

from bylint.tag import COMMENT, MARKUP, closes_itself, lower, token
from bylint.tree import ATTRIBUTES, Element, in_order, parse

# An opening tag, perhaps; and one of an odd name, in which a number could change what the rest
# means: it would split a "-->", stand before the "/" of `</script>`, or part a "=" from its value.
OPENING = re.compile(
    r"""<(?: ([a-zA-Z][^\t\n\f\r />"'<=]*+(?<!--)(?<!--!)(?<!\]\])(?=[\t\n\f\r />]|\Z)(?![\t\n\f\r ]*+=)) | ([a-zA-Z][^\t\n\f\r />]*+) )""",
    re.X,
)
RAW = frozenset(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext", "title", "textarea"])
# A tag with its attributes, and what a raw element holds; or a comment. What is not closed goes on to the end, so that none is read twice.
TAG = re.compile(
    rf"""<(?:((?i:{"|".join(sorted(RAW))})(?=[\t\n\f\r />])){ATTRIBUTES}(?:>|\Z)[^<]*+(?:<(?!(?i:/\1[\t\n\f\r />]))[^<]*+)*+
    |([a-zA-Z][^\t\n\f\r />]*+){ATTRIBUTES}(?:>|\Z)|{COMMENT.pattern[1:]})""",
    re.X,
)
# What the parser adds where the source has none; what else it adds makes the numbers differ.
IMPLIED = ("html", "head", "body")
WORDLESS = re.compile(rf"(?:[\t\n\f\r ]|{COMMENT.pattern}|</[^>]*+>|<!(?!--)[^>]*+>)*+")


def openings(text: str, nodes: Sequence[Element]) -> "array[int]":
    """For each of the nodes that `text` was parsed to, in order, the offset of its opening tag;
    -1 for comments and for elements that the source does not spell out."""
    starts = by_name(text, nodes)
    return by_number(text, nodes) if starts is None else starts


def by_name(text: str, nodes: Sequence[Element]) -> "array[int] | None":
    """The offsets, where the source's tags and the tree's elements pair off without a doubt, else None."""
    tags: defaultdict[str, list[int]] = defaultdict(list)
    last = 0
    for found in TAG.finditer(text):
        if name := found[1] or found[2]:
            start = found.start()
            tags[name].append(start)
            if name in IMPLIED and not WORDLESS.fullmatch(text, last, start):
                return None  # the parser may have added the element before those words
            last = found.end()
            if found[1] and last == len(text):
                return None  # what holds the rest of the page closed itself, perhaps
    places: dict[str, list[int]] = {}
    for name, offsets in tags.items():
        places[lower(name)] = sorted((*places.get(lower(name), ()), *offsets))
    names = [node.tag for node in nodes]
    counts = Counter(name for name in names if isinstance(name, str))
    for implied in IMPLIED:
        if counts.get(implied) == 1:
            places.setdefault(implied, [-1])
    if counts != {name: len(offsets) for name, offsets in places.items()}:
        return None
    following = {name: iter(offsets) for name, offsets in places.items()}
    starts = array("q", (next(following[name]) if isinstance(name, str) else -1 for name in names))
    spelt = [start for start in starts if start >= 0]
    return starts if all(map(lt, spelt, spelt[1:])) else None


def by_number(text: str, nodes: Sequence[Element]) -> "array[int]":
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
    starts = array("q", (offsets[int(number or -1)] for number in numbers))
    if len(starts) != len(nodes):
        # Not known to happen. No place is better than a wrong one.
        return array("q", [-1]) * len(nodes)
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


def _with_odd(text: str, nodes: Sequence[Element], starts: "array[int]", odd: list[int]) -> "array[int]":
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
        if piece.kind == "open" and piece.name in RAW and not closes_itself(text, at):
            closing = re.compile(f"</{piece.name}(?=[\t\n\f\r />])", re.I).search(text, behind)
            behind = closing.start() if closing else end
        markup = MARKUP.search(text, behind, end)
    return found
