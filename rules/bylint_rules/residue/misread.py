"""The encodings that UTF-8 is taken for, and what its bytes look like in them."""

import re
from functools import cache
from typing import NamedTuple


class Misread(NamedTuple):
    """An encoding that UTF-8 is taken for. `signs`: one of them is in every text misread so;
    `row`: how many letters of one script must come out of a run to be sure by themselves."""

    encoding: str
    signs: tuple[str, ...]
    row: int


# Windows-1252 stands for Latin-1 too. The encodings of other scripts give runs of their own letters, so they need longer ones.
ENCODINGS = (
    Misread("cp1252", tuple("ÃÂÄÅÆÈÎÏÐÑ×ØÙàáâãäåæçèéêëìíïð"), 2),
    Misread("cp1250", ("Ă", "Ĺ", "Ä", "â€", "Đ", "Ń"), 3),
    Misread("cp1251", ("Р", "С", "вЂ", "Г", "В"), 3),
    Misread("mac_roman", ("√", "‚Ä", "¬", "ƒ", "≈"), 3),
    Misread("cp1256", ("ط", "ظ", "أ", "â€"), 3),
)
# Has every letter of ASCII give way to a line break, in bytes of UTF-8.
APART = b"\n" * 0x80 + bytes(range(0x80, 0x100))


@cache
def letters(encoding: str) -> dict[str, int]:
    """The characters of the upper half of an encoding, and the bytes they come from."""
    found = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        found[bytes((byte,)).decode(encoding, "ignore") or chr(byte)] = byte
    return found


@cache
def patterns(encoding: str) -> tuple[re.Pattern[str], ...]:
    """Runs of what is left of characters of two, three and four bytes; and quicker ones, of which one is in every such run."""

    def among(first: int, last: int) -> str:
        return "[" + "".join(re.escape(letter) for letter, byte in letters(encoding).items() if first <= byte <= last) + "]"

    more = among(0x80, 0xBF)
    two, three, four = among(0xC2, 0xDF), among(0xE0, 0xEF), among(0xF0, 0xF4)
    # One look at a letter says of most that they begin none of the three.
    runs = f"(?={among(0xC2, 0xF4)})(?:{two}{more}|{three}{more}{{2}}|{four}{more}{{3}})+"
    return tuple(map(re.compile, (runs, f"{two}{more}", f"{among(0xE0, 0xF4)}{more}{{2}}")))


def beside(text: str) -> str:
    """The letters that are not ASCII where they come in pairs at least, as they do where they are bytes of one letter; a line for
    each run. Much quicker than an expression."""
    runs = text.encode("utf-8", "surrogatepass").translate(APART).split()
    return "\n".join(run for run in b"\n".join(runs).decode("utf-8", "surrogatepass").split("\n") if len(run) > 1)
