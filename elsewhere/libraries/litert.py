"""LiteRT on a CPU, from models that TensorFlow's converter writes of TensorFlow's functions."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["ai-edge-litert==2.3.0", "tensorflow-cpu==2.21.0", "numpy==2.4.6"]
# ///

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

from elsewhere.library import Library

library = Library("LiteRT", "ai-edge-litert", "tensorflow-cpu")
library.lacks("max-pool-ceil", "average-pool-ceil", "max-pool-indices", "adaptive-average-pool")
library.lacks("grid-sample-halves", "grid-sample-default", "deformable-offset")


def run(function, x):
    """What the converted function gives for one array."""
    x = np.asarray(x, np.float32)
    traced = tf.function(function).get_concrete_function(tf.TensorSpec(x.shape, tf.float32))
    content = tf.lite.TFLiteConverter.from_concrete_functions([traced]).convert()
    interpreter = Interpreter(model_content=content)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], x)
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[0]["index"])


def board(x):
    return np.reshape(np.float32(x), (1, 1, -1, 1))


def taps(values):
    return np.reshape(np.float32(values), (1, -1, 1, 1))


@library.answers("same-stride-2")
@library.answers("same-stride-2-even-kernel")
@library.answers("same-even-kernel")
@library.answers("same-dilation")
@library.answers("flip")
def same(x, kernel, stride=1, dilation=1):
    steps = {"strides": stride, "dilations": (1, dilation)}
    return run(
        lambda cells: tf.nn.conv2d(cells, taps(kernel), padding="SAME", **steps), board(x)
    ).ravel()


@library.answers("float32-kept")
def one_tap(x, kernel):
    return same(x, kernel)[0]


@library.answers("transposed-same")
@library.answers("transposed-same-even-kernel")
def transposed_same(x, kernel, stride):
    shape = (1, 1, stride * len(x), 1)
    steps = {"strides": (1, stride), "padding": "SAME"}
    return run(lambda c: tf.nn.conv2d_transpose(c, taps(kernel), shape, **steps), board(x)).ravel()


@library.answers("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    return run(lambda cells: tf.nn.avg_pool2d(cells, (1, kernel), 1, "SAME"), board(x)).ravel()


@library.answers("average-pool-same")
def average_pool_same(x, kernel, stride):
    return run(lambda c: tf.nn.avg_pool2d(c, (1, kernel), (1, stride), "SAME"), board(x)).ravel()


@library.answers("max-pool-nan")
def max_pool(x, kernel):
    size = (1, kernel)
    return run(lambda cells: tf.nn.max_pool2d(cells, size, size, "VALID"), board(x)).ravel()


@library.answers("max-pool-minus-infinity")
def max_pool_one(x, kernel):
    return max_pool(x, kernel)[0]


@library.answers("local-response-norm")
def local_response(x, size):
    settings = {"bias": 1.0, "alpha": 1.0, "beta": 1.0}
    cells = np.reshape(np.float32(x), (1, 1, 1, -1))
    return run(
        lambda c: tf.nn.local_response_normalization(c, size // 2, **settings), cells
    ).ravel()


ACTIVATIONS = {
    "gelu": tf.nn.gelu,
    "leaky-slope": tf.nn.leaky_relu,
    "elu": tf.nn.elu,
    "softplus": tf.nn.softplus,
    "relu-nan": tf.nn.relu,
}
for name, activation in ACTIVATIONS.items():
    library.answers(name)(lambda x, f=activation: run(f, board(x)).ravel()[0])


@library.answers("softmax-default")
def softmax(shape):
    return 1 / run(tf.nn.softmax, np.zeros(shape)).ravel()[0]


def resized(x, size, method):
    rows = np.tile(np.float32(x), (2, 1))[None, :, :, None]
    return run(lambda cells: tf.image.resize(cells, (2, size), method), rows)[0, 0].ravel()


@library.answers("nearest-down")
def nearest(x, size):
    return resized(x, size, "nearest")


@library.answers("linear-up")
@library.answers("linear-down")
def linear(x, size):
    return resized(x, size, "bilinear")


@library.answers("pixel-shuffle")
def shuffle(channels, block):
    cells = np.reshape(np.float32(channels), (1, 1, 1, -1))
    return run(lambda c: tf.nn.depth_to_space(c, block), cells)[0, :, :, 0]


@library.answers("pixel-unshuffle")
def unshuffle(channels, block):
    cells = np.float32(channels).transpose(1, 2, 0)[None]
    return run(lambda c: tf.nn.space_to_depth(c, block), cells).ravel()


if __name__ == "__main__":
    library.tell()
