"""Words by which people turn to each other: "hey Bob", "Bob, can you …", "do you see it, Bob"."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from agent.prompts.language import Language
from speech.phrases import normalized

SPELLINGS = (
    ("ph", "f"), ("(?<=.)h", ""), ("c|q", "k"), ("y", "i"), (r"(.)\1+", r"\1"), ("(?<=..)e$", "")
)  # fmt: skip
"""Letters that make no difference between names that sound the same: Ann and Anne, Jon and John."""
SHORTEST = 3
"""Letters of a word that may be a name in another spelling; "an" is none."""


def calls(words: str, names: Iterable[str], language: Language) -> bool:
    """Whether these words, as recognizers write them, are said to somebody of such a name."""
    spoken = {form for name in names for form in _forms(name)}
    heard = _respelled(words, {_sound(form): form for form in spoken})
    return any(_pattern(each, language.vocatives).fullmatch(heard) for each in sorted(spoken))


def _forms(name: str) -> set[str]:
    """A name as it is seen, and its first word, which people say."""
    whole = normalized(name)
    return {form for form in (whole, whole.partition(" ")[0]) if form}


def _respelled(words: str, names: Mapping[str, str]) -> str:
    """The words, with names as they are written in this room."""
    return " ".join(
        names.get(_sound(each), each) if len(each) >= SHORTEST else each for each in words.split()
    )


@lru_cache(maxsize=1_024)
def _sound(word: str) -> str:
    for letters, same in SPELLINGS:
        word = re.sub(letters, same, word)
    return word


@lru_cache(maxsize=256)
def _pattern(name: str, vocatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(each.replace("<name>", re.escape(name)) for each in vocatives))
