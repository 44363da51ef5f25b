"""Nothing is reported to anybody: neither by a connection nor by what would be sent later."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.settings import ROOT

SESSION = """
from onnx import TensorProto, helper
import onnxruntime
value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])
result = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])
graph = helper.make_graph([helper.make_node("Neg", ["x"], ["y"])], "g", [value], [result])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
onnxruntime.InferenceSession(model.SerializeToString()).run(None, {"x": [1.0]})
"""


@pytest.mark.parametrize("room", ["agent", "speech", "agent.learning.standalone"])
def test_a_model_that_runs_leaves_nothing_for_its_maker(room: str, tmp_path: Path) -> None:
    silencing = ("CI", "ORT_DISABLE_TELEMETRY")
    environment = {name: value for name, value in os.environ.items() if name not in silencing}
    environment |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    code = f"import {room}\n{SESSION}"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, timeout=300)
    assert list(tmp_path.rglob("*")) == []
