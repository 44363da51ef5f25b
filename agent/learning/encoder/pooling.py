"""From tokens to sentences: the vectors a BERT graph gives, as nodes of that graph."""

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, numpy_helper

from agent.learning.encoder.graph_builder import GraphBuilder

_ALL = 2**31
_KEPT, _MOVED = "kept", "moved"
_DIRECTIONS = 6
_MIDDLE, _LOWEST, _BOTH = 0.5, 0.3, 0.55
"""Lengths of the lower layers' means, and of their sum, beside that of the last."""


def embedding(graph: GraphBuilder, hidden: str, output: str) -> None:
    """The mean over the mask, of length one."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    _unit(graph, _sum(graph, hidden, mask), output)


def word_features(graph: GraphBuilder, layers: Sequence[str], output: str) -> None:
    """For classifiers, [sentences, 2 * dimensions]: means over the words alone, without the marks
    at both ends, of the last of all `layers` and, shorter, of two lower ones, which are nearer to
    the words themselves."""
    chosen = (len(layers) - 1, 2 * (len(layers) - 1) // 3, 0)
    last, middle, lowest = (_words(graph, layers[number]) for number in chosen)
    lower = graph.add(
        "Add",
        graph.add("Mul", middle, graph.number(_MIDDLE)),
        graph.add("Mul", lowest, graph.number(_LOWEST)),
    )
    both = graph.add("Mul", _unit(graph, lower), graph.number(_BOTH))
    graph.add("Concat", last, both, output=output, axis=-1)


def apart_features(graph: GraphBuilder, embedding: str, dimensions: int, output: str) -> None:
    """For classifiers, [sentences, dimensions]: the `embedding` without what all have in common.

    That is nothing until `take_out` has seen what it is.
    """
    kept = graph.constant(_KEPT, np.eye(dimensions, dtype=np.float32))
    moved = graph.constant(_MOVED, np.zeros(dimensions, np.float32))
    _unit(graph, graph.add("Gemm", embedding, kept, moved), output)


def take_out(model: onnx.ModelProto, general: NDArray[np.float32]) -> None:
    """Let the `apart_features` of `model` be without what the embeddings of `general` sentences
    [sentences, dimensions] have in common: their mean, and the few directions in which they differ
    most, among them that of the language (Mu and Viswanath, 2018)."""
    mean = general.mean(axis=0)
    _, _, directions = np.linalg.svd(general - mean, full_matrices=False)
    common = directions[:_DIRECTIONS]
    kept = np.eye(len(mean), dtype=np.float32) - common.T @ common
    parts = {_KEPT: kept, _MOVED: -mean @ kept}
    for constant in model.graph.initializer:
        if constant.name in parts:
            constant.CopyFrom(numpy_helper.from_array(parts[constant.name], constant.name))


def _words(graph: GraphBuilder, hidden: str) -> str:
    """The mean without the first and the last token of each sentence, of length one."""
    tokens = graph.integers(1)
    inner = graph.add("Slice", hidden, tokens, graph.integers(-1), tokens)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    whole = graph.integers(_ALL)
    followed = graph.add("Slice", mask, graph.integers(2), whole, tokens)  # by another token
    return _unit(graph, _sum(graph, inner, followed))


def _sum(graph: GraphBuilder, hidden: str, mask: str) -> str:
    """The sum over the mask, which has the direction of the mean."""
    kept = graph.add("Mul", hidden, graph.add("Unsqueeze", mask, graph.integers(-1)))
    return graph.add("ReduceSum", kept, graph.integers(1), keepdims=0)


def _unit(graph: GraphBuilder, vectors: str, output: str = "") -> str:
    """Vectors of length one; that of no words stays zero."""
    length = graph.add("ReduceL2", vectors, graph.integers(-1), keepdims=1)
    some = graph.add("Max", length, graph.number(1e-12))
    return graph.add("Div", vectors, some, output=output)
