"""Why do layers with equally many multiplications take unequally long?

Measures the two roofs of the machine on one thread, what it can multiply and what it can move, then
layers with exactly 115 605 504 multiply-accumulates each, two layers without any, and whole
networks. A roof is the best of its rounds, a layer the median. The layers take turns, so each finds
its data in main memory and not in a cache. Batch of 1 unless the name says more, float32.
``make bench`` runs it.
"""

import ctypes
from functools import partial

import numpy as np
import torch

import convbook.functional as F
from benchmarks.record import record
from benchmarks.stopwatch import begin, contest, seconds
from convbook import cost
from convbook.algorithms import winograd
from convbook.nets import build

# The name of a layer, how it is written, and the shape of its input.
LAYERS = [
    ("3×3, 64 channels, 56×56", "conv 64, kernel 3, padding 1", (1, 64, 56, 56)),
    ("3×3, 128 channels, 28×28", "conv 128, kernel 3, padding 1", (1, 128, 28, 28)),
    ("3×3, 256 channels, 14×14", "conv 256, kernel 3, padding 1", (1, 256, 14, 14)),
    ("3×3, 512 channels, 7×7", "conv 512, kernel 3, padding 1", (1, 512, 7, 7)),
    ("3×3 stride 2, 128 channels, 56×56", "conv 128, kernel 3, stride 2, padding 1",
     (1, 128, 56, 56)),
    ("7×7, 64 channels, 24×24", "conv 64, kernel 7, padding 3", (1, 64, 24, 24)),
    ("1×1, 192 to 192, 56×56", "conv 192", (1, 192, 56, 56)),
    ("1×1, 24 to 1536, 56×56", "conv 1536", (1, 24, 56, 56)),
    ("3×3 in 4 groups, 128, 56×56", "conv 128, kernel 3, padding 1, groups 4", (1, 128, 56, 56)),
    ("3×3 in 64 groups, 512, 56×56", "conv 512, kernel 3, padding 1, groups 64", (1, 512, 56, 56)),
    ("depthwise 3×3, 4096, 56×56", "depthwise 3, padding 1", (1, 4096, 56, 56)),
    ("depthwise 7×7, 1024, 48×48", "depthwise 7, padding 3", (1, 1024, 48, 48)),
    ("depthwise 21×21, 64, 64×64", "depthwise 21, padding 10", (1, 64, 64, 64)),
    ("dense 1344 to 1344, batch of 64", "linear 1344", (64, 1344)),
    ("dense 10752 to 10752", "linear 10752", (1, 10752)),
    ("average pool 3×3, 4096, 56×56", "avg_pool 3, stride 1, padding 1", (1, 4096, 56, 56)),
    ("ReLU, 4096, 56×56", "relu", (1, 4096, 56, 56)),
]  # fmt: skip
# Larger, so that transforms pay: what fewer multiplications can do.
LARGER = [
    ("3×3, 128 channels, 56×56, batch of 4", "conv 128, kernel 3, padding 1", (4, 128, 56, 56)),
    ("5×5, 64 channels, 56×56, batch of 8", "conv 64, kernel 5, padding 2", (8, 64, 56, 56)),
]
NETWORKS = ("alexnet", "vgg16", "resnet18", "resnet50_torchvision", "densenet121", "mobilenet_v2",
            "shufflenet_v2")  # fmt: skip
SIDES, ROWS, MANY = (1024, 2048), 1 << 13, 1 << 26


def keep_memory():
    """Let the C library keep freed memory: else every large result is fetched from the system."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(-4, 0)  # M_MMAP_MAX: no array gets pages of its own
        libc.mallopt(-1, (1 << 31) - 1)  # M_TRIM_THRESHOLD: nothing goes back to the system


def roofs():
    """Calls that only multiply or only move, and what each multiplies or moves."""
    matrix, row = torch.rand(ROWS, ROWS), torch.rand(ROWS)
    a, b, c = (torch.rand(MANY) for _ in range(3))
    size = 4 * MANY
    found = {
        "matrix times vector": (lambda: matrix @ row, {"bytes": 4 * ROWS**2}),
        "product of vectors": (lambda: torch.dot(a, b), {"bytes": 2 * size}),
        "copy": (lambda: c.copy_(a), {"bytes": 2 * size}),
        "sum of vectors": (lambda: torch.add(a, b, out=c), {"bytes": 3 * size}),
    }
    for side in SIDES:
        theirs = torch.rand(side, side)
        ours, does = theirs.numpy(), {"flops": 2 * side**3}
        found[f"matrix product, {side}, torch"] = (partial(torch.mm, theirs, theirs), does)
        found[f"matrix product, {side}, NumPy"] = (partial(np.matmul, ours, ours), does)
    small, other = torch.rand(1 << 17), torch.rand(1 << 17)
    found["copy in cache"] = (lambda: [small.copy_(other) for _ in range(99)], {"bytes": 99 << 20})
    return found


def ways(text, shape):
    """Every way to compute a layer: its name and a call."""
    layer = cost.layer(text)
    module = build([layer], shape).eval()
    x = torch.rand(shape)
    calls = {"torch": partial(module, x)}
    if len(shape) == 4:
        last = x.to(memory_format=torch.channels_last)
        turned = build([layer], shape).eval().to(memory_format=torch.channels_last)
        calls["torch, channels last"] = partial(turned, last)
    if "conv" in text or "depthwise" in text:
        conv = module[0]
        given = [each.detach().numpy() for each in (x, conv.weight, conv.bias)]
        how = dict(stride=conv.stride, padding=conv.padding, groups=conv.groups)
        calls["convbook"] = partial(F.conv2d, *given, **how)
        if conv.kernel_size in ((3, 3), (5, 5)) and conv.stride == (1, 1) and conv.groups == 1:
            calls["winograd"] = partial(winograd.conv2d, *given, **how)
        expected = module(x).detach().numpy()
        for name in calls.keys() - {"torch", "torch, channels last"}:
            np.testing.assert_allclose(calls[name](), expected, atol=1e-4 * abs(expected).max())
    return calls


def main():
    """Measure; print the rates; store the rows if asked."""
    given = begin(__doc__)
    keep_memory()
    rows, calls = [], {}
    for name, (call, does) in roofs().items():
        best = min(seconds(call) for _ in range(2 * given.rounds))
        rows.append({"kind": "roof", "name": name, **does, "seconds": best})
    for kind, layers in (("layer", LAYERS), ("larger", LARGER)):
        for name, text, shape in layers:
            does = {"layer": text, "shape": shape}
            calls |= {(kind, name, way): (call, does) for way, call in ways(text, shape).items()}
    for name in NETWORKS:
        net = cost.network(name)
        shape = (1, *net.input)
        module = build(net.layers, shape).eval()
        calls["network", name, "torch"] = (partial(module, torch.rand(shape)), {})
    with torch.no_grad():
        times = contest({key: call for key, (call, _) in calls.items()}, given.rounds)
    for (kind, name, way), taken in times.items():
        does = calls[kind, name, way][1]
        rows.append({"kind": kind, "name": name, **does, "way": way, "seconds": taken})
    for row in rows:
        told = f"{row['kind']:8} {row['name']:38} {row.get('way', ''):22}"
        print(f"{told} {1000 * row['seconds']:9.2f} ms")
    if given.record:
        record("roofline", rows, threads="1", rounds=str(given.rounds), dtype="float32",
               clock="processor time of the thread")  # fmt: skip


if __name__ == "__main__":
    main()
