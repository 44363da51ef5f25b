"""A linear softmax classifier as an ONNX graph, by a converter registered with skl2onnx.

Inputs: `columns` int64 [n] and `weights` float [1, n] of a text's n-grams, and, if the classifier
has weights for one, `embedding` float [1, dimensions]. Output: `probabilities` float [1, classes].
"""

from typing import Any

from skl2onnx import convert_sklearn, update_registered_converter
from skl2onnx.algebra.onnx_ops import OnnxAdd, OnnxGather, OnnxMatMul, OnnxSoftmax
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType
from sklearn.base import BaseEstimator, ClassifierMixin

from agent.learning.linear import Linear

_ALIAS = "UnderstudySoftmax"


class _Softmax(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """What skl2onnx is given: an estimator that holds a fitted `Linear`."""

    def __init__(self, linear: Linear) -> None:
        self.linear = linear


def to_onnx(linear: Linear) -> bytes:
    """The serialised graph; the same classifier always gives the same bytes."""
    update_registered_converter(_Softmax, _ALIAS, _shape, _convert, parser=_parse)
    inputs = [("columns", Int64TensorType([None])), ("weights", FloatTensorType([1, None]))]
    if len(linear.dense):
        inputs.append(("embedding", FloatTensorType([1, len(linear.dense)])))
    model = convert_sklearn(_Softmax(linear), name="understudy", initial_types=inputs)
    return bytes(model.SerializeToString())


def _parse(scope: Any, model: _Softmax, inputs: list[Any], **_: Any) -> list[Any]:
    operator = scope.declare_local_operator(_ALIAS, model)
    operator.inputs = inputs
    operator.outputs.append(scope.declare_local_variable("probabilities", FloatTensorType()))
    return list(operator.outputs)


def _shape(operator: Any) -> None:
    classes = len(operator.raw_operator.linear.bias)
    operator.outputs[0].type = FloatTensorType([1, classes])


def _convert(scope: Any, operator: Any, container: Any) -> None:
    linear: Linear = operator.raw_operator.linear
    inputs = {variable.raw_name: variable for variable in operator.inputs}
    opset = {"op_version": container.target_opset}
    rows = OnnxGather(linear.sparse, inputs["columns"], **opset)
    logits = OnnxAdd(OnnxMatMul(inputs["weights"], rows, **opset), linear.bias, **opset)
    if "embedding" in inputs:
        dense = OnnxMatMul(inputs["embedding"], linear.dense, **opset)
        logits = OnnxAdd(dense, logits, **opset)
    OnnxSoftmax(logits, axis=1, output_names=operator.outputs[:1], **opset).add_to(scope, container)
