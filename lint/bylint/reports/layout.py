"""Text measured in the cells of a terminal, of which wide characters take two and combining ones none."""

from bisect import bisect_left, bisect_right


def cell_len(text: str) -> int:
    """How many cells a text takes."""
    from rich.cells import cell_len as measured  # start-up is a feature, and clean pages need none

    return measured(text)


def head(text: str, most: int) -> str:
    """The longest beginning of `text` that fits into `most` cells."""
    return text[: bisect_right(range(len(text) + 1), most, key=lambda end: cell_len(text[:end])) - 1]


def tail(text: str, most: int) -> str:
    """The longest end of `text` that fits into `most` cells."""
    return text[bisect_left(range(len(text) + 1), True, key=lambda start: cell_len(text[start:]) <= most) :]


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at spaces, and within a word that is wider than a line; addresses stay whole."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while cell_len(word) > width and "://" not in word:
            first = head(word, width) or word[0]
            lines[-1:] = [first, ""]
            word = word[len(first) :]
        lines[-1] = word
    return lines
