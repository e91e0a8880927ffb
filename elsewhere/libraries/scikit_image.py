"""scikit-image."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-image==0.26.0", "scipy==1.17.1", "numpy==2.4.6"]
# ///

import numpy as np
from skimage.measure import block_reduce
from skimage.transform import resize

from elsewhere.library import Library

library = Library("scikit-image", "scikit-image", "scipy")


def resized(x, size, order):
    return resize(np.array(x, float)[None], (1, size), order=order)[0]


@library.answers("nearest-down")
def nearest(x, size):
    return resized(x, size, 0)


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return resized(x, size, 1)


@library.answers("cubic-up")
def cubic(x, size):
    return resized(x, size, 3)


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return block_reduce(np.array(x, float), kernel, np.max)


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return block_reduce(np.array(x, float), kernel, np.max).item()


@library.answers("average-pool-whole-numbers")
def average_pool_whole(x, kernel):
    return block_reduce(np.array(x), kernel, np.mean).item()


if __name__ == "__main__":
    library.tell()
