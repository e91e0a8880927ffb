#!/bin/sh
# PyTorch's FLOP counter counts the weight gradient of a grouped convolution once for each group.
#
# One would guess: the backward pass of a convolution costs twice its forward pass, grouped or not.
# Seen with torch 2.13.0, 8 channels, backward over forward:
#   1 group 2, 2 groups 3, depthwise (8 groups) 9
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import torch
from torch.utils.flop_counter import FlopCounterMode


def flops(run):
    with FlopCounterMode(display=False) as counter:
        result = run()
    return counter.get_total_flops(), result


ratios = []
for groups in (1, 2, 8):
    x = torch.randn(1, 8, 16, 12, requires_grad=True)
    w = torch.randn(8, 8 // groups, 3, 3, requires_grad=True)
    forward, y = flops(lambda: torch.conv2d(x, w, padding=1, groups=groups))
    backward, _ = flops(lambda: y.sum().backward())
    ratios.append(backward / forward)
print(torch.__version__, ratios)
assert ratios == [2, 3, 9]
PYTHON
