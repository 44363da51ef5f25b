"""The parts of a long text, each of which may be the question."""

import re

_SENTENCE = re.compile(r"[^.!?;\n。！？；]+")  # full-width marks are meant
_LONG = 12
_WIDTH, _STEP = 10, 5
_SHORTEST = 2


def windows(text: str) -> list[str]:
    """The sentences of a text of several, and runs of ten words of long ones; none of a text that
    is one short sentence. Each comes once, and none is the whole text."""
    sentences = [words for part in _SENTENCE.findall(text) if (words := part.split())]
    found = [run for words in sentences for run in _runs(words)]
    parts = dict.fromkeys(" ".join(run) for run in found if len(run) >= _SHORTEST)
    parts.pop(" ".join(text.split()).rstrip(".!?;。！？；"), None)
    return list(parts)


def _runs(words: list[str]) -> list[list[str]]:
    if len(words) <= _LONG:
        return [words]
    starts = [*range(0, len(words) - _WIDTH, _STEP), len(words) - _WIDTH]
    return [words[start : start + _WIDTH] for start in starts]
