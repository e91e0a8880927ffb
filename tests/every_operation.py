"""One call of every public operation: its arrays, or their shapes, and its settings."""

import numpy as np
from agreement import fractions

# Images, channels read, channels made; cells along one, two and three axes.
N, C, M, SIZES = 2, 2, 4, (5, 4, 3)


def by_rank():
    """The families that exist along one, two and three axes."""
    for rank in (1, 2, 3):
        image, kernel, d = (N, C, *SIZES[:rank]), (3, 2, 1)[:rank], f"{rank}d"
        yield (
            f"conv{d}",
            {"input": image, "weight": (M, C, *kernel), "bias": (M,)},
            dict(padding=1),
        )
        yield (
            f"conv_transpose{d}",
            {"input": image, "weight": (C, M, *kernel), "bias": (M,)},
            dict(stride=2),
        )
        for pool in ("max", "avg"):
            yield f"{pool}_pool{d}", {"input": image}, dict(kernel_size=3, stride=2, padding=1)
            yield f"adaptive_{pool}_pool{d}", {"input": image}, dict(output_size=3)
        yield f"lp_pool{d}", {"input": image}, dict(norm_type=2, kernel_size=2)
        where = np.arange(N * C * 2**rank).reshape(N, C, *[2] * rank) % 2**rank
        unpooled = {"input": where.shape, "indices": where}
        yield f"max_unpool{d}", unpooled, dict(kernel_size=2)
        yield f"dropout{d}", {"input": image}, dict(training=False)


def by_name():
    """All others."""
    row, image = (N, C, 8), (N, C, 5, 7)
    norm = {"weight": (C,), "bias": (C,)}
    running = {"running_mean": None, "running_var": None}
    read = {"input": row, "weight": (M, C, 3), "bias": (M,)}
    gate = {"input": row, "weight": (M, C, 3), "gate_weight": (M, C, 3), "bias": (M,)}
    yield "linear", {"input": (5, C), "weight": (3, C), "bias": (3,)}, {}
    yield "causal_conv1d", read, dict(dilation=2)
    yield "gated_conv1d", gate | {"gate_bias": (M,)}, {}
    yield "tiled_conv1d", {"input": row, "weight": (M, C, 3, 2), "bias": (M, 2)}, {}
    yield "locally_connected1d", {"input": row, "weight": (M, 6, C, 3), "bias": (M, 6)}, {}
    local = {"input": image, "weight": (M, 4, 6, C, 2, 2), "bias": (M, 4, 6)}
    yield "locally_connected2d", local, {}
    moved = {
        "offset": (N, 8, 4, 6),
        "weight": (M, C, 2, 2),
        "bias": (M,),
        "mask": (N, 4, 4, 6),
    }
    yield "deform_conv2d", {"input": image} | moved, {}
    excited = {"weight1": (3, C), "weight2": (C, 3), "bias1": (3,), "bias2": (C,)}
    yield "squeeze_excite", {"input": image} | excited, {}
    yield "batch_norm", {"input": image} | running | norm, dict(training=True)
    yield "instance_norm", {"input": image} | running | norm, {}
    yield "group_norm", {"input": image} | norm, dict(num_groups=2)
    yield "layer_norm", {"input": image, "weight": (7,), "bias": (7,)}, dict(normalized_shape=(7,))
    yield "local_response_norm", {"input": image}, dict(size=3)
    for (
        name
    ) in "relu relu6 leaky_relu sigmoid tanh silu hardtanh hardsigmoid hardswish elu".split():
        yield name, {"input": image}, {}
    yield "gelu", {"input": image}, dict(approximate="tanh")
    yield "softplus", {"input": image}, dict(beta=2)
    for name in ("softmax", "log_softmax", "glu"):
        yield name, {"input": image}, dict(dim=1)
    yield "mse_loss", {"input": image, "target": image}, {}
    yield "cross_entropy", {"input": (5, 3), "target": np.array([2, 0, 1, 2, 2])}, {}
    yield "embedding", {"input": np.array([2, 0, 2]), "weight": (4, 3)}, {}
    yield "dropout", {"input": image}, dict(training=False)
    yield "pad", {"input": image}, dict(pad=(1, 2, 2, 1), mode="reflect")
    yield "unfold", {"input": image}, dict(kernel_size=2)
    yield "fold", {"input": (N, 4 * C, 24)}, dict(output_size=(5, 7), kernel_size=2)
    yield "interpolate", {"input": image}, dict(scale_factor=2, mode="bilinear")
    yield "grid_sample", {"input": image, "grid": (N, 3, 4, 2)}, dict(align_corners=True)
    yield "affine_grid", {"theta": (N, 2, 3)}, dict(size=(N, C, 5, 7))
    yield "pixel_shuffle", {"input": (N, 8, 3, 5)}, dict(upscale_factor=2)
    yield "pixel_unshuffle", {"input": (N, C, 4, 6)}, dict(downscale_factor=2)
    yield "channel_shuffle", {"input": image}, dict(groups=2)


CALLS = {name: (arrays, how) for calls in (by_rank, by_name) for name, arrays, how in calls()}


def arrays_of(name, kind):
    """The arrays of a call in this kind of number, and its settings."""
    arrays, how = CALLS[name]
    made = {
        key: fractions(shape, seed).astype(kind) if isinstance(shape, tuple) else shape
        for seed, (key, shape) in enumerate(arrays.items())
    }
    return made, how


def gradients(module, name, grad, arrays, how):
    """What the gradient of a call returns, as a tuple."""
    if name.startswith("dropout"):
        _, mask = getattr(module, name)(**arrays, **how, return_mask=True)
        how = how | {"mask": mask}
    slopes = getattr(module, f"{name}_backward")(grad, **arrays, **how)
    return slopes if isinstance(slopes, tuple) else (slopes,)
