"""A BERT sentence encoder as an ONNX graph, written from its weights without PyTorch.

Inputs: `input_ids` and `attention_mask`, int64 [sentences, tokens]. Outputs, float: `embedding`
[sentences, dimensions], the mean of the last layer over the mask, of length one, as published; and
`features` [sentences, 2 * dimensions] for classifiers, which has means over the words alone,
without the marks at both ends: of the last layer, and, shorter, of two lower ones, which are nearer
to the words themselves. The layers are those of Devlin et al. (2019), names as in the transformers
library's weight files.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from pydantic import BaseModel, ConfigDict

from agent.learning.encoder.encoder import FEATURES

Weights = Mapping[str, NDArray[np.float32]]

EMBEDDING = "embedding"

_OPSET = 20
_ALL = 2**31
_MIDDLE, _LOWEST, _BOTH = 0.5, 0.3, 0.55
"""Lengths of the lower layers' means, and of their sum, beside that of the last."""


class BertConfig(BaseModel):
    """The sizes of a BERT, named as in its `config.json`."""

    model_config = ConfigDict(frozen=True)

    hidden_size: int
    num_attention_heads: int
    num_hidden_layers: int
    layer_norm_eps: float


def build(config: BertConfig, weights: Weights) -> onnx.ModelProto:
    """The graph. Raises KeyError for weights that are missing."""
    graph = _Graph(weights)
    layers = [_embed(graph, config)]
    bias = _mask_bias(graph)
    for layer in range(config.num_hidden_layers):
        layers.append(_layer(graph, config, f"encoder.layer.{layer}.", layers[-1], bias))
    _pool(graph, layers[-1], EMBEDDING)
    _features(graph, layers)
    return graph.finish(config.hidden_size)


class _Graph:
    """Nodes and initialisers being collected."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def add(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Append a node and name its only output."""
        name = output or f"{operator.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def weight(self, name: str, transposed: bool = False) -> str:
        """A weight by its name in the file."""
        found = self._weights[name]
        return self.constant(name, np.ascontiguousarray(found.T if transposed else found))

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """A constant under a name of its own."""
        self._constants.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def integers(self, *values: int) -> str:
        """A constant list of integers."""
        return self.constant("i" + "_".join(map(str, values)), np.array(values, np.int64))

    def number(self, value: float) -> str:
        """A constant number."""
        return self.constant(f"f{value}", np.array(value, np.float32))

    def linear(self, prefix: str, hidden: str) -> str:
        """A dense layer."""
        product = self.add("MatMul", hidden, self.weight(f"{prefix}.weight", transposed=True))
        return self.add("Add", product, self.weight(f"{prefix}.bias"))

    def normalise(self, prefix: str, hidden: str, epsilon: float) -> str:
        """Layer normalisation."""
        scale, bias = self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")
        return self.add("LayerNormalization", hidden, scale, bias, axis=-1, epsilon=epsilon)

    def finish(self, dimensions: int) -> onnx.ModelProto:
        """The model."""
        shape = ["sentences", "tokens"]
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask")
        ]
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["sentences", size])
            for name, size in ((EMBEDDING, dimensions), (FEATURES, 2 * dimensions))
        ]
        graph = helper.make_graph(
            self._nodes, "encoder", inputs, outputs, list(self._constants.values())
        )
        opset = [helper.make_opsetid("", _OPSET)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=9)
        onnx.checker.check_model(model)
        return model


def _embed(graph: _Graph, config: BertConfig) -> str:
    words = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids")
    tokens = graph.add("Gather", graph.add("Shape", "input_ids"), graph.integers(1))
    positions = graph.add(
        "Slice",
        graph.weight("embeddings.position_embeddings.weight"),
        graph.integers(0),
        tokens,
        graph.integers(0),
    )
    types = graph.weight("embeddings.token_type_embeddings.weight")
    first = graph.add("Gather", types, graph.constant("first", np.array(0, np.int64)))
    summed = graph.add("Add", graph.add("Add", words, positions), first)
    return graph.normalise("embeddings.LayerNorm", summed, config.layer_norm_eps)


def _mask_bias(graph: _Graph) -> str:
    """Nothing for tokens, minus very much for padding, [sentences, 1, 1, tokens]."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    wide = graph.add("Unsqueeze", mask, graph.integers(1, 2))
    return graph.add("Mul", graph.add("Sub", graph.number(1.0), wide), graph.number(-1e9))


def _layer(graph: _Graph, config: BertConfig, prefix: str, hidden: str, bias: str) -> str:
    attended = _attention(graph, config, f"{prefix}attention.self.", hidden, bias)
    output = graph.linear(f"{prefix}attention.output.dense", attended)
    normed = graph.normalise(
        f"{prefix}attention.output.LayerNorm",
        graph.add("Add", output, hidden),
        config.layer_norm_eps,
    )
    inner = graph.add("Gelu", graph.linear(f"{prefix}intermediate.dense", normed))
    outer = graph.linear(f"{prefix}output.dense", inner)
    return graph.normalise(
        f"{prefix}output.LayerNorm", graph.add("Add", outer, normed), config.layer_norm_eps
    )


def _attention(graph: _Graph, config: BertConfig, prefix: str, hidden: str, bias: str) -> str:
    size = config.hidden_size // config.num_attention_heads
    shape = graph.integers(0, 0, config.num_attention_heads, size)

    def heads(name: str, order: list[int]) -> str:
        split = graph.add("Reshape", graph.linear(f"{prefix}{name}", hidden), shape)
        return graph.add("Transpose", split, perm=order)

    query, key = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1])
    scores = graph.add("Mul", graph.add("MatMul", query, key), graph.number(size**-0.5))
    attention = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
    context = graph.add("MatMul", attention, heads("value", [0, 2, 1, 3]))
    together = graph.add("Transpose", context, perm=[0, 2, 1, 3])
    return graph.add("Reshape", together, graph.integers(0, 0, config.hidden_size))


def _pool(graph: _Graph, hidden: str, output: str) -> None:
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    _unit(graph, _sum(graph, hidden, mask), output)


def _features(graph: _Graph, layers: Sequence[str]) -> None:
    chosen = (len(layers) - 1, 2 * (len(layers) - 1) // 3, 0)
    last, middle, lowest = (_words(graph, layers[number]) for number in chosen)
    lower = graph.add(
        "Add",
        graph.add("Mul", middle, graph.number(_MIDDLE)),
        graph.add("Mul", lowest, graph.number(_LOWEST)),
    )
    both = graph.add("Mul", _unit(graph, lower), graph.number(_BOTH))
    graph.add("Concat", last, both, output=FEATURES, axis=-1)


def _words(graph: _Graph, hidden: str) -> str:
    """The mean without the first and the last token of each sentence, of length one."""
    tokens = graph.integers(1)
    inner = graph.add("Slice", hidden, tokens, graph.integers(-1), tokens)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    whole = graph.integers(_ALL)
    followed = graph.add("Slice", mask, graph.integers(2), whole, tokens)  # by another token
    return _unit(graph, _sum(graph, inner, followed))


def _sum(graph: _Graph, hidden: str, mask: str) -> str:
    """The sum over the mask, which has the direction of the mean."""
    kept = graph.add("Mul", hidden, graph.add("Unsqueeze", mask, graph.integers(-1)))
    return graph.add("ReduceSum", kept, graph.integers(1), keepdims=0)


def _unit(graph: _Graph, vectors: str, output: str = "") -> str:
    """Vectors of length one; that of no words stays zero."""
    length = graph.add("ReduceL2", vectors, graph.integers(-1), keepdims=1)
    some = graph.add("Max", length, graph.number(1e-12))
    return graph.add("Div", vectors, some, output=output)
