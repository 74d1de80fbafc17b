"""Which encoding a page is written in: by its byte-order mark, its bytes, its own word, or a guess."""

import codecs
import re

from bylint.pattern import lazy
from bylint.span import Span

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Python's names of the encodings that browsers read (https://encoding.spec.whatwg.org/#names-and-labels).
# No other is believed: some of Python's codecs unpack archives or make halves of characters.
READ = frozenset(
    """
    utf-8 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14
    iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257
    cp1258 gb18030 big5hkscs euc_jp iso2022_jp cp932 cp949
    """.split()
)
# Labels that browsers read as a wider encoding than the one they name, by Python's name for the narrower one.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949",
    "big5": "big5hkscs",
}
# Labels that browsers know and Python does not.
LABELS = {
    "unicode-1-1-utf-8": "utf-8",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "gb_2312": "gb18030",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-euc-jp": "euc_jp",
    "windows-949": "cp949",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso8859-8",
    "koi": "koi8-r",
    "koi8": "koi8-r",
}
DECLARED = re.compile(r"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""", re.I | re.A)
# Browsers look for a declaration in the first 1,024 bytes only; real pages are sloppier.
DECLARED_WITHIN = 4096
# The share of a page's non-ASCII characters that may be unreadable before its encoding is doubted. Of
# UTF-8 more: text of another encoding, read as UTF-8, has hardly a readable one.
DAMAGED, DAMAGED_UTF_8 = 0.1, 0.5
# What a guess is made from: texts between tags that are not in ASCII, up to so many bytes. No encoding
# has "<" or ">" as the second byte of a character.
TELLING = lazy(rb"(?:\A|>)([^<>\x80-\xff]*+[\x80-\xff][^<>]*+)")
TELLING_BYTES = 32768
# Latin alphabets that a detector takes for one another, and the languages that need another than the first.
LATIN = frozenset("cp1250 cp1254 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-10 iso8859-13 iso8859-14 iso8859-16 mac-roman".split())
BEYOND_1252 = frozenset(b"bs cs et hr hu lt lv mt pl ro sk sl sq sr tr vi".split())
LANGUAGE = lazy(rb"""<html\b[^>]*?\blang\s*=\s*["']?\s*([a-z]+)""", re.I)


def declared_encoding(data: bytes) -> str | None:
    """Python's name of the encoding a page names itself, None where it names none that is known."""
    match = DECLARED.search(data[:DECLARED_WITHIN].decode("latin-1"))
    return known(match[1] or match[2]) if match else None


def declaration(text: str) -> Span:
    """Where a page names its encoding; its beginning where it does not."""
    match = DECLARED.search(text[:DECLARED_WITHIN])
    return Span(*match.span(match.lastindex or 0)) if match else Span(0, 0)


def label(encoding: str) -> str:
    """The name by which pages declare an encoding."""
    usual = {"cp932": "Shift_JIS", "cp949": "EUC-KR", "big5hkscs": "Big5", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}
    return usual.get(encoding) or re.sub("^cp(?=125|874)", "windows-", encoding)


def known(label: str) -> str | None:
    """Python's name of the encoding that browsers read for a label, None where they know no such label."""
    try:
        name = LABELS.get(label.lower()) or codecs.lookup(label).name
    except LookupError:
        return None
    # A declaration that could be read as ASCII is not in UTF-16; browsers take it for UTF-8.
    if name.startswith(("utf-16", "utf-32", "utf-8")):
        return "utf-8"
    name = WIDER.get(name, name)
    return name if name in READ else None


def candidates(data: bytes, declared: str | None) -> list[str]:
    """Encodings to try strictly, the likeliest first."""
    head = data[:64]
    if head[1:2] == b"\0" and head[3:4] == b"\0":
        return ["utf-16-le"]
    if head[0:1] == b"\0" and head[2:3] == b"\0":
        return ["utf-16-be"]
    order = [declared, "utf-8"] if declared and seven_bit(declared) else ["utf-8", declared]
    return [encoding for encoding in order if encoding]


def seven_bit(encoding: str) -> bool:
    """Whether an encoding is written in ASCII bytes that shift between meanings."""
    return encoding == "iso2022_jp"


def nearly(data: bytes, encodings: list[str]) -> str | None:
    """The encoding that fits but for a few damaged bytes: a page cut in the middle of a character
    is still UTF-8."""
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        strange = len(text) - len(text.encode("ascii", "ignore"))
        if text.count("\ufffd") <= strange * (DAMAGED_UTF_8 if encoding == "utf-8" else DAMAGED):
            return encoding
    return None


def _silent(_record: object) -> bool:
    return False


def detected_encoding(data: bytes) -> str | None:
    """A guess from the bytes alone."""
    # bs4 costs more start-up than all the rest; few pages come this far.
    import logging

    from bs4.dammit import UnicodeDammit

    telling, size = [], 0
    for match in TELLING.finditer(data):
        telling.append(match[1][:TELLING_BYTES])
        size += len(telling[-1])
        if size >= TELLING_BYTES:
            break
    log = logging.getLogger("bs4.dammit")
    log.addFilter(_silent)  # it warns of lost characters in its own words; the page's notice names their place
    try:
        guess = known(UnicodeDammit(b"\n".join(telling)).original_encoding or "")
    finally:
        log.removeFilter(_silent)
    if guess in LATIN and not ((language := LANGUAGE.search(data[:DECLARED_WITHIN])) and language[1].lower() in BEYOND_1252):
        return "cp1252"  # as browsers do
    return guess
