"""Whether texts are English, the language that the smaller sentence encoders know."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_COMMON = frozenset(
    _WORD.findall(
        "about all and any are be been but by can could day did does for from get give go good has "
        "have help how if just know let like make more much need new not now off ok one or our out "
        "over please put right say set she should show some start stop take tell than thank that "
        "the their them then there these they this time today turn up us want were what when where "
        "which who why will with work would yes you your"
    )
)
"""Common in English, and not in other languages."""

_ENGLISH = 0.08
_FOREIGN = 0.1
_FEW = 20


def is_english(texts: Iterable[str]) -> bool:
    """Whether texts, taken together, look English: hardly a letter is beyond ASCII, and a good part
    of the words are such as English cannot do without. Few words are given the benefit of the
    doubt."""
    text = " ".join(texts)
    letters = [character for character in text if character.isalpha()]
    beyond = sum(not character.isascii() for character in letters)
    if beyond > _FOREIGN * len(letters):
        return False
    words = _WORD.findall(text.lower())
    return len(words) < _FEW or sum(word in _COMMON for word in words) >= _ENGLISH * len(words)
