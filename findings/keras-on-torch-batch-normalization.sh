#!/bin/sh
# Keras normalizes data with an offset on one backend and not on another.
#
# One would guess: a layer gives the same numbers on every backend, up to rounding.
# Seen with keras 3.15.1 in training, 10000, 10001, 10002, 10003 in float32, the last cell:
#   on torch 2.13.0   BatchNormalization 47.4, GroupNormalization 47.4, LayerNormalization 1.34
#   on jax 0.10.2     1.34 in all three
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check keras==3.15.1 torch==2.13.0 jax==0.10.2 jaxlib==0.10.2
cat >"$folder/last.py" <<'PYTHON'
import sys

import numpy as np
from keras import layers, ops

x = np.arange(10000, 10004, dtype="float32").reshape(1, 4, 1)
last = [
    ops.convert_to_numpy(y).ravel()[3]
    for y in (
        layers.BatchNormalization()(x, training=True),
        layers.GroupNormalization(1)(x),
        layers.LayerNormalization()(x.reshape(1, 4)),
    )
]
print(last)
expected = {"torch": [47.4, 47.4, 1.34], "jax": [1.34, 1.34, 1.34]}[sys.argv[1]]
assert np.allclose(last, expected, atol=0.1)
PYTHON
for backend in torch jax; do
    KERAS_BACKEND=$backend "$folder/venv/bin/python" "$folder/last.py" "$backend"
done
