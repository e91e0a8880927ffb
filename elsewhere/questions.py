"""The questions that every library is asked: one layer, one setting, a few whole numbers."""

from elsewhere.question import Question

IMPULSE = [0, 0, 1, 0, 0]
OFFSET = [10000, 10001, 10002, 10003]
NORMALIZED = [-1.342, -0.4472, 0.4472, 1.342]

CONVOLUTION = (
    Question(
        "same-stride-2",
        "convolution",
        "padding 'same', stride 2: on which side is the one cell of padding?",
        {"x": [1, 2, 3, 4, 5, 6], "kernel": [1, 10, 100], "stride": 2},
        [210, 432, 654],
    ),
    Question(
        "same-stride-2-even-kernel",
        "convolution",
        "padding 'same', stride 2, a kernel of two: on which side?",
        {"x": [1, 2, 3, 4, 5], "kernel": [1, 10], "stride": 2},
        [21, 43, 5],
    ),
    Question(
        "same-even-kernel",
        "convolution",
        "padding 'same', stride 1, a kernel of two: on which side?",
        {"x": [1, 2, 3, 4], "kernel": [1, 10]},
        [21, 32, 43, 4],
    ),
    Question(
        "same-dilation",
        "convolution",
        "padding 'same', dilation 2",
        {"x": [1, 2, 3, 4, 5], "kernel": [1, 10, 100], "dilation": 2},
        [310, 420, 531, 42, 53],
    ),
    Question(
        "flip",
        "convolution",
        "an impulse, padding 'same': is the kernel turned around?",
        {"x": [0, 1, 0], "kernel": [1, 2, 3]},
        [3, 2, 1],
    ),
    Question(
        "int8-sum",
        "convolution",
        "numbers of 8 bits with a sign",
        {"x": [100, 100], "kernel": [1, 1]},
        200,
    ),
    Question(
        "float32-kept",
        "convolution",
        "one tap of 1 on a number that float32 holds: is it kept?",
        {"x": [257], "kernel": [1]},
        257,
    ),
    Question(
        "weight-shape",
        "convolution",
        "shape of the weights: 2 channels to 3, kernel 4 by 5",
        {"inputs": 2, "outputs": 3, "kernel": [4, 5]},
        [3, 2, 4, 5],
    ),
    Question(
        "depthwise-weight-shape",
        "depthwise convolution",
        "shape of the weights: 2 channels, 3 filters for each, kernel 4 by 5",
        {"channels": 2, "multiplier": 3, "kernel": [4, 5]},
        [6, 1, 4, 5],
    ),
    Question(
        "initial-spread",
        "convolution",
        "standard deviation of the initial weights, 64 channels to 64, kernel 3 by 3",
        {"inputs": 64, "outputs": 64, "kernel": [3, 3]},
        0.059,
    ),
    Question(
        "initial-bias",
        "convolution",
        "is the initial bias zero?",
        {"inputs": 64, "outputs": 64, "kernel": [3, 3]},
        "yes",
    ),
)

TRANSPOSED = (
    Question(
        "transposed-flip",
        "transposed convolution",
        "one cell of 1: is the kernel turned around?",
        {"x": [1], "kernel": [1, 2, 3]},
        [1, 2, 3],
    ),
    Question(
        "transposed-same",
        "transposed convolution",
        "padding 'same', stride 2, kernel of 3: which end is cut?",
        {"x": [0, 1, 0], "kernel": [1, 2, 3], "stride": 2},
        [0, 0, 1, 2, 3, 0],
    ),
    Question(
        "transposed-same-even-kernel",
        "transposed convolution",
        "padding 'same', stride 2, kernel of 4",
        {"x": [0, 1, 0], "kernel": [1, 2, 3, 4], "stride": 2},
        [0, 1, 2, 3, 4, 0],
    ),
    Question(
        "transposed-valid-gap",
        "transposed convolution",
        "no padding, the stride larger than the kernel: does the result end with a zero?",
        {"x": [1, 2, 3], "kernel": [1, 10], "stride": 3},
        [1, 10, 0, 2, 20, 0, 3, 30],
    ),
    Question(
        "transposed-weight-shape",
        "transposed convolution",
        "shape of the weights: 2 channels to 3, kernel 4 by 5",
        {"inputs": 2, "outputs": 3, "kernel": [4, 5]},
        [2, 3, 4, 5],
    ),
)

POOLING = (
    Question(
        "max-pool-ceil",
        "max pooling",
        "kernel 2, stride 2, padding 1, sizes rounded up: is there a window of padding alone?",
        {"x": [1, 2, 3], "kernel": 2, "stride": 2, "padding": 1},
        [1, 3],
    ),
    Question(
        "average-pool-ceil",
        "average pooling",
        "kernel 3, stride 2, padding 1, sizes rounded up, padding counted: the last divisor",
        {"x": [1, 2, 3, 4], "kernel": 3, "stride": 2, "padding": 1},
        [1, 3, 1.333],
    ),
    Question(
        "average-pool-padding",
        "average pooling",
        "one cell of padding, default: does it count?",
        {"x": [6, 12], "kernel": 3, "padding": 1},
        [6, 6],
    ),
    Question(
        "average-pool-same",
        "average pooling",
        "padding 'same', stride 2, kernel 3",
        {"x": [1, 2, 3, 4], "kernel": 3, "stride": 2},
        [2, 3.5],
    ),
    Question(
        "average-pool-whole-numbers",
        "average pooling",
        "cells that are whole numbers by type",
        {"x": [-1, -2], "kernel": 2},
        -1.5,
    ),
    Question(
        "average-pool-bfloat16",
        "average pooling",
        "an image of ones in bfloat16, averaged over all",
        {"height": 28, "width": 28},
        1,
    ),
    Question(
        "max-pool-nan",
        "max pooling",
        "two windows that hold 1 and not-a-number, in either order",
        {"x": [1, "NaN", "NaN", 1], "kernel": 2},
        ["NaN", "NaN"],
    ),
    Question(
        "max-pool-minus-infinity",
        "max pooling",
        "a window of minus infinity alone",
        {"x": ["-inf", "-inf"], "kernel": 2},
        "-inf",
    ),
    Question(
        "max-pool-tie-gradient",
        "max pooling, gradient",
        "a tie of two cells: who takes it?",
        {"x": [5, 5], "kernel": 2},
        [1, 0],
    ),
    Question(
        "max-pool-indices",
        "max pooling, indices",
        "two images of two channels of 2 by 2, the last cell is the largest: its index",
        {"images": 2, "channels": 2, "size": 2},
        [3, 3, 3, 3],
    ),
    Question(
        "adaptive-average-pool",
        "adaptive average pooling",
        "five cells to three",
        {"x": [1, 2, 3, 4, 5], "size": 3},
        [1.5, 3, 4.5],
    ),
)

NORMALIZATION = (
    Question(
        "batch-norm-momentum",
        "batch normalization",
        "momentum 0.1 given; running mean, from 0, after one batch of mean 10",
        {"x": [9, 11], "momentum": 0.1},
        1,
    ),
    Question(
        "batch-norm-running-variance",
        "batch normalization",
        "the variance that is stored of a batch, biased (1.25) or not (1.667)",
        {"x": [1, 2, 3, 4]},
        1.25,
    ),
    Question(
        "batch-norm-defaults",
        "batch normalization",
        "default weight of the old running value, and epsilon",
        {},
        [0.9, 1e-5],
    ),
    Question(
        "batch-norm-offset",
        "batch normalization",
        "training, float32, four cells with a large offset",
        {"x": OFFSET},
        NORMALIZED,
    ),
    Question(
        "layer-norm-offset",
        "layer normalization",
        "float32, four cells with a large offset, default settings",
        {"x": OFFSET},
        NORMALIZED,
    ),
    Question(
        "group-norm-offset",
        "group normalization",
        "one group, float32, four cells with a large offset, default settings",
        {"x": OFFSET},
        NORMALIZED,
    ),
    Question(
        "instance-norm-offset",
        "instance normalization",
        "float32, four cells with a large offset, default settings",
        {"x": OFFSET},
        NORMALIZED,
    ),
    Question(
        "local-response-norm",
        "local response normalization",
        "three channels at a time, alpha = beta = bias = 1: is alpha divided by three?",
        {"x": [1, 2, 3, 4], "size": 3},
        [0.375, 0.3529, 0.2812, 0.4286],
    ),
    Question(
        "local-response-norm-even",
        "local response normalization",
        "two channels at a time, alpha = 2, beta = bias = 1: which two?",
        {"x": [1, 2, 3, 4], "size": 2},
        [0.5, 0.3333, 0.2143, 0.1538],
    ),
    Question(
        "variance",
        "variance of a tensor",
        "default: divided by 4 or by 3?",
        {"x": [1, 2, 3, 4]},
        1.25,
    ),
)

ACTIVATION = (
    Question("gelu", "GELU", "default: exact (0.8413) or tanh (0.8412)?", {"x": 1}, 0.8413),
    Question("leaky-slope", "leaky ReLU", "default slope, at -1", {"x": -1}, -0.01),
    Question("elu", "ELU", "default alpha, at -1", {"x": -1}, -0.6321),
    Question("hard-sigmoid", "hard sigmoid", "default form, at 1", {"x": 1}, 0.6667),
    Question("hard-swish", "hard swish", "default form, at 1", {"x": 1}, 0.6667),
    Question("softplus", "softplus", "at 100", {"x": 100}, 100),
    Question("relu-nan", "ReLU", "of not-a-number", {"x": "NaN"}, "NaN"),
    Question(
        "softmax-default",
        "softmax",
        "no axis given, zeros of shape 1 by 2 by 4: over how many is it taken?",
        {"shape": [1, 2, 4]},
        4,
    ),
    Question("relu-gradient", "ReLU, derivative", "at 0", {"x": 0}, 0),
    Question("relu6-gradient", "ReLU6, derivative", "at 6", {"x": 6}, 0),
    Question("hard-swish-gradient", "hard swish, derivative", "at 3", {"x": 3}, 1),
    Question("leaky-gradient", "leaky ReLU, derivative", "slope 0.1, at 0", {"x": 0}, 0.1),
    Question(
        "clip-gradient", "clip, derivative", "at the upper bound", {"x": 6, "bounds": [0, 6]}, 1
    ),
    Question(
        "maximum-gradient",
        "maximum of two, derivatives",
        "of two equal numbers",
        {"x": 5, "y": 5},
        [0.5, 0.5],
    ),
)

RESAMPLING = (
    Question(
        "nearest-down",
        "resize, nearest",
        "four cells to two, default coordinates",
        {"x": [10, 20, 30, 40], "size": 2},
        [10, 30],
    ),
    Question(
        "linear-up",
        "resize, linear",
        "two cells to four, default coordinates",
        {"x": [0, 12], "size": 4},
        [0, 3, 9, 12],
    ),
    Question(
        "linear-down",
        "resize, linear",
        "four cells to two, default: is it smoothed first?",
        {"x": [0, 0, 10, 10], "size": 2},
        [0, 10],
    ),
    Question(
        "cubic-up",
        "resize, cubic",
        "an impulse to twice its size: the coefficient a is -0.75 or -0.5",
        {"x": IMPULSE, "size": 10},
        [0, -0.03516, -0.1055, 0.2617, 0.8789, 0.8789, 0.2617, -0.1055, -0.03516, 0],
    ),
    Question(
        "grid-sample-halves",
        "grid sampling, nearest",
        "at 0.5, 1.5 and 2.5 between cells 0, 1, 2, 3",
        {"x": [0, 1, 2, 3], "places": [0.5, 1.5, 2.5]},
        [0, 2, 2],
    ),
    Question(
        "grid-sample-default",
        "grid sampling, linear",
        "default settings, at coordinate -1: the middle of the first cell, or its edge?",
        {"x": [10, 20]},
        5,
    ),
    Question(
        "pixel-shuffle",
        "pixel shuffle (depth to space)",
        "eight channels of one cell to two of 2 by 2: the first one",
        {"channels": [1, 2, 3, 4, 5, 6, 7, 8], "block": 2},
        [[1, 2], [3, 4]],
    ),
    Question(
        "pixel-unshuffle",
        "pixel unshuffle (space to depth)",
        "two channels of 2 by 2 to eight of one cell",
        {"channels": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "block": 2},
        [1, 2, 3, 4, 5, 6, 7, 8],
    ),
    Question(
        "deformable-offset",
        "deformable convolution",
        "one tap of 1 on 0 to 8 in rows of three, offset (1, 0): rows or columns first?",
        {"rows": 3, "offset": [1, 0]},
        [[3, 4, 5], [6, 7, 8], [0, 0, 0]],
    ),
)

FAMILIES = {
    "convolution": CONVOLUTION,
    "transposed convolution": TRANSPOSED,
    "pooling": POOLING,
    "normalization": NORMALIZATION,
    "activation": ACTIVATION,
    "resampling": RESAMPLING,
}
QUESTIONS = tuple(question for family in FAMILIES.values() for question in family)
BY_NAME = {question.name: question for question in QUESTIONS}
