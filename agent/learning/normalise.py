"""The key under which a sentence is remembered, and the form in which an answer is kept."""

import unicodedata

_ACCENTS = range(0x300, 0x370)  # the block Combining Diacritical Marks


def normalise(text: str) -> str:
    """A sentence without regard to case, accents, punctuation and white space.

    Total: any string has a key, and a key is its own key. A text of nothing but punctuation keeps
    it, so that "?" and "!" stay two things. Vowel signs of other scripts are letters, not accents.
    """
    if text.isascii():
        folded = text.lower()
        return " ".join(folded.translate(_ASCII).split()) or " ".join(folded.split())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    words = _join("".join(" " if _separates(c) else c for c in folded if not _vanishes(c)))
    return words or _join(folded)


def tidy(text: str) -> str:
    """An answer with one blank between words, none at the ends of lines, and in Unicode's NFC.

    Lines, and blanks at their beginnings, are the author's.
    """
    lines = unicodedata.normalize("NFC", text).strip().splitlines()
    return "\n".join(_tidy(line) for line in lines)


def unfolded(text: str) -> int:
    """Characters of a text as it is remembered: a single one may stand for eighteen."""
    return max(len(text), len(unicodedata.normalize("NFKC", text)))


def _tidy(line: str) -> str:
    words = line.split()
    start = line[: len(line) - len(line.lstrip())]
    return start + " ".join(words) if words else ""


def _join(text: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(text.split()))


def _vanishes(character: str) -> bool:
    return (
        ord(character) in _ACCENTS or character in "'’" or unicodedata.category(character) == "Cf"
    )


def _separates(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZC"


_ASCII = {
    code: None if _vanishes(chr(code)) else " "
    for code in range(128)
    if _vanishes(chr(code)) or _separates(chr(code))
}
