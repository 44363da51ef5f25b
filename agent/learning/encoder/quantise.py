"""Weights of an encoder in eight bits: a quarter of the size, half the time.

Matrices go through onnxruntime's MatMulNBits, whose scales belong to blocks of 64 numbers and, for
activations, to single tokens. So the outliers of one token spoil nothing else, and the embedding of
a sentence does not depend on the sentences beside it, as with one scale for all it would.
"""

from collections.abc import Iterator

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

_BLOCK = 64
_MIDDLE, _MOST = 128, 127
_CONTRIB = "com.microsoft"


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy with constant matrices and large looked-up tables in eight bits."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    graph = result.graph
    constants = {c.name: c for c in graph.initializer}
    nodes = [new for node in graph.node for new in _replace(node, constants)]
    used = {name for node in nodes for name in node.input}
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(c for name, c in constants.items() if name in used)
    result.opset_import.append(helper.make_opsetid(_CONTRIB, 1))
    return result


def _replace(node: NodeProto, constants: dict[str, TensorProto]) -> Iterator[NodeProto]:
    weights = next((constants[name] for name in node.input if name in constants), None)
    shape = list(weights.dims) if weights else []
    if node.op_type == "MatMul" and len(shape) == 2 and shape[0] % _BLOCK == 0:
        yield _matrix(node, constants)
    elif node.op_type == "Gather" and len(shape) == 2 and shape[0] > _BLOCK:
        yield from _table(node, constants)
    else:
        yield node


def _matrix(node: NodeProto, constants: dict[str, TensorProto]) -> NodeProto:
    hidden, name = node.input
    weights = numpy_helper.to_array(constants[name])
    rows, columns = weights.shape
    whole, scales = _round(weights.T.reshape(columns, rows // _BLOCK, _BLOCK))
    inputs = [
        hidden,
        _add(constants, f"{name}.whole", (whole + _MIDDLE).astype(np.uint8)),
        _add(constants, f"{name}.scales", scales[..., 0]),
    ]
    sizes = {"K": rows, "N": columns, "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
    return helper.make_node(
        "MatMulNBits", inputs, node.output, name=node.name, domain=_CONTRIB, **sizes
    )


def _table(node: NodeProto, constants: dict[str, TensorProto]) -> Iterator[NodeProto]:
    name, rows = node.input
    whole, scales = _round(numpy_helper.to_array(constants[name]))
    parts: dict[str, NDArray[np.generic]] = {"whole": whole.astype(np.int8), "scales": scales}
    for part, values in parts.items():
        found = _add(constants, f"{name}.{part}", values)
        yield helper.make_node("Gather", [found, rows], [f"{node.name}.{part}"])
    yield helper.make_node("Cast", [f"{node.name}.whole"], [f"{node.name}.cast"], to=1)
    yield helper.make_node("Mul", [f"{node.name}.cast", f"{node.name}.scales"], node.output)


def _round(values: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Whole numbers from -127 to 127 and, along the last axis, what to multiply them with."""
    scales = np.abs(values).max(axis=-1, keepdims=True) / _MOST
    scales[scales == 0] = 1
    return np.round(values / scales), scales.astype(np.float32)


def _add(constants: dict[str, TensorProto], name: str, values: NDArray[np.generic]) -> str:
    constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
    return name
