"""English abbreviations in full, before their dots are taken for the ends of sentences."""

import re

WORDS = {
    "dr": "Doctor", "mr": "Mister", "mrs": "Missus", "ms": "Miz", "prof": "Professor",
    "jr": "Junior", "sr": "Senior", "vs": "versus", "etc": "et cetera", "approx": "approximately",
    "ave": "Avenue", "rd": "Road", "dept": "department", "mt": "Mount", "ft": "Fort",
}  # fmt: skip
"""What stands for itself with a dot behind it."""
LATIN = {"e.g.": "for example", "i.e.": "that is", "a.m.": "a m", "p.m.": "p m"}

_WORD = re.compile(rf"\b({'|'.join(WORDS)})\.(?=\s|$|[,;:)])", re.IGNORECASE)
_LATIN = re.compile("|".join(map(re.escape, LATIN)), re.IGNORECASE)
_SAINT = re.compile(r"\bSt\.(?=\s+[A-Z])")
_STREET = re.compile(r"\bSt\.(?=\s|$|[,;:)])")
_COUNT = re.compile(r"\bNo\.\s?(?=\d)")
_AND = re.compile(r"\s&\s")


def expanded(text: str) -> str:
    """The text with its abbreviations in full."""
    text = _SAINT.sub("Saint", text)
    text = _STREET.sub("Street", text)
    text = _COUNT.sub("number ", text)
    text = _WORD.sub(lambda found: WORDS[found[1].lower()] + _end(found), text)
    text = _LATIN.sub(lambda found: LATIN[found[0].lower()], text)
    return _AND.sub(" and ", text)


def _end(found: re.Match[str]) -> str:
    """The dot, where it ends the text, too."""
    return "." if found.end() == len(found.string) else ""
