#!/bin/sh
# ONNX GroupNormalization of one group is not InstanceNormalization for data with an offset.
#
# One would guess: with one channel and one group the two are the same function.
# Seen for 10000, 10001, 10002, 10003 in float32 with onnx 1.23.2 (reference) and onnxruntime 1.32.0:
#   InstanceNormalization   -1.34 ... 1.34 in both
#   GroupNormalization      -474 ... 474 in both
# The function body of GroupNormalization takes the mean of squares less the square of the mean.
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

arrays = {
    "x": np.arange(10000, 10004, dtype=np.float32).reshape(1, 1, 4),
    "scale": np.ones(1, np.float32),
    "bias": np.zeros(1, np.float32),
}


def last(operator, **attributes):
    model = helper.make_model(
        helper.make_graph(
            [helper.make_node(operator, list(arrays), ["y"], **attributes)],
            "norm",
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, a.shape) for n, a in arrays.items()],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, (1, 1, 4))],
        ),
        opset_imports=[helper.make_opsetid("", 21)],
        ir_version=10,
    )
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    runs = ReferenceEvaluator(model).run(None, arrays), session.run(None, arrays)
    return [float(result[0].ravel()[3]) for result in runs]


instance, group = last("InstanceNormalization"), last("GroupNormalization", num_groups=1)
print("instance", instance, "group", group)
assert all(abs(value - 1.342) < 0.01 for value in instance)
assert all(value > 400 for value in group)
PYTHON
