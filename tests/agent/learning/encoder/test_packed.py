"""The packed file is read as it was written, and its four bits stay what they are."""

import struct
from collections.abc import Mapping

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from agent.learning.encoder import packed
from agent.learning.encoder.bert import build
from agent.learning.encoder.quantise import quantise
from tests.agent.learning.encoder.conftest import INNER, TINY
from tests.agent.learning.encoder.test_bert import reference, unit

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
PIECES += [("▁", -3.0), ("▁que", -5.0), ("ry", -5.0), (":", -4.0), ("▁play", -6.0), ("音", -9.0)]
PIECES += [("▁music", -7.0), ("s", -5.5)]
SHORT = {
    "embeddings.word_embeddings.weight": "emb.word",
    "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w",
    "embeddings.LayerNorm.bias": "emb.ln.b",
}
PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def _short(name: str) -> str:
    if name in SHORT:
        return SHORT[name]
    _, _, layer, *part, kind = name.split(".")
    return f"l{layer}.{PARTS['.'.join(part)]}.{kind[0]}"


def _q4(values: NDArray[np.float32]) -> bytes:
    """GGML's Q4_0, as the engine of the package reads it."""
    found = b""
    for block in values.reshape(-1, 32):
        scale = np.float16(block[np.abs(block).argmax()] / -8)
        whole = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        found += scale.tobytes() + bytes(whole[:16] | whole[16:] << 4)
    return found


def pack(weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    sizes = (1, 64, 2, 4, INNER, len(PIECES), 128, 2, 1e-12, 32)
    texts = [piece.encode() for piece, _ in PIECES]
    ends = np.cumsum([0, *map(len, texts)]).tolist()
    head = b"E5S1" + struct.pack("<8ifi", *sizes)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, ends[-1])
    head += struct.pack(f"<{len(ends)}I{len(PIECES)}f", *ends, *(score for _, score in PIECES))
    head += b"".join(texts) + struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0xFF01, 1, 0x21)
    head += struct.pack("<i", len(weights))
    matrices = {n for n, w in weights.items() if w.ndim == 2} - set(list(SHORT)[1:])
    bodies = {n: _q4(w) if n in matrices else w.tobytes() for n, w in weights.items()}
    size = len(head) + sum(len(_short(name)) + 23 for name in weights)
    for name, body in bodies.items():
        short = _short(name).encode()
        head += struct.pack(f"<H{len(short)}s", len(short), short)
        head += struct.pack("<BIQQ", name in matrices, weights[name].size, size, len(body))
        size += len(body)
    return head + b"".join(bodies.values())


def test_weights_and_sizes_are_read(weights: dict[str, NDArray[np.float32]]) -> None:
    found = packed.read(pack(weights))
    assert found.config.hidden_size == TINY.hidden_size
    assert found.config.num_hidden_layers == TINY.num_hidden_layers
    assert found.pieces == PIECES
    assert set(found.weights) == set(weights)
    for name, wanted in weights.items():
        values = found.weights[name]
        assert values.shape == wanted.shape
        assert values == pytest.approx(wanted, abs=0.12)


def test_the_graph_in_four_bits_computes_what_the_file_says(
    weights: dict[str, NDArray[np.float32]],
) -> None:
    found = packed.read(pack(weights))
    model = build(found.config.model_copy(update={"alike": True}), found.weights)
    quantise(model, bits=4)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    ids = found.tokenizer("query:").encode("play musics").ids
    given = {"input_ids": np.array([ids]), "attention_mask": np.ones((1, len(ids)), np.int64)}
    embedding, features = session.run(["embedding", "features"], given)
    unpacked = {name: found.weights[name] for name in found.weights}
    wanted = unit(reference(found.config, unpacked, ids)[-1].mean(0))
    assert embedding[0] @ wanted > 0.999  # what is left is the rounding of activations
    assert features == pytest.approx(embedding, abs=1e-6)


def test_the_prefix_is_before_every_text_and_blanks_are_one(
    weights: dict[str, NDArray[np.float32]],
) -> None:
    tokenizer = packed.read(pack(weights)).tokenizer("query:")
    expected = ["<s>", "▁que", "ry", ":", "▁play", "s", "▁", "音", "</s>"]
    assert tokenizer.encode("plays 音").tokens == expected
    assert tokenizer.encode(" plays \t 音\n").tokens == expected


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"E5S1", b"E5S1" + bytes(60)])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"does not begin with E5S1|ends too early|no pieces"):
        packed.read(content).tokenizer("query:")
