#!/bin/sh
# The normalization layers of Flax lose the variance of data with an offset, by default.
#
# One would guess: 10000, 10001, 10002, 10003 are normalized to -1.34 ... 1.34, as by other libraries.
# Seen with flax 0.12.8 and jax 0.10.2 in float32: LayerNorm -1500 ... 1500, and -1.34 ... 1.34 with
# use_fast_variance=False. The default is the mean of squares less the square of the mean.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check flax==0.12.8 jax==0.10.2 jaxlib==0.10.2
"$folder/venv/bin/python" - <<'PYTHON'
from flax import nnx
from jax import numpy as jnp

x = jnp.arange(10000.0, 10004.0)[None]
fast, slow = (
    nnx.LayerNorm(4, use_fast_variance=fast, rngs=nnx.Rngs(0))(x)[0, 3].item()
    for fast in (True, False)
)
print(fast, slow)
assert fast > 400
assert abs(slow - 1.342) < 0.01
PYTHON
