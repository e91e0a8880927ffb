#!/bin/sh
# scikit-image's resize of order 0 (nearest neighbor) blurs labels that are stored as floats.
#
# One would guess: nearest neighbor only copies values, so labels stay labels.
# Seen with scikit-image 0.26.0, labels 0 and 3, 8 x 8 to 3 x 3: values 0.0022, 2.2181 and 2.9978,
# since a shrinking float image is smoothed first by default. The same labels as integers stay 0 and 3.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check scikit-image==0.26.0 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import skimage
from skimage.transform import resize

labels = np.zeros((8, 8), int)
labels[:, 4:] = 3
floats = np.unique(resize(labels.astype(float), (3, 3), order=0)).round(4)
integers = np.unique(resize(labels, (3, 3), order=0, preserve_range=True))
print(skimage.__version__, floats, integers)
assert floats.tolist() == [0.0022, 2.2181, 2.9978]
assert integers.tolist() == [0, 3]
PYTHON
