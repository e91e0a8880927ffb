"""SciPy and NumPy."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["scipy==1.17.1", "numpy==2.4.6"]
# ///

import numpy as np
from scipy import ndimage, signal, special

from elsewhere.library import Library

library = Library("SciPy", "scipy", "numpy")


@library.answers("same-even-kernel")
@library.answers("flip")
def same(x, kernel):
    return signal.correlate(np.array(x, float), np.array(kernel, float), "same")


@library.answers("int8-sum")
def int8(x, kernel):
    return signal.correlate(np.int8(x), np.int8(kernel), "valid", method="direct").item()


@library.answers("float32-kept")
def one_tap(x, kernel):
    return signal.correlate(np.float32(x), np.float32(kernel), "valid").item()


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    windows = np.array(x, float).reshape(-1, kernel)
    return [ndimage.maximum_filter1d(window, kernel)[-1] for window in windows]


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return ndimage.maximum_filter1d(np.array(x, float), kernel)[-1]


@library.answers("average-pool-whole-numbers")
def average_pool_whole(x, kernel):
    return ndimage.uniform_filter1d(np.array(x), kernel)[-1]


@library.answers("variance")
def variance(x):
    return np.var(np.array(x, float))


@library.answers("linear-up")
def linear_up(x, size):
    return ndimage.zoom(np.array(x, float), size / len(x), order=1)


@library.answers("nearest-down")
def nearest_down(x, size):
    return ndimage.zoom(np.array(x, float), size / len(x), order=0)


@library.answers("linear-down")
def linear_down(x, size):
    return ndimage.zoom(np.array(x, float), size / len(x), order=1)


@library.answers("cubic-up")
def cubic(x, size):
    return ndimage.zoom(np.array(x, float), size / len(x), order=3)


@library.answers("grid-sample-halves")
def grid_sample(x, places):
    return ndimage.map_coordinates(np.array(x, float), [places], order=0)


@library.answers("softmax-default")
def softmax(shape):
    return 1 / special.softmax(np.zeros(shape))[0, 0, 0]


if __name__ == "__main__":
    library.tell()
