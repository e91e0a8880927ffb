"""Pillow."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["pillow==13.0.0", "numpy==2.4.6"]
# ///

import numpy as np
from PIL import Image, ImageFilter

from elsewhere.library import Library

library = Library("Pillow", "pillow")


@library.answers("flip")
def flip(x, kernel):
    pixels = np.zeros((5, 5), np.uint8)
    pixels[2, 1 : 1 + len(x)] = x
    taps = np.zeros((3, 3))
    taps[1] = kernel
    seen = Image.fromarray(pixels).filter(ImageFilter.Kernel((3, 3), taps.ravel(), scale=1))
    return np.asarray(seen)[2, 1 : 1 + len(x)]


def resized(x, size, method):
    """A row of pixels of mode F, float32, in the middle of rows that are alike."""
    image = Image.fromarray(np.tile(np.float32(x), (3, 1)))
    return np.asarray(image.resize((size, 3), method))[1]


@library.answers("nearest-down")
def nearest(x, size):
    return resized(x, size, Image.Resampling.NEAREST)


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return resized(x, size, Image.Resampling.BILINEAR)


@library.answers("cubic-up")
def cubic(x, size):
    return resized(x, size, Image.Resampling.BICUBIC)


if __name__ == "__main__":
    library.tell()
