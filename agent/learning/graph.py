"""A scorer and its softmax as an ONNX graph, by a converter registered with skl2onnx.

Inputs: `columns` int64 [n] and `weights` float [1, n] of a text's n-grams, and, if the classifier
has weights for one, `embedding` float [1, dimensions]. Output: `probabilities` float [1, classes].
"""

from functools import partial
from typing import Any

import numpy as np
from onnx import TensorProto
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
    OnnxSub,
)
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType
from sklearn.base import BaseEstimator, ClassifierMixin

from agent.learning.scorer import Scorer
from agent.learning.vectoriser import Floats

_ALIAS = "UnderstudySoftmax"


class _Softmax(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """What skl2onnx is given: an estimator that holds a fitted `Scorer`."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer


def to_onnx(scorer: Scorer) -> bytes:
    """The serialised graph; the same classifier always gives the same bytes."""
    update_registered_converter(_Softmax, _ALIAS, _shape, _convert, parser=_parse)
    inputs = [("columns", Int64TensorType([None])), ("weights", FloatTensorType([1, None]))]
    if len(scorer.dense):
        inputs.append(("embedding", FloatTensorType([1, len(scorer.dense)])))
    model = convert_sklearn(_Softmax(scorer), name="understudy", initial_types=inputs)
    return bytes(model.SerializeToString())


def _parse(scope: Any, model: _Softmax, inputs: list[Any], **_: Any) -> list[Any]:
    operator = scope.declare_local_operator(_ALIAS, model)
    operator.inputs = inputs
    operator.outputs.append(scope.declare_local_variable("probabilities", FloatTensorType()))
    return list(operator.outputs)


def _shape(operator: Any) -> None:
    classes = len(operator.raw_operator.scorer.bias)
    operator.outputs[0].type = FloatTensorType([1, classes])


def _convert(scope: Any, operator: Any, container: Any) -> None:
    scorer: Scorer = operator.raw_operator.scorer
    inputs = {variable.raw_name: variable for variable in operator.inputs}
    opset = {"op_version": container.target_opset}
    constant = partial(_constant, scope, container)
    rows = OnnxGather(constant(scorer.sparse), inputs["columns"], **opset)
    logits = OnnxAdd(OnnxMatMul(inputs["weights"], rows, **opset), scorer.bias, **opset)
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
    own = OnnxReduceSumSquare(exact, **opset)
    squares = OnnxAdd((scorer.lines.astype(np.float64) ** 2).sum(axis=1), own, **opset)
    nearness = OnnxExp(OnnxSub(OnnxMatMul(exact, doubled, **opset), squares, **opset), **opset)
    return OnnxCast(OnnxMatMul(nearness, weights, **opset), to=TensorProto.FLOAT, **opset)


def _constant(scope: Any, container: Any, value: Floats) -> str:
    """The name of a constant, written whole; skl2onnx itself would write it number by number."""
    name = str(scope.get_unique_variable_name("weights"))
    container.add_initializer(name, None, None, from_array(value))
    return name
