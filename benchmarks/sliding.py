"""How much faster does a fully convolutional network read a large picture than window by window?

The network of the page on fully connected layers sees windows of 16 by 16 cells, 2 cells apart. Its
scores for all windows of a square picture are computed in three ways: each window cut out and sent
through the network by itself, the windows cut out and sent in batches, and one pass over the whole
picture, with the dense layer written as a convolution. ``make bench`` runs it; ``--record`` stores
the seconds for the page.
"""

from functools import partial

import numpy as np
import torch

import convbook.functional as F
from benchmarks.record import record
from benchmarks.stopwatch import begin, contest

SIDES = (16, 20, 24, 32, 48, 64, 96, 128, 192)
WINDOW, STEP, BATCH = 16, 2, 256
SHAPES = ((8, 1, 5, 5), (8,), (16, 8, 3, 3), (16,), (11, 16, 4, 4), (11,))


def read(library, arrays, picture):
    """Score maps of a batch of pictures, of shape ``(N, 11, H', W')``."""
    kernels, bias, more_kernels, more_bias, head, head_bias = arrays
    features = library.max_pool2d(library.relu(library.conv2d(picture, kernels, bias)), 2)
    features = library.relu(library.conv2d(features, more_kernels, more_bias))
    return library.conv2d(features, head, head_bias)


def read_window(library, arrays, window):
    """The scores of a batch of windows by the dense layer, of shape ``(N, 11)``."""
    kernels, bias, more_kernels, more_bias, head, head_bias = arrays
    features = library.max_pool2d(library.relu(library.conv2d(window, kernels, bias)), 2)
    features = library.relu(library.conv2d(features, more_kernels, more_bias))
    return library.linear(features.reshape(len(window), -1), head.reshape(11, -1), head_bias)


def windows_of(picture):
    """Every window of a picture, cut out, of shape ``(windows, 1, 16, 16)``."""
    seen = np.lib.stride_tricks.sliding_window_view(picture[0, 0], (WINDOW, WINDOW))
    return seen[::STEP, ::STEP].reshape(-1, 1, WINDOW, WINDOW).copy()


def in_parts(library, arrays, windows, size):
    """The scores of all windows, ``size`` of them at a time."""
    parts = [windows[start : start + size] for start in range(0, len(windows), size)]
    return [read_window(library, arrays, part) for part in parts]


def ways(library, arrays, picture, windows):
    """The three ways to the same scores."""
    return {
        "one by one": partial(in_parts, library, arrays, windows, 1),
        "in batches": partial(in_parts, library, arrays, windows, BATCH),
        "one pass": partial(read, library, arrays, picture),
    }


def agree(found):
    """Stop if the three ways do not give the same scores."""
    maps = np.asarray(found["one pass"]())[0].reshape(11, -1).T
    for name in ("one by one", "in batches"):
        scores = np.concatenate([np.asarray(part) for part in found[name]()])
        np.testing.assert_allclose(scores, maps, atol=1e-3, err_msg=name)


def main():
    """Print the machine and how often each way fits into the slowest; store the seconds."""
    given = begin(__doc__)
    random = np.random.default_rng(0)
    arrays = [random.standard_normal(shape).astype(np.float32) for shape in SHAPES]
    rows = []
    for side in SIDES:
        picture = random.random((1, 1, side, side), np.float32)
        windows = windows_of(picture)
        of_torch = torch.from_numpy(picture), torch.from_numpy(windows)
        for name, library, weights, inputs in (
            ("torch", torch.nn.functional, [torch.from_numpy(a) for a in arrays], of_torch),
            ("convbook", F, arrays, (picture, windows)),
        ):
            found = ways(library, weights, *inputs)
            agree(found)
            # A long contest needs fewer rounds.
            times = contest(found, given.rounds if len(windows) < 2000 else 3)
            rows.append({"library": name, "side": side, "windows": len(windows), **times})
            gains = [times[way] / times["one pass"] for way in ("one by one", "in batches")]
            print(
                f"{name:8} {side:4} x {side:<4} {len(windows):6} windows: one pass is "
                f"{gains[0]:6.1f} times as fast as one by one, {gains[1]:5.1f} as batches",
                flush=True,
            )
    if given.record:
        about = "1 thread, float32, processor time, median; windows of 16 x 16, 2 cells apart"
        record("sliding", rows, how=about, batch=str(BATCH), rounds=f"{given.rounds}, large 3")


if __name__ == "__main__":
    with torch.no_grad():
        main()
