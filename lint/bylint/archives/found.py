"""What the readers of archives give."""

from typing import TypeAlias

# A page's name, data, trouble and size, as of a `Member`. Without a name it is trouble of the archive itself.
Found: TypeAlias = tuple[str, bytes | None, str, int]

CUT = "it is cut off before its end"
DAMAGED = "it is damaged, or no archive of the kind that its name says"
EMPTY = "it is empty"
PIECE = 1 << 16
