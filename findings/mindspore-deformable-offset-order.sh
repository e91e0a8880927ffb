#!/bin/sh
# The offsets of MindSpore's deformable convolution are columns first, and then rows.
#
# One would guess: rows first, as in the paper's code, in torchvision, PaddlePaddle and ONNX.
# Seen with mindspore 2.10.0 on a CPU: one tap of 1 on 0 to 8 in rows of three, offset (1, 0), gives
# 1 2 0 / 4 5 0 / 7 8 0: moved by a column. Rows first would give 3 4 5 / 6 7 8 / 0 0 0.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check mindspore==2.10.0 numpy==1.26.4 setuptools==80.9.0
"$folder/venv/bin/python" - <<'PYTHON'
import mindspore
import numpy as np
from mindspore import Tensor, ops

cells = np.arange(9, dtype=np.float32).reshape(1, 1, 3, 3)
offset = np.zeros((1, 3, 3, 3), np.float32)
offset[0, 0] = 1
offset[0, 2] = 1
kernel = np.ones((1, 1, 1, 1), np.float32)
steps = {"kernel_size": (1, 1), "strides": (1,) * 4, "padding": (0,) * 4}
seen = ops.deformable_conv2d(Tensor(cells), Tensor(kernel), Tensor(offset), **steps)
print(mindspore.__version__, seen.asnumpy()[0, 0], sep="\n")
assert seen.asnumpy()[0, 0].tolist() == [[1, 2, 0], [4, 5, 0], [7, 8, 0]]
PYTHON
