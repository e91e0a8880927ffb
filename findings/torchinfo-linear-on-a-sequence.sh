#!/bin/sh
# torchinfo counts a linear layer on a sequence as if the sequence had one step.
#
# One would guess: a layer of 8 to 8 that is applied at each of 5 steps multiplies 5 x 64 = 320 times.
# Seen with torchinfo 1.8.0: 64, whatever the length.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6 torchinfo==1.8.0
"$folder/venv/bin/python" - <<'PYTHON'
import torch
import torchinfo

layer = torch.nn.Linear(8, 8, bias=False)
counts = [
    torchinfo.summary(layer, input_data=torch.randn(1, steps, 8), verbose=0).total_mult_adds
    for steps in (1, 5, 70)
]
print(torchinfo.__version__, counts)
assert counts == [64, 64, 64]
PYTHON
