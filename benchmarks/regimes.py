"""What does a layer wait for: arithmetic, memory, or the call itself?

Measures a second machine beside that of ``benchmarks.roofline``, on one thread: its two roofs in
float32 and in bfloat16; a copy of more and more bytes, which leaves one cache after another; the
layers of the roofline in both formats; small layers called again and again, so that their numbers
stay in a cache; one layer on larger and larger maps, from where only the call takes time; and the
same function in one call and in several. Everything is the least of its rounds, so that what else
runs on the machine counts little. ``make bench`` runs it.
"""

from functools import partial

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.record import record
from benchmarks.roofline import LAYERS, keep_memory
from benchmarks.stopwatch import begin, contest, seconds
from convbook import cost
from convbook.nets import build

FORMATS = {"float32": torch.float32, "bfloat16": torch.bfloat16}
ROWS, MANY, SIDE = 1 << 14, 1 << 27, 2048
COPIED = [1 << power for power in range(12, 28)]
SIDES = (1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 56, 80, 112)
PASSES = 3
WORK = 1 << 26  # bytes or FLOPs of small calls that are timed together


def often(call, work):
    """Call a small thing so often that the clock sees it; give back the number of calls too."""
    times = max(1, min(20_000, WORK // max(1, work)))

    def all_of_them():
        for _ in range(times):
            call()  # its result is forgotten at once, so that the next one reuses the memory

    return all_of_them, times


def least(call, rounds, times=1):
    """The least time of one call."""
    call()
    return min(seconds(call) for _ in range(rounds)) / times


def roofs(rounds):
    """What the machine multiplies, in each format, and what it moves."""
    for name, dtype in FORMATS.items():
        square = torch.rand(SIDE, SIDE).to(dtype)
        yield {"name": f"matrix product, {SIDE}", "dtype": name, "flops": 2 * SIDE**3,
               "seconds": least(partial(torch.mm, square, square), rounds)}  # fmt: skip
    matrix, row = torch.rand(ROWS, ROWS), torch.rand(ROWS)
    yield {"name": "matrix times vector", "dtype": "float32", "bytes": 4 * ROWS**2,
           "seconds": least(lambda: matrix @ row, rounds)}  # fmt: skip
    a, c = torch.rand(MANY), torch.rand(MANY)
    for name, call, arrays in (
        ("product of vectors", lambda: torch.dot(a, c), 2),
        ("copy", lambda: c.copy_(a), 2),
    ):
        yield {"name": name, "dtype": "float32", "bytes": 4 * arrays * MANY,
               "seconds": least(call, rounds)}  # fmt: skip


def copies(rounds):
    """A copy of a piece of the same two arrays, again and again; bytes read and written."""
    a, c = torch.rand(max(COPIED)), torch.rand(max(COPIED))
    for many in COPIED:
        call, times = often(partial(c[:many].copy_, a[:many]), 2 * many)
        yield {"name": "copy", "bytes": 8 * many, "seconds": least(call, rounds, times)}


def layer_calls(text, shape):
    """A layer in each format and layout: its settings and a call."""
    for name, dtype in FORMATS.items():
        module = build([cost.layer(text)], shape).eval().to(dtype)
        x = torch.rand(shape).to(dtype)
        yield {"way": "torch", "dtype": name}, partial(module, x)
        if len(shape) == 4:
            how = dict(memory_format=torch.channels_last)
            turned = build([cost.layer(text)], shape).eval().to(dtype).to(**how)
            yield {"way": "torch, channels last", "dtype": name}, partial(turned, x.to(**how))


def layers(rounds):
    """The layers of the roofline; they take turns, so each finds its numbers in main memory."""
    rows, calls = {}, {}
    for name, text, shape in LAYERS:
        for how, call in layer_calls(text, shape):
            key = (name, *how.values())
            rows[key] = {"name": name, "layer": text, "shape": shape, **how}
            calls[key] = call
    for key, taken in contest(calls, rounds, of_all=min).items():
        yield rows[key] | {"seconds": taken}


def small(rounds):
    """Layers on maps that fit in a cache, called again and again."""
    for side in (14, 28, 56):
        x, shape = torch.rand(1, 64, side, side), (1, 64, side, side)
        conv, thin = (
            build([cost.layer(text)], shape).eval()
            for text in ("conv 64, kernel 3, padding 1", "depthwise 3, padding 1")
        )
        for layer, way, call in (
            ("relu", "torch", lambda x=x: torch.relu(x)),
            ("relu", "torch, in place", lambda x=x: torch.relu_(x)),
            ("conv 64, kernel 3, padding 1", "torch", partial(conv, x)),
            ("depthwise 3, padding 1", "torch", partial(thin, x)),
        ):
            many, times = often(call, 16 * x.numel())
            yield {"name": layer, "layer": layer, "shape": shape, "way": way,
                   "seconds": least(many, rounds, times)}  # fmt: skip


def calls(rounds):
    """The smallest layer of the page, a sum of two numbers, and their calls in NumPy."""
    x, w = torch.rand(1, 2, 5, 5), torch.rand(3, 2, 3, 3)
    one, array = torch.rand(1), np.ones(1, np.float32)
    for name, call in (
        ("conv2d of 486 products", lambda: functional.conv2d(x, w)),
        ("sum of two numbers, torch", lambda: one + one),
        ("sum of two numbers, NumPy", lambda: array + array),
    ):
        many, times = often(call, 1 << 12)
        yield {"name": name, "seconds": least(many, rounds, times)}


def sides(rounds):
    """The same layer on larger and larger maps, batches of 1."""
    weight = torch.rand(16, 16, 3, 3)
    for side in SIDES:
        x = torch.rand(1, 16, side, side)
        call, times = often(partial(functional.conv2d, x, weight, padding=1), 4608 * side**2)
        yield {"name": "3×3, 16 channels", "layer": "conv 16, kernel 3, padding 1, no bias",
               "shape": x.shape, "seconds": least(call, rounds, times)}  # fmt: skip


def in_steps(x):
    """Hard swish, the activation of MobileNetV3, as its formula is written: four calls."""
    return x * functional.relu6(x + 3) / 6


def fused(rounds):
    """One function in one call and in four; a layer with its normalization and without."""
    for channels in (64, 4096):
        x = torch.rand(1, channels, 56, 56)
        compiled = torch.compile(in_steps)
        assert torch.allclose(compiled(x), functional.hardswish(x), atol=1e-6)
        for way, call in (("four calls", in_steps), ("one call", functional.hardswish),
                          ("compiled", compiled)):  # fmt: skip
            many, times = often(partial(call, x), 4 * x.numel())
            yield {"name": "hard swish", "shape": x.shape, "way": way,
                   "seconds": least(many, rounds, times)}  # fmt: skip
        conv = nn.Conv2d(channels, channels, 3, padding=1, groups=channels).eval()
        norm = nn.BatchNorm2d(channels).eval()
        folded = nn.utils.fusion.fuse_conv_bn_eval(conv, norm)
        for way, net in (
            ("three calls", nn.Sequential(conv, norm, nn.ReLU())),
            ("folded", nn.Sequential(folded, nn.ReLU())),
        ):
            many, times = often(partial(net, x), 4 * x.numel())
            yield {"name": "depthwise 3×3, normalization, ReLU", "shape": x.shape, "way": way,
                   "seconds": least(many, rounds, times)}  # fmt: skip


def main():
    """Measure everything in several passes; print; store the least of each if asked."""
    given = begin(__doc__)
    keep_memory()
    found = {}
    with torch.no_grad():
        for _ in range(PASSES):
            for kind in (calls, sides, copies, small, fused, roofs, layers):
                for row in kind(given.rounds):
                    taken = row.pop("seconds")
                    row = {"kind": kind.__name__, **row}
                    row |= {"shape": list(row["shape"])} if "shape" in row else {}
                    before = found.get(str(row), {}).get("seconds", taken)
                    found[str(row)] = row | {"seconds": min(taken, before)}
    for row in found.values():
        print(*row.values())
    if given.record:
        record("regimes", [*found.values()], threads="1",
               rounds=f"{PASSES} passes of {given.rounds}",
               clock="processor time of the thread, least of all rounds")  # fmt: skip


if __name__ == "__main__":
    main()
