#!/bin/sh
# On a CPU, PyTorch's FLOP counter counts attention and an LSTM as nothing, and a GRU as something.
#
# One would guess: what is not known to a counter is reported, and neighbors are treated alike.
# Seen with torch 2.13.0: scaled_dot_product_attention 0, LSTM 0, GRU 3840 FLOPs, no message.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import torch
from torch.nn.functional import scaled_dot_product_attention
from torch.utils.flop_counter import FlopCounterMode

query, sequence = torch.randn(1, 4, 16, 8), torch.randn(5, 1, 8)
runs = {
    "attention": lambda: scaled_dot_product_attention(query, query, query),
    "LSTM": lambda: torch.nn.LSTM(8, 8)(sequence),
    "GRU": lambda: torch.nn.GRU(8, 8)(sequence),
}
counts = {}
for name, run in runs.items():
    with FlopCounterMode(display=False) as counter:
        run()
    counts[name] = counter.get_total_flops()
print(torch.__version__, counts)
assert counts == {"attention": 0, "LSTM": 0, "GRU": 3840}
PYTHON
