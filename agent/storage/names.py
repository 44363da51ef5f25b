"""Names people type or say, made safe to be file names everywhere."""

import unicodedata

from agent.storage.errors import StorageError

LONGEST = 100
"""Bytes of UTF-8 a name may take; leaves room for a version and a suffix in 255."""

_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in "123456789"
}


def slug(name: str) -> str:
    """A lower-case file name of the letters, digits and "_" in `name`, "-" between the words.

    Letters of every script stay. The same name always gives the same slug, and a slug is its
    own slug. Raises StorageError when nothing of the name is left.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower())
    visible = (char for char in folded if unicodedata.category(char) != "Cf")
    words = "".join(char if _stays(char) else " " for char in visible).split()
    safe = _shorten("-".join(words))
    if not any(unicodedata.category(char)[0] in "LN" for char in safe):
        raise StorageError("name.empty")
    return f"{safe}_" if safe in _DEVICES else safe


def is_slug(name: str) -> bool:
    """Whether `name` is as `slug` would make it."""
    try:
        return slug(name) == name
    except StorageError:
        return False


def _stays(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LMN"


def _shorten(text: str) -> str:
    return text.encode()[:LONGEST].decode(errors="ignore").rstrip("-")


def shown(text: str, longest: int = 60) -> str:
    """`text` as an error sentence may quote it: one line, printable and not too long."""
    head = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:longest]
    )
    return f"{head}…" if len(text) > longest else head
