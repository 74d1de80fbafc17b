"""The bytes that an editor would write for a document, which are what is checked.

An editor hands over text. How it read the file tells how it will write it, so that a page in
windows-1251 is none that declares one encoding and is written in another while it is edited.
"""

from pathlib import Path
from typing import NamedTuple

from bylint.encoding import BOMS
from bylint.source import Source

BOM = "\ufeff"


class Form(NamedTuple):
    """How a file is written: its encoding, and whether a byte-order mark stands before the text that the editor shows."""

    encoding: str = "utf-8"
    mark: bytes = b""


class Written(NamedTuple):
    """The bytes of a document, and the form they are in."""

    data: bytes
    form: Form

    def text(self, data: bytes) -> str:
        """What an editor would show of other bytes in this form."""
        return data[len(self.form.mark) :].decode(self.form.encoding, "replace")

    def text_of(self, start: int, end: int) -> str:
        """The text between two bytes; of a character that is cut apart nothing."""
        return self.data[max(start, len(self.form.mark)) : end].decode(self.form.encoding, "ignore")


# Files above this size in bytes are taken for UTF-8.
MOST = 64 << 20


def form(path: Path, text: str) -> Form:
    """How an editor that shows the text of a file wrote it: UTF-8 where there is no file."""
    try:
        if not path.is_file() or path.stat().st_size > MOST:  # a pipe would hold up all pages
            return Form()
        data = path.read_bytes()
    except (OSError, ValueError):
        return Form()
    mark, encoding = next(((mark, encoding) for mark, encoding in BOMS if data.startswith(mark)), (b"", ""))
    encoding = encoding or Source.read(str(path), data).encoding
    shown = _plain(text)
    # Editors that do not know of an encoding's own characters read bytes as the characters of these numbers.
    for tried in (encoding, "utf-8", "latin-1"):
        if _plain(data[len(mark) :].decode(tried, "replace")) == shown:
            encoding = tried
            break
    return Form(encoding, b"" if text.startswith(BOM) else mark)


def written(path: str, text: str, form: Form) -> Written:
    """The bytes of a text. Where it cannot be written in the form, or would not be read as the same text again, in UTF-8."""
    if form.encoding != "utf-8":
        try:
            data = form.mark + text.encode(form.encoding)
            if len(Source.read(path, data).text) == len(text.removeprefix(BOM)):
                return Written(data, form)
        except UnicodeEncodeError:
            pass
        form = Form()
    return Written(form.mark + text.encode("utf-8", "replace"), form)


def _plain(text: str) -> str:
    """A text without what editors keep to themselves: its mark and which newlines it has."""
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
