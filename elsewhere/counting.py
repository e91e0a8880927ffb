"""What every counter of operations is asked: the multiply-accumulates of one layer.

The input holds the shape of the data, the batch first, and the line by which `convbook.cost` knows
the layer, where it knows it; the guess is the count itself, worked out by hand.
"""

from elsewhere.question import Question


def layer(name, kind, setting, shape, macs, written=None):
    return Question(name, kind, setting, {"shape": shape, "written": written}, macs)


QUESTIONS = (
    layer(
        "count-convolution",
        "convolution",
        "3 channels to 8, kernel 3, padding 1, no bias",
        [1, 3, 8, 8],
        8 * 64 * 27,
        "conv 8, kernel 3, padding 1, no bias",
    ),
    layer(
        "count-bias",
        "convolution with bias",
        "3 channels to 8, kernel 3, padding 1: are the additions of the bias counted?",
        [1, 3, 8, 8],
        8 * 64 * 27,
        "conv 8, kernel 3, padding 1",
    ),
    layer(
        "count-depthwise",
        "depthwise convolution",
        "8 channels, kernel 3, padding 1, no bias",
        [1, 8, 8, 8],
        8 * 64 * 9,
        "depthwise 3, padding 1, no bias",
    ),
    layer(
        "count-transposed",
        "transposed convolution",
        "8 channels to 4, kernel 2, stride 2, no bias",
        [1, 8, 8, 8],
        64 * 8 * 4 * 4,
        "conv_transpose 4, kernel 2, stride 2, no bias",
    ),
    layer(
        "count-transposed-groups",
        "transposed convolution, 2 groups",
        "8 channels to 4, kernel 2, stride 2, no bias",
        [1, 8, 8, 8],
        64 * 8 * 2 * 4,
        "conv_transpose 4, kernel 2, stride 2, groups 2, no bias",
    ),
    layer(
        "count-function",
        "convolution, called as a function",
        "3 channels to 8, kernel 3, padding 1, no bias",
        [1, 3, 8, 8],
        8 * 64 * 27,
    ),
    layer(
        "count-shared",
        "one convolution, used twice",
        "8 channels to 8, kernel 3, padding 1, no bias",
        [1, 8, 8, 8],
        2 * 8 * 64 * 72,
    ),
    layer("count-linear", "linear", "8 to 4, no bias", [1, 8], 32, "linear 4, no bias"),
    layer("count-linear-sequence", "linear", "8 to 4 at 5 steps, no bias", [1, 5, 8], 160),
    layer(
        "count-backward",
        "depthwise convolution, backward",
        "8 channels, kernel 3, padding 1, no bias, both gradients",
        [1, 8, 8, 8],
        2 * 8 * 64 * 9,
    ),
    layer(
        "count-attention",
        "scaled_dot_product_attention",
        "5 steps of 8 numbers, one head",
        [1, 1, 5, 8],
        2 * 5 * 5 * 8,
    ),
    layer(
        "count-multihead-attention",
        "MultiheadAttention",
        "5 steps of 8 numbers, two heads, no bias",
        [1, 5, 8],
        4 * 5 * 64 + 2 * 5 * 5 * 8,
    ),
    layer("count-lstm", "LSTM", "4 to 6, 5 steps, no bias", [1, 5, 4], 5 * 4 * 6 * (4 + 6)),
    layer("count-gru", "GRU", "4 to 6, 5 steps, no bias", [1, 5, 4], 5 * 3 * 6 * (4 + 6)),
    layer("count-relu", "ReLU", "512 cells: are they counted?", [1, 8, 8, 8], 0, "relu"),
    layer(
        "count-batch-norm",
        "batch normalization",
        "512 cells, when predicting: are they counted?",
        [1, 8, 8, 8],
        0,
        "batch_norm",
    ),
    layer(
        "count-group-norm",
        "group normalization",
        "512 cells, 2 groups: are they counted?",
        [1, 8, 8, 8],
        0,
    ),
    layer(
        "count-average-pool",
        "average pooling",
        "512 cells, kernel 2: are they counted?",
        [1, 8, 8, 8],
        0,
        "avg_pool 2",
    ),
    layer(
        "count-upsample",
        "bilinear upsampling",
        "512 cells to twice the size: are they counted?",
        [1, 8, 8, 8],
        0,
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}
