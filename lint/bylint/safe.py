"""Text from strangers, made safe for a terminal."""

from bylint.pattern import lazy

# C0, DEL and C1 controls, the characters that turn the direction of text, line and paragraph
# separators, and halves of surrogate pairs, which no encoding can write.
UNSAFE = lazy("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HALVES = lazy("[\ud800-\udfff]")


def safe(text: str) -> str:
    """One line of text in which nothing can move the cursor, colour the screen or reorder what is
    read. Each such character, newlines and tabs too, becomes a visible U+FFFD of one cell."""
    return UNSAFE.sub("\ufffd", text)


def flat(text: str) -> str:
    """Text of several lines on one, and safe: newlines and tabs are spaces in it."""
    return safe(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def safe_lines(text: str) -> str:
    """The same for text of several lines."""
    return "\n".join(map(safe, text.split("\n")))


def whole(text: str) -> str:
    """The text with each half of a surrogate pair as U+FFFD, for readers that refuse a document with one. All else stays as it is."""
    return HALVES.sub("\ufffd", text)
