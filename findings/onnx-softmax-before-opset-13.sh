#!/bin/sh
# A softmax of opset 11 over channels gives other numbers in the reference than in the runtime.
#
# One would guess: the default axis 1 means softmax over the channels, or all follow the standard,
# which before opset 13 flattened everything from that axis on.
# Seen for an input of shape (1, 2, 4) that is 0 everywhere:
#   onnx 1.23.2 (reference)   0.25 everywhere: over the last axis, 4 cells
#   onnxruntime 1.32.0        0.125 everywhere: over all 8 cells, as the standard says
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

model = helper.make_model(
    helper.make_graph(
        [helper.make_node("Softmax", ["x"], ["y"])],
        "softmax",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 2, 4))],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, (1, 2, 4))],
    ),
    opset_imports=[helper.make_opsetid("", 11)],
    ir_version=10,
)
x = {"x": np.zeros((1, 2, 4), np.float32)}
reference = ReferenceEvaluator(model).run(None, x)[0]
runtime = onnxruntime.InferenceSession(
    model.SerializeToString(), providers=["CPUExecutionProvider"]
).run(None, x)[0]
print(reference.ravel(), runtime.ravel(), sep="\n")
assert (reference == 0.25).all()
assert (runtime == 0.125).all()
PYTHON
