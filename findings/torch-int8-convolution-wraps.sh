#!/bin/sh
# A convolution of int8 tensors in PyTorch sums in int8 and wraps around.
#
# One would guess: an error, or sums in int32, as in every int8 kernel of a deployment library.
# Seen with torch 2.13.0 on a CPU: 100 + 100 = -56, and uint8 200 + 200 = 144, without a message.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import torch


def summed(value, dtype):
    x = torch.full((1, 1, 1, 2), value, dtype=dtype)
    return torch.conv2d(x, torch.ones(1, 1, 1, 2, dtype=dtype)).item()


seen = summed(100, torch.int8), summed(200, torch.uint8)
print(torch.__version__, seen)
assert seen == (-56, 144)
PYTHON
