"""Letters were read in the wrong encoding, and readers see others in their place.

“â€™” for an apostrophe, “Ã©” for é, “Ð¿Ñ€Ð¸” for Cyrillic: somewhere on its way UTF-8 was taken for an
older encoding. Names become unreadable and cannot be found by search. Only runs that turn back into
letters count, so the “SÃO” of a Portuguese headline is left alone. A “�” stands for a letter that is
lost: look it up in the original.

Sources: https://www.w3.org/International/questions/qa-what-is-encoding, https://encoding.spec.whatwg.org/#windows-1252
"""

from collections.abc import Iterator

from bylint import Edit, Fix, Page, Problem, Related, Run, Span, quote, rule
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint_rules.residue.mangled import Mangled, mangled, may_be_mangled
from bylint_rules.residue.readable import mentions
from bylint_rules.residue.texts import printed, shared

WORD = lazy(r"\S{0,20}")
# How many places are named besides the first.
MOST = 20


@rule(
    "residue/mojibake",
    severity="error",
    bad=(
        "<p>The harbour office didnâ€™t say when the ferry to the cafÃ© sails again.</p>",
        "<p>ÐŸÐ°Ñ€Ð¾Ð¼ ÑÐ½Ð¾Ð²Ð° Ñ…Ð¾Ð´Ð¸Ñ‚.</p>",
        "<p>Peter M\ufffdller sails again.</p>",
        '<meta property="og:title" content="Die FÃ¤hre fÃ¤hrt wieder">',
    ),
    good=(
        "<p>A BALSA DE SÃO JOÃO NÃO PARA: “A IRMû DIZ QUE VOLTA AMANHÃ… E «Â»</p><p>Une balsa «\xa0de santé\xa0» pour l’é…</p>",
    ),
)
def mojibake(page: Page) -> Iterator[Problem]:
    # One fault has mangled the whole text: it is told once, and mended everywhere.
    texts, claims = page.view(printed), page.view(shared)
    likely = [block for block in texts.things if not block.text.isascii()] if may_be_mangled(texts.all) else []
    # One look at all of them says of most pages that nothing is wrong.
    some = mangled("\n".join(getattr(node, which) or "" for block in likely for node, which in block.runs))
    places = [place for block in likely for place in _in_block(page, block)] if some else []
    if places:
        first, text, run = places[0]
        edits = [Edit(span, _written(page, run.text)) for span, _, run in places if run.text is not None]
        related = tuple(Related(span, "The same here.") for span, _, _ in places[1:MOST])
        yield Problem(first, _said(text, run), Fix(tuple(edits)) if edits else None, related)
    # What is lost at the end of a text has a space behind it here.
    for claim in claims.things if mangled(" ".join(claims.texts)) else ():
        if found := mangled(claim.value):
            span = page.span_of(claim)
            source = page.source.text[slice(*span)]
            edits = [_edit(page, span.start, run) for run in mangled(source) if run.text is not None]
            yield Problem(span, f"In {claim.name}, {_said(claim.value, found[0])}", Fix(tuple(edits)) if edits else None)


def _in_block(page: Page, block: Block) -> Iterator[tuple[Span, str, Mangled]]:
    # The tree's texts, not the block's own: what looks like white space may be half of a letter.
    for node, which in block.runs:
        text = getattr(node, which) or ""
        for run in mangled(text):
            at = block.text.find(text[run.start : run.end])
            if at >= 0 and mentions(page, block, at, at + run.end - run.start):
                continue
            span = page.span_of(Run(node, which, run.start, run.end))
            # The engine reports itself what it could not read.
            if not any(lost.start == span.start for lost in page.source.lost):
                yield span, text, run


def _said(text: str, run: Mangled) -> str:
    begin = max(text.rfind(" ", 0, run.start) + 1, run.start - 20)
    rest = WORD.match(text, run.end)
    word = text[begin : rest.end() if rest else run.end]
    if run.text is None:
        return f"In {quote(word)} letters were lost to a wrong encoding, and readers see others instead. Look them up in the original."
    right = text[begin : run.start] + run.text
    return f"{quote(word)} was read in the wrong encoding, and readers cannot make sense of it. It should begin {quote(right)}."


def _edit(page: Page, start: int, run: Mangled) -> Edit:
    return Edit(Span(start + run.start, start + run.end), _written(page, run.text or ""))


def _written(page: Page, text: str) -> str:
    """As the file's encoding can hold it."""
    encoding = page.source.encoding
    return text.encode(encoding, "xmlcharrefreplace").decode(encoding)
