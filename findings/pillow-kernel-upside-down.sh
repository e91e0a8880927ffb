#!/bin/sh
# Pillow's ImageFilter.Kernel is neither a convolution nor a correlation.
#
# One would guess one of the two: a single bright pixel shows the kernel as written (convolution), or
# turned by half a turn (correlation).
# Seen with pillow 13.0.0, kernel 1 to 9 by rows: 3 2 1 / 6 5 4 / 9 8 7, mirrored left to right, since
# its rows are read from the bottom up.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pillow==13.0.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import PIL
from PIL import Image, ImageFilter

pixels = np.zeros((5, 5), np.uint8)
pixels[2, 2] = 1
kernel = ImageFilter.Kernel((3, 3), range(1, 10), scale=1)
seen = np.asarray(Image.fromarray(pixels).filter(kernel))[1:4, 1:4]
print(PIL.__version__, seen, sep="\n")
assert seen.tolist() == [[3, 2, 1], [6, 5, 4], [9, 8, 7]]
PYTHON
