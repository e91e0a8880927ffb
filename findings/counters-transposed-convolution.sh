#!/bin/sh
# Counters of operations multiply a transposed convolution of stride 2 by four.
#
# One would guess: each of 4 x 4 cells of 8 channels is multiplied by 4 kernels of 4 x 4: 8192 products.
# Seen: thop 0.1.1, torchinfo 1.8.0 and torchprofile 0.1.0 say 32768: the output's places times the
# taps, as if no product with an inserted zero were left out. torch 2.13.0's own counter says 8192.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6 thop==0.1.1.post2209072238 torchinfo==1.8.0 torchprofile==0.1.0 setuptools==80.9.0
"$folder/venv/bin/python" - <<'PYTHON'
import warnings

warnings.simplefilter("ignore")
import thop
import torch
import torchinfo
import torchprofile
from torch.utils.flop_counter import FlopCounterMode

layer = torch.nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1, bias=False)
x = torch.randn(1, 8, 4, 4)
with FlopCounterMode(display=False) as counter:
    layer(x)
counts = {
    "torch": counter.get_total_flops() / 2,
    "thop": thop.profile(layer, (x,), verbose=False)[0],
    "torchinfo": torchinfo.summary(layer, input_data=x, verbose=0).total_mult_adds,
    "torchprofile": torchprofile.profile_macs(layer, x),
}
print(counts)
assert counts == {"torch": 8192, "thop": 32768, "torchinfo": 32768, "torchprofile": 32768}
PYTHON
