"""MPNet's relative positions, against the formula of its authors, one distance at a time."""

import math

import numpy as np
from numpy.typing import NDArray

from agent.learning.encoder import mpnet
from agent.learning.encoder.bert import build
from tests.agent.learning.encoder.conftest import TINY
from tests.agent.learning.encoder.test_bert import SENTENCES, run


def bucket(distance: int) -> int:
    """As in the transformers library, of 32 buckets and 128 tokens at most."""
    before = 16 if distance > 0 else 0
    away = abs(distance)
    if away < 8:
        return before + away
    far = 8 + int(math.log(away / 8) / math.log(128 / 8) * 8)
    return before + min(far, 15)


def test_distances_have_their_buckets() -> None:
    table = np.arange(32, dtype=np.float32)[:, None] + np.array([[0, 100]], np.float32)
    found = mpnet.relative_attention({"encoder.relative_attention_bias.weight": table})
    assert found.shape == (2, 128, 128)
    for query, key in [(0, 0), (0, 1), (1, 0), (5, 90), (127, 0), (0, 127), (40, 48), (48, 40)]:
        assert found[0, query, key] == bucket(key - query)
        assert found[1, query, key] == 100 + bucket(key - query)


def test_names_and_positions_are_those_of_bert(weights: dict[str, NDArray[np.float32]]) -> None:
    theirs = {_rename(name): values for name, values in weights.items() if "token_type" not in name}
    positions = "embeddings.position_embeddings.weight"
    theirs[positions] = np.concatenate([np.zeros((2, 64), np.float32), weights[positions]])
    found = mpnet.as_bert(theirs)
    assert set(found) == set(weights)
    assert (found[positions] == weights[positions]).all()


def test_attention_hears_of_distances(weights: dict[str, NDArray[np.float32]]) -> None:
    nothing = np.zeros((4, 128, 128), np.float32)
    near = nothing - 50 * (1 - np.eye(128, dtype=np.float32))
    plain = run(build(TINY, weights), SENTENCES)
    assert np.allclose(run(build(TINY, weights, nothing), SENTENCES), plain, atol=1e-5)
    assert not np.allclose(run(build(TINY, weights, near), SENTENCES), plain, atol=0.1)


def _rename(name: str) -> str:
    for part in ("query", "key", "value"):
        name = name.replace(f"attention.self.{part}", f"attention.attn.{part[0]}")
    name = name.replace("attention.output.dense", "attention.attn.o")
    return name.replace("attention.output.LayerNorm", "attention.LayerNorm")
