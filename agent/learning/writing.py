"""What can be written in several ways, written in one, so that n-grams of it meet."""

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]+")
_UMLAUT_WORDS = re.compile(r"\w*[äöüåøæœ]\w*")
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe"}
)
_BARE = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ı": "i"})
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"  # Thai, Lao, Burmese, Khmer: with vowel signs
    "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b6-\u17d3]*"
    "|[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # kana, Han
)


def prepare(text: str) -> str:
    """Lower case; one form of characters that Unicode can write in several; without accents.

    A word with an umlaut is followed by its spelling without ("tur tuer" for "Tür"), so that each
    of the two is met. Scripts that put no blanks between words get them between characters, whose
    pairs then do what words do elsewhere.
    """
    return text.lower() if text.isascii() else _prepare(text)


def prepare_lightly(text: str) -> str:
    """As models were trained until version 0.1: accents and scripts as they are."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def bare_forms(word: str) -> list[str]:
    """How a word with accents may be written without, in small letters ("tur", "tuer" for "Tür");
    none for one that has no accents, or is of a script without blanks."""
    if word.isascii() or _UNSPACED.search(word):
        return []
    plain = unicodedata.normalize("NFC", word.lower())
    return [form for form in _prepare(word).split() if form != plain]


def _prepare(text: str) -> str:
    folded = prepare_lightly(text)
    both = _UMLAUT_WORDS.sub(lambda word: f"{word[0]} {word[0].translate(_SPELLED_OUT)}", folded)
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", both)).translate(_BARE)
    return _UNSPACED.sub(r" \g<0> ", unicodedata.normalize("NFKC", bare))
