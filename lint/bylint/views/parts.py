"""The parts of which texts are compared: words, and in scripts without spaces characters."""

from bylint.pattern import lazy

IDEOGRAPHS = "\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
MARKS = "\\s\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u3000-\u303f"
MARKS += "\u060c\u061b\u061f\u06d4\u0964\u0965\uff00-\uff0f\uff1a-\uff20"
UNSPACED = lazy(f"[{IDEOGRAPHS}{LETTERS}]")
# Vowel signs are parts of words, which `\w` does not know.
WORD = lazy(f"[^{MARKS}]+")
# Makes all of ASCII but its letters and digits spaces.
BETWEEN = bytes(code if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
PART = lazy(f"[{IDEOGRAPHS}{LETTERS}]|[^{MARKS}{IDEOGRAPHS}{LETTERS}]+")
LETTER = lazy(f"[{LETTERS}]")
CHARACTERS = lazy(f"[{IDEOGRAPHS}{LETTERS}]+")
# So many characters, or letters, are about a word; so many letters in a row are compared as one is.
AS_WORD, AS_LETTERS, IN_ROW = 2, 4, 4


def parts(told: str) -> tuple[list[str], int]:
    """The words of a folded text, or the characters of one without spaces, and how many words these are about.

    Of scripts in which characters are letters, four in a row stand for each.
    """
    if told.isascii() or not UNSPACED.search(told):
        # Of letters of ASCII alone it takes less time to split a text than to look for its words.
        words = told.encode().translate(BETWEEN).decode().split() if told.isascii() else WORD.findall(told)
        return words, len(words)
    found = PART.findall(told)
    characters, letters = sum(map(len, CHARACTERS.findall(told))), len(LETTER.findall(told))
    if 2 * letters <= characters:
        return found, len(found) - characters + characters // AS_WORD
    return ["".join(row) for row in zip(*(found[at:] for at in range(IN_ROW)), strict=False)], len(found) - letters + letters // AS_LETTERS
