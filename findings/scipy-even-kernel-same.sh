#!/bin/sh
# SciPy's functions of one name place an even kernel in different cells.
#
# One would guess: correlate2d of a single row is correlate, and the two convolve are one function.
# Seen with scipy 1.17.1 and numpy 2.4.6 for the signal 0 0 1 0 0 0 and the kernel 1 2:
#   signal.correlate 'same'     0 0 2 1 0 0      signal.correlate2d 'same'  0 2 1 0 0 0
#   ndimage.convolve constant   0 1 2 0 0 0      signal.convolve 'same'     0 0 1 2 0 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import scipy
from scipy import ndimage, signal

x, kernel = np.array([0.0, 0, 1, 0, 0, 0]), np.array([1.0, 2])
results = {
    "signal.correlate": signal.correlate(x, kernel, "same"),
    "signal.correlate2d": signal.correlate2d(x[None], kernel[None], "same")[0],
    "ndimage.convolve": ndimage.convolve(x, kernel, mode="constant"),
    "signal.convolve": signal.convolve(x, kernel, "same"),
}
print(scipy.__version__, *results.items(), sep="\n")
assert [result.tolist() for result in results.values()] == [
    [0, 0, 2, 1, 0, 0],
    [0, 2, 1, 0, 0, 0],
    [0, 1, 2, 0, 0, 0],
    [0, 0, 1, 2, 0, 0],
]
PYTHON
