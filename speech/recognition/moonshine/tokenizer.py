"""The pieces of words that Moonshine reads and writes, from its `tokenizer.bin`."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from speech.errors import EngineUnavailableError

BEGIN, END = 1, 2
BLANK = "▁"
LONG_NAME = 5
"""Letters of a piece with a large one that is a name rather than the beginning of one."""
WORDS = 10_000
"""Words whose tokens are remembered."""


class Tokenizer:
    """Text to token ids, by the longest piece that fits, and back."""

    def __init__(self, content: bytes) -> None:
        self._pieces = list(_pieces(content))
        # The first ids stand for bytes; a piece that is written the same is what the model knows.
        self._ids = {piece: index for index, piece in enumerate(self._pieces) if index > END}
        self._word = lru_cache(maxsize=WORDS)(self._encoded)
        self._longest = max(map(len, self._ids), default=0)

    @classmethod
    def load(cls, path: Path) -> "Tokenizer":
        """Raises EngineUnavailableError for a file that holds something else."""
        try:
            return cls(path.read_bytes())
        except IndexError as error:
            raise EngineUnavailableError("moonshine.damaged", file=path) from error

    def __len__(self) -> int:
        return len(self._pieces)

    def encode(self, text: str) -> tuple[int, ...]:
        """The ids of a sentence, without beginning and end."""
        return tuple(token for word in text.split(" ") for token in self._word(BLANK + word))

    def decode(self, ids: Iterable[int]) -> str:
        """The text that these ids stand for."""
        pieces = (self._pieces[index] for index in ids if index > END)
        return b"".join(pieces).decode(errors="replace").replace(BLANK, " ").strip()

    def written(self, sign: str) -> tuple[int, ...]:
        """The pieces that are this letter or mark alone: large or small, after a blank or not."""
        forms = {f"{blank}{each}" for blank in ("", BLANK) for each in (sign, sign.upper())}
        return tuple(
            self._ids[form.encode()] for form in sorted(forms) if form.encode() in self._ids
        )

    @property
    def words(self) -> Iterator[str]:
        """The words and longer names that are written as one piece, in small letters."""
        texts = (piece.decode(errors="replace") for piece in self._ids)
        begun = (text.removeprefix(BLANK) for text in texts if text.startswith(BLANK))
        words = (word for word in begun if word.isascii() and word.isalpha())
        return (word.lower() for word in words if word.islower() or len(word) >= LONG_NAME)

    def begins_word(self, token: int) -> bool:
        """Whether this piece is the first of a word."""
        return self._pieces[token].startswith(BLANK.encode())

    def _encoded(self, word: str) -> tuple[int, ...]:
        rest, ids = word.encode(), []
        while rest:
            piece = self._first(rest)
            ids.append(self._ids[piece])
            rest = rest[len(piece) :]
        return tuple(ids)

    def _first(self, rest: bytes) -> bytes:
        lengths = range(min(self._longest, len(rest)), 0, -1)
        return next(rest[:length] for length in lengths if rest[:length] in self._ids)


def _pieces(content: bytes) -> Iterator[bytes]:
    """Each has its length before it: seven bits, and seven more from 128 on."""
    at = 0
    while at < len(content):
        length = content[at]
        at += 1
        if length >= 128:
            length += 128 * content[at] - 128
            at += 1
        if at + length > len(content):
            raise IndexError(at)
        yield content[at : at + length]
        at += length
