"""The key under which a sentence is remembered."""

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
