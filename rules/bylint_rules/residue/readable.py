"""What readers take for text: a story about programming shows markup and variables on purpose."""

from collections.abc import Iterator

from bylint import Element, Page
from bylint.views.blocks import Block, TreeText
from bylint.views.story import is_prose, story

CODE = frozenset(("code", "pre", "kbd", "samp", "tt", "var", "xmp", "textarea", "listing", "plaintext"))
# Stands for a letter of code: no space, no letter, and in no pattern.
MASK = "\ufffc"
QUOTES = frozenset("\"'`“”„‟‘’‚«»‹›「」『』")


def readable(block: Block) -> str:
    """The text of a block with the code in it masked; the other characters keep their places."""
    texts = (MASK * len(text) if text.strip() and _in_code(run) else text for run, text in _texts(block))
    return " ".join("".join(texts).split())


def mentions(page: Page, block: Block, start: int, end: int) -> bool:
    """Whether a paragraph speaks of what stands from `start` to `end` of it, rather than containing it by mistake:
    it stands in quotation marks, or the story shows code elsewhere."""
    if not is_prose(block):
        return False
    quoted = block.text[max(0, start - 1) : start] in QUOTES and block.text[end : end + 1] in QUOTES
    return quoted or page.view(shows_code)


def shows_code(page: Page) -> bool:
    """A view: whether there is code in the story."""
    return any(element.tag in CODE and element.tag != "textarea" for element in page.view(story).elements)


def _in_code(run: TreeText) -> bool:
    node: Element | None = run[0] if run[1] == "text" else run[0].getparent()
    while node is not None and node.tag not in CODE:
        node = node.getparent()
    return node is not None


def _texts(block: Block) -> Iterator[tuple[TreeText, str]]:
    for run in block.runs:
        node, which = run
        yield run, " " if node.tag == "br" and which == "text" else getattr(node, which) or ""
