#!/bin/sh
# Flax's average pooling of an image of ones in bfloat16 is 0.326.
#
# One would guess: the average of ones is 1; a sum of many numbers is kept in float32, as in the mean
# of JAX itself.
# Seen with flax 0.12.8 and jax 0.10.2 on a CPU, 28 x 28 ones: nnx.avg_pool 0.326, jnp.mean 1.
# The sum is kept in bfloat16, where 256 + 1 = 256.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check flax==0.12.8 jax==0.10.2 jaxlib==0.10.2
"$folder/venv/bin/python" - <<'PYTHON'
import jax
from flax import nnx
from jax import numpy as jnp

ones = jnp.ones((1, 28, 28, 1), jnp.bfloat16)
pooled, mean = nnx.avg_pool(ones, (28, 28)).item(), ones.mean().item()
print(jax.__version__, pooled, mean)
assert abs(pooled - 256 / 784) < 0.001
assert mean == 1
PYTHON
