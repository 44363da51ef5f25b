"""Weights of an encoder in eight or four bits: a quarter or a seventh of the size, half the time.

Matrices go through onnxruntime's MatMulNBits, whose scales belong to blocks of numbers and, for
activations, to single tokens. So the outliers of one token spoil nothing else, and the embedding of
a sentence does not depend on the sentences beside it, as with one scale for all it would.
"""

from collections.abc import Iterator
from typing import Literal

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

_BLOCKS = {8: 64, 4: 32}
_CONTRIB = "com.microsoft"

Bits = Literal[8, 4]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Constants = dict[str, TensorProto]


def quantise(model: onnx.ModelProto, bits: Bits = 8) -> None:
    """Put constant matrices and large looked-up tables of `model` into so many bits.

    Weights that were in blocks of four bits before (GGML's Q4_0) lose nothing by four bits again.
    """
    graph = model.graph
    constants = {}
    while graph.initializer:
        constant = graph.initializer.pop()
        constants[constant.name] = constant
    nodes = [new for node in graph.node for new in _replace(node, constants, bits)]
    used = {name for node in nodes for name in node.input}
    del graph.node[:]
    graph.node.extend(nodes)
    for name in list(constants):
        constant = constants.pop(name)
        if name in used:
            graph.initializer.append(constant)
    model.opset_import.append(helper.make_opsetid(_CONTRIB, 1))


def _replace(node: NodeProto, constants: Constants, bits: Bits) -> Iterator[NodeProto]:
    weights = next((constants[name] for name in node.input if name in constants), None)
    shape = list(weights.dims) if weights else []
    if node.op_type == "MatMul" and len(shape) == 2 and shape[0] % _BLOCKS[bits] == 0:
        yield _matrix(node, constants, bits)
    elif node.op_type == "Gather" and len(shape) == 2 and shape[0] > 64:
        yield from _table(node, constants) if bits == 8 else [_small_table(node, constants)]
    else:
        yield node


def _matrix(node: NodeProto, constants: Constants, bits: Bits) -> NodeProto:
    hidden, name = node.input
    weights = numpy_helper.to_array(constants.pop(name))
    rows, columns = weights.shape
    whole, scales = _round(weights.T.reshape(columns, -1, _BLOCKS[bits]), bits)
    packed = whole if bits == 8 else _pairs(whole)
    inputs = [
        hidden,
        _add(constants, f"{name}.whole", packed),
        _add(constants, f"{name}.scales", scales[..., 0]),
    ]
    return helper.make_node(
        "MatMulNBits",
        inputs,
        node.output,
        name=node.name,
        domain=_CONTRIB,
        K=rows,
        N=columns,
        bits=bits,
        block_size=_BLOCKS[bits],
        accuracy_level=4,
    )


def _table(node: NodeProto, constants: Constants) -> Iterator[NodeProto]:
    """In eight bits, with a scale for each row."""
    name, rows = node.input
    whole, scales = _round(numpy_helper.to_array(constants[name]), 8)
    signed = (whole.astype(np.int16) - 128).astype(np.int8)
    parts: dict[str, NDArray[np.generic]] = {"whole": signed, "scales": scales}
    for part, values in parts.items():
        found = _add(constants, f"{name}.{part}", values)
        yield helper.make_node("Gather", [found, rows], [f"{node.name}.{part}"])
    yield helper.make_node("Cast", [f"{node.name}.whole"], [f"{node.name}.cast"], to=1)
    yield helper.make_node("Mul", [f"{node.name}.cast", f"{node.name}.scales"], node.output)


def _small_table(node: NodeProto, constants: Constants) -> NodeProto:
    """In four bits, with a scale for each block."""
    name, rows = node.input
    table = numpy_helper.to_array(constants.pop(name))
    whole, scales = _round(table.reshape(len(table), -1, _BLOCKS[4]), 4)
    pairs = _pairs(whole).reshape(len(table), -1)
    inputs = [
        _add(constants, f"{name}.whole", pairs),
        rows,
        _add(constants, f"{name}.scales", scales[..., 0]),
    ]
    return helper.make_node(
        "GatherBlockQuantized",
        inputs,
        node.output,
        name=node.name,
        domain=_CONTRIB,
        bits=4,
        block_size=_BLOCKS[4],
        gather_axis=0,
        quantize_axis=1,
    )


def _round(values: Floats, bits: Bits) -> tuple[Bytes, Floats]:
    """Whole numbers around 128 or 8 and, along the last axis, what to multiply them with.

    In four bits the number farthest from nothing becomes the lowest of all, as in Q4_0.
    """
    middle = 2 ** (bits - 1)
    if bits == 8:
        scales = np.abs(values).max(axis=-1, keepdims=True) / (middle - 1)
    else:
        farthest = np.abs(values).argmax(axis=-1)[..., None]
        scales = np.take_along_axis(values, farthest, -1) / -middle
    scales = np.where(scales == 0, 1, scales).astype(np.float32)
    whole = np.clip(np.round(values / scales) + middle, 0, 2 * middle - 1)
    return whole.astype(np.uint8), scales


def _pairs(whole: Bytes) -> Bytes:
    """Two numbers a byte, the first in the lower half."""
    return np.asarray(whole[..., ::2] | whole[..., 1::2] << 4, np.uint8)


def _add(constants: Constants, name: str, values: NDArray[np.generic]) -> str:
    constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
    return name
