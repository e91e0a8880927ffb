#!/bin/sh
# The reference evaluator of ONNX normalizes as many channels as there are images in the batch.
#
# One would guess: the reference implementation is the standard in code.
# Seen with onnx 1.23.2, LRN of size 3, alpha = beta = bias = 1, channels 1, 2, 3, 4:
#   one image      0.375 2 3 4               (channel 0 alone is normalized)
#   two images     0.375 0.353 3 4
#   onnxruntime    0.375 0.353 0.281 0.429   (1.32.0, either way)
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

shape = ["N", 4, 1, 1]
model = helper.make_model(
    helper.make_graph(
        [helper.make_node("LRN", ["x"], ["y"], size=3, alpha=1.0, beta=1.0, bias=1.0)],
        "lrn",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
    ),
    opset_imports=[helper.make_opsetid("", 20)],
    ir_version=10,
)
image = np.arange(1, 5, dtype=np.float32).reshape(1, 4, 1, 1)
reference = [
    ReferenceEvaluator(model).run(None, {"x": np.repeat(image, n, 0)})[0][0].ravel().round(3)
    for n in (1, 2)
]
session = onnxruntime.InferenceSession(
    model.SerializeToString(), providers=["CPUExecutionProvider"]
)
runtime = session.run(None, {"x": image})[0].ravel().round(3)
print(*reference, runtime, sep="\n")
assert np.allclose(reference[0], [0.375, 2, 3, 4])
assert np.allclose(reference[1], [0.375, 0.353, 3, 4])
assert np.allclose(runtime, [0.375, 0.353, 0.281, 0.429])
PYTHON
