"""Standard streams that can show and read any text, whatever the locale says."""

import codecs
import sys
from io import TextIOWrapper

PLAINER = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "|", "→": "->",
    "█": "#", "░": ".", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
"""What ASCII has instead of the marks that the agent's own sentences hold."""


def forgive() -> None:
    """From now on a character that a stream cannot hold is put more plainly, and is no error."""
    codecs.register_error("plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="plainer")
    if isinstance(sys.stdin, TextIOWrapper):
        ascii_only = codecs.lookup(sys.stdin.encoding).name == "ascii"
        sys.stdin.reconfigure(encoding="utf-8" if ascii_only else None, errors="replace")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(PLAINER.get(each, "?") for each in characters), error.end
