"""TensorFlow on a CPU: its own functions, not those of Keras."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["tensorflow-cpu==2.21.0", "numpy==2.4.6"]
# ///

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

from elsewhere.library import Library, Refusal

library = Library("TensorFlow", "tensorflow-cpu", "numpy")
library.lacks("max-pool-ceil", "average-pool-ceil", "adaptive-average-pool")
library.lacks("layer-norm-offset", "group-norm-offset", "instance-norm-offset")
library.lacks("grid-sample-halves", "grid-sample-default", "deformable-offset")
library.lacks("hard-sigmoid", "hard-swish")


def row(values, dtype=tf.float32):
    """One image of one channel, the channel last."""
    return tf.reshape(tf.constant(values, dtype), (1, -1, 1))


def taps(values, dtype=tf.float32):
    return tf.reshape(tf.constant(values, dtype), (-1, 1, 1))


def flat(result):
    return result.numpy().ravel()


@library.answers("same-stride-2")
@library.answers("same-stride-2-even-kernel")
@library.answers("same-even-kernel")
@library.answers("same-dilation")
@library.answers("flip")
def same(x, kernel, stride=1, dilation=1):
    return flat(tf.nn.conv1d(row(x), taps(kernel), stride, "SAME", dilations=dilation))


@library.answers("int8-sum", refuses=Refusal)
def int8(x, kernel):
    try:
        cells = tf.reshape(row(x, tf.int8), (1, 1, -1, 1))
        return flat(tf.nn.conv2d(cells, taps(kernel, tf.int8)[None], 1, "VALID"))[0]
    except tf.errors.NotFoundError:
        raise Refusal("there is no kernel for int8") from None
    except tf.errors.InvalidArgumentError as error:
        raise Refusal(error.message.split(" [Op:")[0].split("\n")[0][:120]) from None


@library.answers("float32-kept")
def one_tap(x, kernel):
    return flat(tf.nn.conv1d(row(x), taps(kernel), 1, "SAME"))[0]


def transposed_to(x, kernel, size, stride, padding):
    shape = (1, size, 1)
    return flat(tf.nn.conv1d_transpose(row(x), taps(kernel), shape, stride, padding))


@library.answers("transposed-flip")
def transposed(x, kernel):
    return transposed_to(x, kernel, len(kernel), 1, "VALID")


@library.answers("transposed-same")
@library.answers("transposed-same-even-kernel")
def transposed_same(x, kernel, stride):
    return transposed_to(x, kernel, stride * len(x), stride, "SAME")


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    return flat(tf.nn.avg_pool1d(row(x), kernel, 1, "SAME"))


@library.answers("average-pool-same")
def average_pool_same(x, kernel, stride):
    return flat(tf.nn.avg_pool1d(row(x), kernel, stride, "SAME"))


@library.answers("average-pool-bfloat16")
def average_pool_bfloat16(height, width):
    ones = tf.ones((1, height, width, 1), tf.bfloat16)
    return float(flat(tf.nn.avg_pool2d(ones, (height, width), 1, "VALID"))[0])


def pooled(cells, kernel):
    return tf.nn.max_pool1d(cells, kernel, kernel, "VALID")


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    return flat(pooled(row(x), kernel))


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return flat(pooled(row(x), kernel))[0]


@library.answers("max-pool-tie-gradient")
def max_pool_gradient(x, kernel):
    cells = row(x)
    with tf.GradientTape() as tape:
        tape.watch(cells)
        result = pooled(cells, kernel)
    return flat(tape.gradient(result, cells))


@library.answers("max-pool-indices")
def max_pool_indices(images, channels, size):
    cells = np.arange(images * channels * size * size, dtype=np.float32)
    cells = cells.reshape(images, channels, size, size).transpose(0, 2, 3, 1)
    return flat(tf.nn.max_pool_with_argmax(cells, size, size, "VALID").argmax)


def normalized(x):
    cells = tf.reshape(row(x), (1, 1, -1, 1))
    return tf.compat.v1.nn.fused_batch_norm(cells, [1.0], [0.0], is_training=True)


@library.answers("batch-norm-running-variance")
def running_variance(x):
    return flat(normalized(x)[2])[0]


@library.answers("batch-norm-offset")
def batch_norm(x):
    return flat(normalized(x)[0])


def local_response(x, radius):
    cells = tf.reshape(tf.constant(x, tf.float32), (1, 1, 1, -1))
    return flat(tf.nn.local_response_normalization(cells, radius, bias=1, alpha=1, beta=1))


@library.answers("local-response-norm")
def local_response_of_three(x, size):
    return local_response(x, size // 2)


@library.answers("variance")
def variance(x):
    return flat(tf.math.reduce_variance(row(x)))[0]


ACTIVATIONS = {
    "gelu": tf.nn.gelu,
    "leaky-slope": tf.nn.leaky_relu,
    "elu": tf.nn.elu,
    "softplus": tf.nn.softplus,
    "relu-nan": tf.nn.relu,
}
for name, activation in ACTIVATIONS.items():
    library.answers(name)(lambda x, f=activation: flat(f(tf.constant([float(x)])))[0])


@library.answers("softmax-default")
def softmax(shape):
    return 1 / flat(tf.nn.softmax(tf.zeros(shape)))[0]


def slope(function, *at):
    at = [tf.constant(float(value)) for value in at]
    with tf.GradientTape() as tape:
        tape.watch(at)
        result = function(*at)
    return [float(value) for value in tape.gradient(result, at)]


DERIVATIVES = {
    "relu-gradient": tf.nn.relu,
    "relu6-gradient": tf.nn.relu6,
    "leaky-gradient": lambda value: tf.nn.leaky_relu(value, 0.1),
}
for name, function in DERIVATIVES.items():
    library.answers(name)(lambda x, f=function: slope(f, x)[0])


@library.answers("clip-gradient")
def clip_gradient(x, bounds):
    return slope(lambda value: tf.clip_by_value(value, *map(float, bounds)), x)[0]


@library.answers("maximum-gradient")
def maximum_gradient(x, y):
    return slope(tf.maximum, x, y)


def resized(x, size, method):
    board = np.tile(np.float32(x), (2, 1))[None, :, :, None]
    return tf.image.resize(board, (2, size), method).numpy()[0, 0].ravel()


@library.answers("nearest-down")
def nearest(x, size):
    return resized(x, size, "nearest")


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return resized(x, size, "bilinear")


@library.answers("cubic-up")
def cubic(x, size):
    return resized(x, size, "bicubic")


@library.answers("pixel-shuffle")
def shuffle(channels, block):
    cells = tf.reshape(tf.constant(channels, tf.float32), (1, 1, 1, -1))
    return tf.nn.depth_to_space(cells, block).numpy()[0, :, :, 0]


@library.answers("pixel-unshuffle")
def unshuffle(channels, block):
    cells = np.array(channels, np.float32).transpose(1, 2, 0)[None]
    return flat(tf.nn.space_to_depth(cells, block))


if __name__ == "__main__":
    library.tell()
