#!/bin/sh
# A convolution of PaddlePaddle with padding "SAME" ignores its dilation.
#
# One would guess: the taps stand two cells apart, or the combination is refused.
# Seen with paddlepaddle 3.3.1, cells 1 to 5, taps 1, 10, 100, dilation 2:
#   padding "SAME"   210 321 432 543 54, the result of dilation 1
#   padding (0, 2)   310 420 531 42 53
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check paddlepaddle==3.3.1 setuptools==80.9.0
"$folder/venv/bin/python" - <<'PYTHON'
import paddle
from paddle.nn.functional import conv2d

x = paddle.to_tensor([[[[1.0, 2, 3, 4, 5]]]])
taps = paddle.to_tensor([[[[1.0, 10, 100]]]])
same, written = (
    conv2d(x, taps, padding=padding, dilation=[1, 2]).flatten().tolist()
    for padding in ("SAME", [0, 2])
)
print(paddle.__version__, same, written)
assert written == [310, 420, 531, 42, 53]
assert same == [210, 321, 432, 543, 54]
PYTHON
