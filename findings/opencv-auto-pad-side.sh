#!/bin/sh
# OpenCV's network module puts the odd cell of SAME_UPPER in front.
#
# One would guess: SAME_UPPER pads at the end, as the standard of ONNX says.
# Seen with opencv 5.0.0, average pooling of 1, 2, 3, 4 with kernel 3 and stride 2, padding not counted:
#   OpenCV                    1.5 3      (1, 2) and (2, 3, 4): padded in front
#   onnx 1.23.2 (reference)   2 3.5      (1, 2, 3) and (3, 4): padded at the end
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check opencv-python-headless==5.0.0.93 onnx==1.23.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import cv2
import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

settings = {"kernel_shape": [1, 3], "strides": [1, 2], "auto_pad": "SAME_UPPER"}
graph = helper.make_graph(
    [helper.make_node("AveragePool", ["x"], ["y"], **settings)],
    "pool",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, 2, 4))],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, (1, 1, 2, 2))],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
x = np.float32([[[[1, 2, 3, 4], [1, 2, 3, 4]]]])
net = cv2.dnn.readNetFromONNX(np.frombuffer(model.SerializeToString(), np.uint8))
net.setInput(x, "x")
opencv = net.forward()[0, 0, 0].tolist()
reference = ReferenceEvaluator(model).run(None, {"x": x})[0][0, 0, 0].tolist()
print(cv2.__version__, opencv, reference)
assert opencv == [1.5, 3]
assert reference == [2, 3.5]
PYTHON
