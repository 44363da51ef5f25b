"""From tokens to sentences: the vectors a BERT graph gives, as nodes of that graph."""

from collections.abc import Sequence

from onnx import TensorProto

from agent.learning.encoder.graph_builder import GraphBuilder

_ALL = 2**31
_MIDDLE, _LOWEST, _BOTH = 0.5, 0.3, 0.55
"""Lengths of the lower layers' means, and of their sum, beside that of the last."""


def embedding(graph: GraphBuilder, hidden: str, output: str) -> None:
    """The mean over the mask, of length one."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    _unit(graph, _sum(graph, hidden, mask), output)


def features(graph: GraphBuilder, layers: Sequence[str], output: str) -> None:
    """The mean over the words of the last of all `layers`, beside that of lower ones."""
    chosen = (len(layers) - 1, 2 * (len(layers) - 1) // 3, 0)
    last, middle, lowest = (_words(graph, layers[number]) for number in chosen)
    lower = graph.add(
        "Add",
        graph.add("Mul", middle, graph.number(_MIDDLE)),
        graph.add("Mul", lowest, graph.number(_LOWEST)),
    )
    both = graph.add("Mul", _unit(graph, lower), graph.number(_BOTH))
    graph.add("Concat", last, both, output=output, axis=-1)


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
