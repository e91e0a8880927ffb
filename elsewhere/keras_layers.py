"""Keras, asked the same on every backend."""

import keras
import numpy as np
from keras import layers, ops


def row(values, dtype="float32"):
    """One image of one channel, the channel last."""
    return ops.convert_to_tensor(np.array(values, dtype).reshape(1, -1, 1))


def flat(result):
    return ops.convert_to_numpy(result).ravel()


def convolved(kind, x, kernel, **settings):
    layer = kind(1, len(kernel), use_bias=False, **settings)
    layer.build((None, None, 1))
    layer.set_weights([np.array(kernel, "float32").reshape(-1, 1, 1)])
    return flat(layer(row(x)))


def same(x, kernel, stride=1, dilation=1):
    settings = {"padding": "same", "strides": stride, "dilation_rate": dilation}
    return convolved(layers.Conv1D, x, kernel, **settings)


def one_tap(x, kernel):
    return same(x, kernel)[0]


def transposed(x, kernel, stride=1):
    return convolved(layers.Conv1DTranspose, x, kernel, padding="valid", strides=stride)


def transposed_same(x, kernel, stride):
    return convolved(layers.Conv1DTranspose, x, kernel, padding="same", strides=stride)


def built(layer, channels):
    layer.build((None, 16, 16, channels))
    return layer


def weight_shape(inputs, outputs, kernel):
    return built(layers.Conv2D(outputs, kernel), inputs).kernel.shape


def transposed_weight_shape(inputs, outputs, kernel):
    return built(layers.Conv2DTranspose(outputs, kernel), inputs).kernel.shape


def depthwise_weight_shape(channels, multiplier, kernel):
    layer = layers.DepthwiseConv2D(kernel, depth_multiplier=multiplier)
    return built(layer, channels).kernel.shape


def initial_spread(inputs, outputs, kernel):
    keras.utils.set_random_seed(0)
    weights = built(layers.Conv2D(outputs, kernel), inputs).get_weights()[0]
    return float(f"{weights.std():.2g}")


def initial_bias(inputs, outputs, kernel):
    bias = built(layers.Conv2D(outputs, kernel), inputs).get_weights()[1]
    return "yes" if (bias == 0).all() else "no"


def average_pool_same(x, kernel, stride):
    return flat(layers.AveragePooling1D(kernel, stride, "same")(row(x)))


def average_pool_bfloat16(height, width):
    ones = ops.ones((1, height, width, 1), "bfloat16")
    layer = layers.AveragePooling2D((height, width), dtype="bfloat16")
    return float(flat(ops.cast(layer(ones), "float32"))[0])


def max_pool(x, kernel):
    return flat(layers.MaxPooling1D(kernel)(row(x)))


def max_pool_one(x, kernel):
    return max_pool(x, kernel)[0]


def adaptive(x, size):
    return flat(layers.AdaptiveAveragePooling1D(size)(row(x)))


def trained(x, **settings):
    norm = layers.BatchNormalization(**settings)
    return norm, flat(norm(row(x), training=True))


def momentum(x, momentum):
    return flat(trained(x, momentum=momentum)[0].moving_mean)[0]


def running_variance(x):
    return flat(trained(x, momentum=0.0)[0].moving_variance)[0]


def batch_norm_defaults():
    norm = layers.BatchNormalization()
    return [norm.momentum, norm.epsilon]


def batch_norm(x):
    return trained(x)[1]


def layer_norm(x):
    cells = ops.convert_to_tensor(np.array([x], "float32"))
    return flat(layers.LayerNormalization()(cells))


def group_norm(x):
    return flat(layers.GroupNormalization(1)(row(x)))


def variance(x):
    return flat(ops.var(row(x)))[0]


ACTIVATIONS = {
    "gelu": keras.activations.gelu,
    "leaky-slope": layers.LeakyReLU(),
    "elu": layers.ELU(),
    "hard-sigmoid": keras.activations.hard_sigmoid,
    "hard-swish": keras.activations.hard_swish,
    "softplus": keras.activations.softplus,
    "relu-nan": layers.ReLU(),
}


def activated(name):
    return lambda x: flat(ACTIVATIONS[name](row([x])))[0]


def softmax(shape):
    return 1 / flat(layers.Softmax()(ops.zeros(shape)))[0]


def resized(x, size, method):
    board = np.tile(np.array(x, "float32"), (2, 1))[None, :, :, None]
    return flat(ops.image.resize(board, (2, size), method, data_format="channels_last")[0, 0])


def nearest(x, size):
    return resized(x, size, "nearest")


def linear(x, size):
    return resized(x, size, "bilinear")


def cubic(x, size):
    return resized(x, size, "bicubic")


def grid_sample(x, places):
    cells = ops.convert_to_tensor(np.array(x, "float32"))
    at = ops.convert_to_tensor(np.array([places], "float32"))
    return flat(ops.image.map_coordinates(cells, at, order=0))


def shuffle(channels, block):
    cells = np.array(channels, "float32").reshape(1, 1, 1, -1)
    result = ops.depth_to_space(cells, block, data_format="channels_last")
    return ops.convert_to_numpy(result)[0, :, :, 0]


def unshuffle(channels, block):
    cells = np.array(channels, "float32").transpose(1, 2, 0)[None]
    return flat(ops.space_to_depth(cells, block, data_format="channels_last"))


ANSWERS = {
    "same-stride-2": same,
    "same-stride-2-even-kernel": same,
    "same-even-kernel": same,
    "same-dilation": same,
    "flip": same,
    "float32-kept": one_tap,
    "weight-shape": weight_shape,
    "depthwise-weight-shape": depthwise_weight_shape,
    "initial-spread": initial_spread,
    "initial-bias": initial_bias,
    "transposed-flip": transposed,
    "transposed-same": transposed_same,
    "transposed-same-even-kernel": transposed_same,
    "transposed-valid-gap": transposed,
    "transposed-weight-shape": transposed_weight_shape,
    "average-pool-same": average_pool_same,
    "average-pool-bfloat16": average_pool_bfloat16,
    "max-pool-nan": max_pool,
    "max-pool-minus-infinity": max_pool_one,
    "adaptive-average-pool": adaptive,
    "batch-norm-momentum": momentum,
    "batch-norm-running-variance": running_variance,
    "batch-norm-defaults": batch_norm_defaults,
    "batch-norm-offset": batch_norm,
    "layer-norm-offset": layer_norm,
    "group-norm-offset": group_norm,
    "variance": variance,
    **{name: activated(name) for name in ACTIVATIONS},
    "softmax-default": softmax,
    "nearest-down": nearest,
    "linear-up": linear,
    "linear-down": linear,
    "cubic-up": cubic,
    "grid-sample-halves": grid_sample,
    "pixel-shuffle": shuffle,
    "pixel-unshuffle": unshuffle,
}
ABSENT = (
    "max-pool-ceil",
    "average-pool-ceil",
    "average-pool-padding",
    "max-pool-indices",
    "local-response-norm",
    "local-response-norm-even",
    "instance-norm-offset",
    "grid-sample-default",
    "deformable-offset",
)


def answer_all(library):
    for question, function in ANSWERS.items():
        library.answers(question)(function)
    library.lacks(*ABSENT)
