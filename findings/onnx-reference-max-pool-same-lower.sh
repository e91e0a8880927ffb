#!/bin/sh
# In the reference evaluator of ONNX, MaxPool with SAME_LOWER puts the odd border cell at the end.
#
# One would guess: SAME_LOWER pads in front, as the standard says.
# Seen for 4 x 4 cells 0 to 15, kernel 3, stride 2:
#   onnx 1.23.2 (reference)   10 11 14 15: padded behind
#   onnxruntime 1.32.0        5 7 13 15: padded in front
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

node = helper.make_node(
    "MaxPool", ["x"], ["y"], kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_LOWER"
)
model = helper.make_model(
    helper.make_graph(
        [node],
        "pool",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, 4, 4))],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, (1, 1, 2, 2))],
    ),
    opset_imports=[helper.make_opsetid("", 21)],
    ir_version=10,
)
x = {"x": np.arange(16, dtype=np.float32).reshape(1, 1, 4, 4)}
reference = ReferenceEvaluator(model).run(None, x)[0].ravel().tolist()
runtime = (
    onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    .run(None, x)[0]
    .ravel()
    .tolist()
)
print(reference, runtime)
assert reference == [10, 11, 14, 15]
assert runtime == [5, 7, 13, 15]
PYTHON
