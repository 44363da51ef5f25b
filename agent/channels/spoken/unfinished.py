"""Words after which more must follow: a lesson whose answer is still to come."""

import re

from agent.prompts.language import Language

OPEN = ("half",)
WHOLE = ("example", "dictation", "silent")
SPELLED = re.compile(r"(?:.*\s)?(?:\w\s){2,}\w")
"""Letters by themselves at the end, three and more."""
ANYTHING = " x"
"""Put after the words, to see whether any would make a lesson of them."""


def is_unfinished(text: str, language: Language) -> bool:
    """Whether this is the beginning of a lesson ("when I say X you answer"), or of a word that is
    spelled.
    """
    if SPELLED.fullmatch(text):
        return True
    if _fits(WHOLE, text, language):
        return False
    return _fits(OPEN, text, language) or _fits((*OPEN, *WHOLE), text + ANYTHING, language)


def _fits(kinds: tuple[str, ...], text: str, language: Language) -> bool:
    patterns = (pattern for kind in kinds for pattern in language.patterns.get(kind, ()))
    return any(pattern.fullmatch(text) for pattern in patterns)
