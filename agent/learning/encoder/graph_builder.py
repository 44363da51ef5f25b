"""An ONNX graph put together node by node."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]

_OPSET = 20


class GraphBuilder:
    """Nodes and initialisers being collected; what is added is known by the name of its output."""

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

    def finish(self, outputs: Mapping[str, int]) -> onnx.ModelProto:
        """The model, whose `outputs` are named with their sizes."""
        shape = ["sentences", "tokens"]
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask")
        ]
        found = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["sentences", size])
            for name, size in outputs.items()
        ]
        graph = helper.make_graph(self._nodes, "encoder", inputs, found)
        opset = [helper.make_opsetid("", _OPSET)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=9)
        while self._constants:  # one by one: twice all of them would be much memory
            _, constant = self._constants.popitem()
            model.graph.initializer.append(constant)
        return model
