"""A note from one desk to another is printed in the story.

“(Eds: updates with quotes)”, “-30-”, “ENDS”, “EMBARGOED UNTIL …”, the initials behind an agency's
last line: agencies and press offices write these for editors, and expect them gone in print. Readers
cannot make sense of them; an embargo line tells them that it was broken, or never read. Delete it.

Phrases of your own partners go into the config: under `[phrases]`, as `desk-note`.

Sources: https://iptc.org/standards/nitf/ (its “ed-msg” is for such messages, which are not for print),
https://en.wikipedia.org/wiki/-30-
"""

import re
from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.language import hints, words
from bylint.views.story import story
from bylint_rules.residue.placeholder_text import placeholder

# Forms that stand for themselves, wherever they are.
ANYWHERE = lazy(
    r"""\(?(?:EDS|Eds)\s?[:.]\s.* | \(?(?:EDITORS|Editors)\s?:\s.* | [-–—]{1,3}\s?30\s?[-–—]{1,3} | <(?:[A-Z]{4,20})>
    | \(\((?=.*[@;:]).{3,300}\)\) | \(zu\sdpa\b.* | \#\sNotizblock
    | (?:STRICTLY\s)?EMBARGO(?:ED)?(?:\s(?:UNTIL|TILL|TO|FOR)\b|\s?:).* | Embargoed\s(?:until|till|to|for)\s.{0,60}\d.*
    | FOR\sIMMEDIATE\sRELEASE:? | \(?(?:more|MORE)\s?(?:to\sfollow|TO\sFOLLOW)\)? | [-–—]{2,3}\s?(?:ends?|ENDS?)
    | [-–—]{1,3}\s?(?:ends?|ENDS?)\s?[-–—]{1,3}""",
    re.X,
)
# What those forms begin with: a cheap first look.
BEGINNINGS = frozenset("(-–—<#ESFmM")
# Forms that are a note only behind the last paragraph.
LAST = lazy(
    r"""\#(?:\s?\#){2,4} | [-–—(*/]{0,3}\s?(?:ENDS|Ends|THE\sEND|END|E\sN\sD\sS)\.?\s?[-–—)*/]{0,3} | [-–—(]{0,3}\s?MORE\s?[-–—)]{0,3}
    | NOTES?\s(?:TO|FOR)\sEDITORS?:?.* | Notes?\s(?:to|for)\s[Ee]ditors?:?
    | [a-z]{2,4}(?:-[a-z]{2,4}){0,2}(?:/[a-z]{2,4}(?:-[a-z]{2,4})?){1,4}""",
    re.X,
)
LONGEST = 300
# “More:” announces what follows.
COLONS = frozenset(":：")
PROSE = "<p>It ends on Monday: more than 30 ferries will sail again, the harbour office said on Friday, after repairs and an embargo.</p>"


@rule(
    "residue/desk-note",
    severity="error",
    bad=(
        f"<p>(Eds: Updates with quotes, background.)</p>{PROSE}<p>-30-</p>",
        f"<p>EMBARGOED UNTIL 00:01 Monday 4 March</p>{PROSE}<p>ENDS</p><p>NOTES TO EDITORS</p>",
        f"{PROSE}<p>bur-ada/ben</p>",
    ),
    good=(
        f"<h2>ENDS</h2><p>MORE</p>{PROSE}<p><a href='/more'>MORE</a></p><p>and/or</p><p>(Editing by Ada Quay)</p>",
    ),
)
def desk_note(page: Page) -> Iterator[Problem]:
    notes, may = page.view(words)["desk-note"], page.view(hints)
    found = page.view(story)
    last = found.prose[-1].index if found.prose else -1
    for block in found.blocks:
        if block is found.headline or block.linked or block.weight > LONGEST:
            continue
        marked = (block.text[0] in BEGINNINGS and ANYWHERE.fullmatch(block.text)) or "Ld-Writethru" in block.text
        behind = 0 <= last < block.index
        # A single word, such as “MORE”, may be a heading or a button elsewhere.
        said = (behind or " " in block.text) and block.text[-1] not in COLONS and "desk-note" in may.of(block) and notes.whole(block.text)
        if (marked or said or (behind and _is_last(block))) and not placeholder(page, block):
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} is a note to editors, and readers are not meant to see it. Delete it.",
                remove_block(page, block),
            )


def _is_last(block: Block) -> bool:
    return LAST.fullmatch(block.text) is not None and block.text != "and/or"
