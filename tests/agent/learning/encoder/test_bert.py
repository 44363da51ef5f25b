"""The graph computes what BERT computes, in float and in eight bits."""

import math

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray

from agent.learning.encoder.bert import BertConfig, build
from agent.learning.encoder.quantise import Bits, quantise
from tests.agent.learning.encoder.conftest import TINY, WORDS

Array = NDArray[np.float32]
Weights = dict[str, Array]


def reference(config: BertConfig, weights: Weights, ids: list[int]) -> list[Array]:
    """BERT in plain numpy, one sentence, after the paper and the transformers library: the tokens'
    vectors after each layer, with the embeddings before the first."""

    def dense(name: str, x: Array) -> Array:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(name: str, x: Array) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + config.layer_norm_eps)
        return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"])

    def heads(x: Array) -> Array:
        return x.reshape(len(ids), config.num_attention_heads, -1).swapaxes(0, 1)

    def gelu(x: Array) -> Array:
        return np.asarray(x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))) / 2)

    hidden = weights["embeddings.word_embeddings.weight"][ids]
    hidden = hidden + weights["embeddings.position_embeddings.weight"][: len(ids)]
    hidden = hidden + weights["embeddings.token_type_embeddings.weight"][0]
    hidden = norm("embeddings.LayerNorm", hidden)
    layers = [hidden]
    for layer in range(config.num_hidden_layers):
        name = f"encoder.layer.{layer}"
        query, key, value = (
            heads(dense(f"{name}.attention.self.{part}", hidden))
            for part in ("query", "key", "value")
        )
        scores = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(query.shape[-1]))
        context = (scores / scores.sum(-1, keepdims=True) @ value).swapaxes(0, 1)
        attended = dense(f"{name}.attention.output.dense", context.reshape(len(ids), -1))
        hidden = norm(f"{name}.attention.output.LayerNorm", attended + hidden)
        inner = gelu(dense(f"{name}.intermediate.dense", hidden))
        hidden = norm(f"{name}.output.LayerNorm", dense(f"{name}.output.dense", inner) + hidden)
        layers.append(hidden)
    return layers


def unit(vector: Array) -> Array:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12))


def run(model: onnx.ModelProto, sentences: list[list[int]]) -> Array:
    session = onnxruntime.InferenceSession(model.SerializeToString())
    ids = np.zeros((len(sentences), max(map(len, sentences))), np.int64)
    mask = np.zeros_like(ids)
    for row, sentence in enumerate(sentences):
        ids[row, : len(sentence)] = sentence
        mask[row, : len(sentence)] = 1
    found = session.run(["embedding", "features"], {"input_ids": ids, "attention_mask": mask})
    return np.concatenate(found, axis=1)


SENTENCES = [[1, 3, 4, 2], [1, 2], [1, *range(3, len(WORDS)), 2]]


def test_the_graph_computes_bert_with_padding_left_out(weights: Weights) -> None:
    found = run(build(TINY, weights), SENTENCES)
    for row, sentence in zip(found, SENTENCES, strict=True):
        lowest, middle, last = reference(TINY, weights, sentence)
        assert row[:64] == pytest.approx(unit(last.mean(0)), abs=1e-5)
        words = [unit(layer[1:-1].sum(0)) for layer in (lowest, middle, last)]
        assert row[64:128] == pytest.approx(words[2], abs=1e-5)
        lower = 0.55 * unit(0.5 * words[1] + 0.3 * words[0])
        assert row[128:] == pytest.approx(lower, abs=1e-5)


@pytest.mark.parametrize(("bits", "near"), [(8, 0.995), (4, 0.9)])
def test_fewer_bits_are_smaller_and_nearly_the_same(
    weights: Weights, bits: Bits, near: float
) -> None:
    whole = build(TINY, weights)
    small = build(TINY, weights)
    quantise(small, bits)
    assert len(small.SerializeToString()) < {8: 0.5, 4: 0.4}[bits] * len(whole.SerializeToString())
    for before, after in zip(run(whole, SENTENCES), run(small, SENTENCES), strict=True):
        assert unit(before) @ unit(after) > near


def test_in_eight_bits_too_a_sentence_does_not_depend_on_its_neighbours(weights: Weights) -> None:
    model = build(TINY, weights)
    quantise(model)
    together = run(model, SENTENCES)
    for row, sentence in zip(together, SENTENCES, strict=True):
        assert row == pytest.approx(run(model, [sentence])[0], abs=1e-5)


def test_missing_weights_are_named(weights: Weights) -> None:
    fewer = {n: w for n, w in weights.items() if "layer.1.output.dense.bias" not in n}
    with pytest.raises(KeyError, match=r"encoder\.layer\.1\.output\.dense\.bias"):
        build(TINY, fewer)
