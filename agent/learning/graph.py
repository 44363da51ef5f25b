"""A scorer and its softmax as an ONNX graph, by a converter registered with skl2onnx.

Inputs: `columns` int64 [texts, n] and `weights` float [texts, n] of the n-grams of texts (where one
has fewer, any columns of weight 0), and, if the classifier has weights for one, `embedding` float
[texts, dimensions]. Output: `probabilities` float [texts, classes].
"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from onnx import TensorProto
from onnx.helper import set_model_props
from onnx.numpy_helper import from_array
from skl2onnx import convert_sklearn, update_registered_converter
from skl2onnx.algebra.onnx_ops import (
    OnnxAdd,
    OnnxCast,
    OnnxExp,
    OnnxGather,
    OnnxMatMul,
    OnnxReduceSumSquare,
    OnnxSoftmax,
    OnnxSqueeze,
    OnnxSub,
    OnnxUnsqueeze,
)
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType
from sklearn.base import BaseEstimator, ClassifierMixin

from agent.learning.scorer import Scorer
from agent.learning.vectoriser import Floats

OPSET = 17
"""Pinned, so that all models of a version run wherever one of them does."""

_ALIAS = "UnderstudySoftmax"
_MIDDLE = np.array([1], np.int64)


class _Softmax(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """What skl2onnx is given: an estimator that holds a fitted `Scorer`."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer


def to_onnx(scorer: Scorer, metadata: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The serialised graph with its metadata; the same classifier always gives the same bytes."""
    update_registered_converter(_Softmax, _ALIAS, _shape, _convert, parser=_parse)
    inputs = [
        ("columns", Int64TensorType([None, None])),
        ("weights", FloatTensorType([None, None])),
    ]
    if len(scorer.dense):
        inputs.append(("embedding", FloatTensorType([None, len(scorer.dense)])))
    model = convert_sklearn(
        _Softmax(scorer), name="understudy", initial_types=inputs, target_opset=OPSET
    )
    set_model_props(model, dict(metadata))
    return bytes(model.SerializeToString())


def _parse(scope: Any, model: _Softmax, inputs: list[Any], **_: Any) -> list[Any]:
    operator = scope.declare_local_operator(_ALIAS, model)
    operator.inputs = inputs
    operator.outputs.append(scope.declare_local_variable("probabilities", FloatTensorType()))
    return list(operator.outputs)


def _shape(operator: Any) -> None:
    classes = len(operator.raw_operator.scorer.bias)
    operator.outputs[0].type = FloatTensorType([None, classes])


def _convert(scope: Any, operator: Any, container: Any) -> None:
    scorer: Scorer = operator.raw_operator.scorer
    inputs = {variable.raw_name: variable for variable in operator.inputs}
    opset = {"op_version": container.target_opset}
    constant = partial(_constant, scope, container)
    rows = OnnxGather(constant(scorer.sparse), inputs["columns"], **opset)
    weights = OnnxUnsqueeze(inputs["weights"], _MIDDLE, **opset)
    summed = OnnxSqueeze(OnnxMatMul(weights, rows, **opset), _MIDDLE, **opset)
    logits = OnnxAdd(summed, scorer.bias, **opset)
    if "embedding" in inputs:
        dense = OnnxMatMul(inputs["embedding"], constant(scorer.dense), **opset)
        logits = OnnxAdd(dense, logits, **opset)
    if len(scorer.lines):
        lines, near = constant(2 * scorer.lines.T), constant(scorer.near)
        found = _nearness(scorer, inputs["embedding"], lines, near, opset)
        logits = OnnxAdd(found, logits, **opset)
    OnnxSoftmax(logits, axis=1, output_names=operator.outputs[:1], **opset).add_to(scope, container)


def _nearness(
    scorer: Scorer, embedding: Any, lines: str, near: str, opset: dict[str, Any]
) -> OnnxCast:
    """The part of the logits that `scorer.nearness` makes, in double precision too."""
    exact, doubled, weights = (
        OnnxCast(value, to=TensorProto.DOUBLE, **opset) for value in (embedding, lines, near)
    )
    own = OnnxReduceSumSquare(exact, axes=[1], keepdims=1, **opset)
    squares = OnnxAdd((scorer.lines.astype(np.float64) ** 2).sum(axis=1), own, **opset)
    nearness = OnnxExp(OnnxSub(OnnxMatMul(exact, doubled, **opset), squares, **opset), **opset)
    return OnnxCast(OnnxMatMul(nearness, weights, **opset), to=TensorProto.FLOAT, **opset)


def _constant(scope: Any, container: Any, value: Floats) -> str:
    """The name of a constant, written whole; skl2onnx itself would write it number by number."""
    name = str(scope.get_unique_variable_name("weights"))
    container.add_initializer(name, None, None, from_array(value))
    return name
