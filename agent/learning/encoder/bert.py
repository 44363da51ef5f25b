"""A BERT sentence encoder as an ONNX graph, written from its weights without PyTorch.

Inputs: `input_ids` and `attention_mask`, int64 [sentences, tokens]. Outputs, float: `embedding`
[sentences, dimensions], the mean of the last layer over the mask, of length one, as published; and
`features` for classifiers, see `pooling`. The layers are those of
Devlin et al. (2019), names as in the transformers library's weight files.
"""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto
from pydantic import BaseModel, ConfigDict

from agent.learning.encoder import pooling
from agent.learning.encoder.encoder import FEATURES
from agent.learning.encoder.graph_builder import GraphBuilder, Weights

EMBEDDING = "embedding"


class BertConfig(BaseModel):
    """The sizes of a BERT, named as in its `config.json`.

    `alike` says that the vectors of any two sentences are near to each other, so that what
    they share is to be taken out.
    """

    model_config = ConfigDict(frozen=True)

    hidden_size: int
    num_attention_heads: int
    num_hidden_layers: int
    layer_norm_eps: float
    alike: bool = False


def build(
    config: BertConfig, weights: Weights, attention: NDArray[np.float32] | None = None
) -> onnx.ModelProto:
    """The graph; `attention` [heads, most tokens, most tokens] is added to every layer's scores.

    Raises KeyError for weights that are missing.
    """
    graph = GraphBuilder(weights)
    layers = [_embed(graph, config)]
    bias = _mask_bias(graph)
    if attention is not None:
        bias = graph.add("Add", bias, _part(graph, attention))
    for layer in range(config.num_hidden_layers):
        layers.append(_layer(graph, config, f"encoder.layer.{layer}.", layers[-1], bias))
    pooling.embedding(graph, layers[-1], EMBEDDING)
    if config.alike:
        pooling.apart_features(graph, EMBEDDING, config.hidden_size, FEATURES)
        return graph.finish({EMBEDDING: config.hidden_size, FEATURES: config.hidden_size})
    pooling.word_features(graph, layers, FEATURES)
    return graph.finish({EMBEDDING: config.hidden_size, FEATURES: 2 * config.hidden_size})


def _embed(graph: GraphBuilder, config: BertConfig) -> str:
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


def _part(graph: GraphBuilder, attention: NDArray[np.float32]) -> str:
    """The first rows and columns of each head, as many as there are tokens."""
    tokens = graph.add("Gather", graph.add("Shape", "input_ids"), graph.integers(1))
    table = graph.constant("relative", attention)
    ends = graph.add("Concat", tokens, tokens, axis=0)
    return graph.add("Slice", table, graph.integers(0, 0), ends, graph.integers(1, 2))


def _mask_bias(graph: GraphBuilder) -> str:
    """Nothing for tokens, minus very much for padding, [sentences, 1, 1, tokens]."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    wide = graph.add("Unsqueeze", mask, graph.integers(1, 2))
    return graph.add("Mul", graph.add("Sub", graph.number(1.0), wide), graph.number(-1e9))


def _layer(graph: GraphBuilder, config: BertConfig, prefix: str, hidden: str, bias: str) -> str:
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


def _attention(graph: GraphBuilder, config: BertConfig, prefix: str, hidden: str, bias: str) -> str:
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
