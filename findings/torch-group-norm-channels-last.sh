#!/bin/sh
# group_norm of a channels_last tensor loses the variance of data with an offset.
#
# One would guess: a memory format changes the speed and not the numbers.
# Seen with torch 2.13.0 on a CPU, four cells 10000, 10001, 10002, 10003 in each of four groups:
#   contiguous      -1.342 -0.447 0.447 1.342
#   channels_last   -474 -158 158 474
# The variance of the channels_last path is the mean of squares less the square of the mean, in float32.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import torch
from torch.nn.functional import group_norm

x = torch.arange(10000.0, 10004.0).reshape(1, 1, 2, 2).repeat(1, 4, 1, 1)
results = [
    group_norm(x.contiguous(memory_format=order), 4)[0, 0].flatten()
    for order in (torch.contiguous_format, torch.channels_last)
]
print(torch.__version__, *(r.tolist() for r in results), sep="\n")
assert results[0][3].round(decimals=3) == 1.342
assert results[1][3] > 400
PYTHON
