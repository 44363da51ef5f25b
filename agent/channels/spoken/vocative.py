"""Words by which people turn to each other: "hey Bob", "Bob, can you …", "do you see it, Bob"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from agent.prompts.language import Language
from speech.phrases import normalized


def calls(words: str, names: Iterable[str], language: Language) -> bool:
    """Whether these words, as recognizers write them, are said to somebody of such a name."""
    spoken = {form for name in names for form in _forms(name)}
    return bool(spoken) and any(
        _pattern(each, language.vocatives).fullmatch(words) for each in sorted(spoken)
    )


def _forms(name: str) -> set[str]:
    """A name as it is seen, and its first word, which people say."""
    whole = normalized(name)
    return {form for form in (whole, whole.partition(" ")[0]) if form}


@lru_cache(maxsize=256)
def _pattern(name: str, vocatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(each.replace("<name>", re.escape(name)) for each in vocatives))
