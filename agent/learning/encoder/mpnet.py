"""MPNet (Song et al., 2020) told as a BERT: other names, and a bias for distances of tokens."""

import numpy as np
from numpy.typing import NDArray

from agent.learning.encoder.graph_builder import Weights

_MOST_TOKENS = 128
_FIRST_POSITION = 2
_FARTHEST = 128
_PARTS = {
    "attention.attn.q": "attention.self.query",
    "attention.attn.k": "attention.self.key",
    "attention.attn.v": "attention.self.value",
    "attention.attn.o": "attention.output.dense",
    "attention.LayerNorm": "attention.output.LayerNorm",
}


def as_bert(weights: Weights) -> dict[str, NDArray[np.float32]]:
    """The weights under BERT's names; without types of tokens, that is, with one of zeros."""
    found = {_rename(name): values for name, values in weights.items()}
    positions = "embeddings.position_embeddings.weight"
    found[positions] = found[positions][_FIRST_POSITION:]
    found["embeddings.token_type_embeddings.weight"] = np.zeros_like(found[positions][:1])
    return found


def relative_attention(weights: Weights) -> NDArray[np.float32]:
    """What the distance of a token from another adds to its attention, [heads, tokens, tokens]."""
    table = weights["encoder.relative_attention_bias.weight"]
    places = np.arange(_MOST_TOKENS)
    buckets = _bucket(places[None, :] - places[:, None], len(table))
    return np.ascontiguousarray(table[buckets].transpose(2, 0, 1))


def _bucket(distance: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Half of the buckets for what comes after; of each half the first half are single distances,
    the others grow with the logarithm."""
    half = count // 2
    exact = half // 2
    away = np.abs(distance)
    grown = np.log(np.maximum(away, 1) / exact) / np.log(_FARTHEST / exact) * (half - exact)
    far = np.minimum(exact + grown.astype(np.intp), half - 1)
    return np.where(distance > 0, half, 0) + np.where(away < exact, away, far)


def _rename(name: str) -> str:
    for before, after in _PARTS.items():
        if f".{before}." in name:
            return name.replace(before, after)
    return name
