"""The questions as models of one ONNX operator, for every library that runs such models.

Each model takes one array ``x``; everything else is a constant. A library that answers with a model
answers for its own reading of ONNX.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper, shape_inference

OPSET = 20
MODELS = {}


def model(operator, x, constants=(), outputs=("y",), opset=OPSET, leading=(), **attributes):
    """One operator on an array ``x``, with constant inputs after it; '' leaves one out."""
    names = [f"c{i}" if constant is not None else "" for i, constant in enumerate(constants)]
    tensors = [
        numpy_helper.from_array(np.asarray(constant), name)
        for name, constant in zip(names, constants, strict=True)
        if name
    ]
    kind = helper.np_dtype_to_tensor_dtype(x.dtype)
    kinds = {"indices": TensorProto.INT64}
    shape = x.shape if operator.endswith("Normalization") else None
    results = [
        helper.make_tensor_value_info(name, kinds.get(name, kind), shape) for name in outputs
    ]
    if operator == "ConvInteger":
        results = [helper.make_tensor_value_info("y", TensorProto.INT32, None)]
    graph = helper.make_graph(
        [helper.make_node(operator, ["x", *names], list(outputs), **attributes)],
        "question",
        [helper.make_tensor_value_info("x", kind, x.shape)],
        results,
        tensors,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    return shape_inference.infer_shapes(made), x


def asks(*questions):
    """Keep the function below as the model of a question."""

    def keep(function):
        MODELS.update(dict.fromkeys(questions, function))
        return function

    return keep


def board(values, dtype=np.float32):
    """One image of one channel and two rows that are alike, so that no side is 1."""
    return np.array([[[values, values]]], dtype)


def taps(values, dtype=np.float32):
    return np.array([[[values]]], dtype)


def channels(values):
    """One channel for each value, 1 by 1."""
    return np.array(values, np.float32).reshape(1, -1, 1, 1)


def same(x, kernel, stride=1, dilation=1, auto_pad="SAME_UPPER"):
    settings = {"strides": [1, stride], "dilations": [1, dilation], "auto_pad": auto_pad}
    return model("Conv", board(x), [taps(kernel)], kernel_shape=[1, len(kernel)], **settings)


asks("same-stride-2", "same-stride-2-even-kernel", "same-even-kernel", "same-dilation", "flip")(
    same
)


@asks("float32-kept")
def one_tap(x, kernel):
    return model("Conv", board(x), [taps(kernel)], kernel_shape=[1, 1])


@asks("int8-sum")
def int8(x, kernel):
    return model("ConvInteger", board(x, np.int8), [taps(kernel, np.int8)])


@asks("transposed-flip", "transposed-valid-gap")
def transposed(x, kernel, stride=1):
    return model("ConvTranspose", board(x), [taps(kernel)], strides=[1, stride])


@asks("transposed-same", "transposed-same-even-kernel")
def transposed_same(x, kernel, stride):
    settings = {"strides": [1, stride], "auto_pad": "SAME_UPPER"}
    return model("ConvTranspose", board(x), [taps(kernel)], **settings)


def pool(operator, x, kernel, stride=1, padding=0, **attributes):
    settings = {"kernel_shape": [1, kernel], "strides": [1, stride], **attributes}
    if "auto_pad" not in settings:
        settings["pads"] = [0, padding, 0, padding]
    return model(operator, board(x), **settings)


@asks("max-pool-ceil")
def max_pool_ceil(x, kernel, stride, padding):
    return pool("MaxPool", x, kernel, stride, padding, ceil_mode=1)


@asks("average-pool-ceil")
def average_pool_ceil(x, kernel, stride, padding):
    settings = {"ceil_mode": 1, "count_include_pad": 1}
    return pool("AveragePool", x, kernel, stride, padding, **settings)


@asks("average-pool-padding")
def average_pool_padding(x, kernel, padding):
    return pool("AveragePool", x, kernel, 1, padding)


@asks("average-pool-same")
def average_pool_same(x, kernel, stride):
    return pool("AveragePool", x, kernel, stride, auto_pad="SAME_UPPER")


@asks("max-pool-nan", "max-pool-minus-infinity")
def max_pool(x, kernel):
    return pool("MaxPool", x, kernel, kernel)


@asks("max-pool-indices")
def max_pool_indices(images, channels, size):
    cells = np.arange(images * channels * size * size, dtype=np.float32)
    cells = cells.reshape(images, channels, size, size)
    return model("MaxPool", cells, outputs=("y", "indices"), kernel_shape=[size, size])


ONE, ZERO = np.ones(1, np.float32), np.zeros(1, np.float32)


@asks("layer-norm-offset")
def layer_norm(x):
    scale, bias = np.ones(len(x), np.float32), np.zeros(len(x), np.float32)
    return model("LayerNormalization", board(x), [scale, bias])


@asks("group-norm-offset")
def group_norm(x):
    return model("GroupNormalization", board(x), [ONE, ZERO], opset=21, num_groups=1)


@asks("instance-norm-offset")
def instance_norm(x):
    return model("InstanceNormalization", board(x), [ONE, ZERO])


@asks("local-response-norm")
def local_response(x, size):
    return model("LRN", channels(x), size=size, alpha=1.0, beta=1.0, bias=1.0)


@asks("local-response-norm-even")
def local_response_even(x, size):
    return model("LRN", channels(x), size=size, alpha=2.0, beta=1.0, bias=1.0)


ACTIVATIONS = {
    "gelu": "Gelu",
    "leaky-slope": "LeakyRelu",
    "elu": "Elu",
    "hard-sigmoid": "HardSigmoid",
    "hard-swish": "HardSwish",
    "softplus": "Softplus",
    "relu-nan": "Relu",
}
for name, operator in ACTIVATIONS.items():
    asks(name)(lambda x, operator=operator: model(operator, board([x])))


@asks("softmax-default")
def softmax(shape):
    return model("Softmax", np.zeros(shape, np.float32), opset=11)


def resized(x, size, **attributes):
    sizes = np.array([1, 1, 2, size], np.int64)
    return model("Resize", board(x), [None, None, sizes], **attributes)


@asks("nearest-down")
def nearest(x, size):
    return resized(x, size, mode="nearest")


@asks("linear-up", "linear-down")
def linear(x, size):
    return resized(x, size, mode="linear")


@asks("cubic-up")
def cubic(x, size):
    return resized(x, size, mode="cubic")


def sampled(x, places, **attributes):
    grid = np.array([[[[place, 0.0] for place in places]]], np.float32)
    return model("GridSample", board(x), [grid], **attributes)


@asks("grid-sample-halves")
def grid_sample(x, places):
    scaled = [2 * place / (len(x) - 1) - 1 for place in places]
    return sampled(x, scaled, mode="nearest", align_corners=1)


@asks("grid-sample-default")
def grid_sample_default(x):
    return sampled(x, [-1.0])


@asks("pixel-shuffle")
def shuffle(channels, block):
    cells = np.array(channels, np.float32).reshape(1, -1, 1, 1)
    return model("DepthToSpace", cells, blocksize=block)


@asks("pixel-unshuffle")
def unshuffle(channels, block):
    return model("SpaceToDepth", np.array([channels], np.float32), blocksize=block)


@asks("deformable-offset")
def deformable(rows, offset):
    cells = np.arange(rows * rows, dtype=np.float32).reshape(1, 1, rows, rows)
    moved = np.zeros((1, 2, rows, rows), np.float32) + np.reshape(offset, (1, 2, 1, 1))
    return model("DeformConv", cells, [taps([1]), moved.astype(np.float32)], kernel_shape=[1, 1])


FIRST = {"int8-sum", "float32-kept", "max-pool-minus-infinity", "grid-sample-default", *ACTIVATIONS}


def result(question, outputs):
    """What a question asks for, of the arrays that a model gave."""
    if question == "max-pool-indices":
        return outputs[1].ravel()
    y = np.asarray(outputs[0])
    if question in FIRST:
        return y.ravel()[0]
    if question == "softmax-default":
        return 1 / y.ravel()[0]
    if question == "pixel-shuffle":
        return y[0, 0]
    if question == "deformable-offset":
        return y[0, 0]
    if question.startswith("local-response") or question == "pixel-unshuffle":
        return y.ravel()
    return y[0, 0, 0]


def answer_all(library, run, refuses=()):
    """Let a library answer every question that has a model.

    ``run`` takes a model and its input and gives the outputs; ``refuses`` are its errors.
    """
    for question, make in MODELS.items():

        def answer(question=question, make=make, **given):
            return result(question, run(*make(**given)))

        library.answers(question, refuses)(answer)
