"""Text from strangers where it is shown as Markdown: as a comment on a change, or as the summary of a job."""

import re

from bylint.safe import flat

# Within what is made a link, a picture, an element, a mention or an emoji, some of it without any markup.
ACTIVE = re.compile(r"(?<=[@#<])|(?<=:)(?=\S)|(?<=!)(?=\[)|(?<=\])(?=[(\[:])|(?<=\bwww)|(?<=\bGH)(?=-)", re.I)


def inert(text: str, gap: str = "\u200b") -> str:
    """The text on one line, with a `gap` within all that would be active: a space of no width, which is not seen in plain text either."""
    return ACTIVE.sub(gap, flat(text))
