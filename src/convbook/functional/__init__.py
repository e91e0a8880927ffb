"""Every operation in its fast form, with the names, arguments and defaults of torch.nn.functional.

NumPy arrays in and out; batched and unbatched shapes as in PyTorch; the kind of number is kept;
the input is never changed unless ``inplace=True``. ``NAME_backward(grad_output, ...)`` takes the
arguments of ``NAME`` and returns the gradient of each array argument in order, None where there is
none.
"""

from convbook.functional.adaptive_pooling import (
    adaptive_avg_pool1d,
    adaptive_avg_pool1d_backward,
    adaptive_avg_pool2d,
    adaptive_avg_pool2d_backward,
    adaptive_avg_pool3d,
    adaptive_avg_pool3d_backward,
    adaptive_max_pool1d,
    adaptive_max_pool1d_backward,
    adaptive_max_pool2d,
    adaptive_max_pool2d_backward,
    adaptive_max_pool3d,
    adaptive_max_pool3d_backward,
)
from convbook.functional.attention import (
    squeeze_excite,
    squeeze_excite_backward,
)
from convbook.functional.avg_pooling import (
    avg_pool1d,
    avg_pool1d_backward,
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool3d,
    avg_pool3d_backward,
)
from convbook.functional.batch_norm import batch_norm, batch_norm_backward
from convbook.functional.causal import (
    causal_conv1d,
    causal_conv1d_backward,
    gated_conv1d,
    gated_conv1d_backward,
)
from convbook.functional.channels import (
    channel_shuffle,
    channel_shuffle_backward,
    pixel_shuffle,
    pixel_shuffle_backward,
    pixel_unshuffle,
    pixel_unshuffle_backward,
)
from convbook.functional.conv import (
    conv1d,
    conv1d_backward,
    conv2d,
    conv2d_backward,
    conv3d,
    conv3d_backward,
)
from convbook.functional.conv_transpose import (
    conv_transpose1d,
    conv_transpose1d_backward,
    conv_transpose2d,
    conv_transpose2d_backward,
    conv_transpose3d,
    conv_transpose3d_backward,
)
from convbook.functional.deform import (
    deform_conv2d,
    deform_conv2d_backward,
)
from convbook.functional.dropout import (
    dropout,
    dropout1d,
    dropout1d_backward,
    dropout2d,
    dropout2d_backward,
    dropout3d,
    dropout3d_backward,
    dropout_backward,
)
from convbook.functional.embedding import (
    embedding,
    embedding_backward,
)
from convbook.functional.group_norm import group_norm, group_norm_backward
from convbook.functional.instance_norm import instance_norm, instance_norm_backward
from convbook.functional.layer_norm import layer_norm, layer_norm_backward
from convbook.functional.linear import (
    linear,
    linear_backward,
)
from convbook.functional.local import (
    locally_connected1d,
    locally_connected1d_backward,
    locally_connected2d,
    locally_connected2d_backward,
    tiled_conv1d,
    tiled_conv1d_backward,
)
from convbook.functional.local_response_norm import (
    local_response_norm,
    local_response_norm_backward,
)
from convbook.functional.loss import (
    cross_entropy,
    cross_entropy_backward,
    mse_loss,
    mse_loss_backward,
)
from convbook.functional.lp_pooling import (
    lp_pool1d,
    lp_pool1d_backward,
    lp_pool2d,
    lp_pool2d_backward,
    lp_pool3d,
    lp_pool3d_backward,
)
from convbook.functional.max_pooling import (
    max_pool1d,
    max_pool1d_backward,
    max_pool2d,
    max_pool2d_backward,
    max_pool3d,
    max_pool3d_backward,
)
from convbook.functional.pad import (
    pad,
    pad_backward,
)
from convbook.functional.rectifiers import (
    leaky_relu,
    leaky_relu_backward,
    relu,
    relu6,
    relu6_backward,
    relu_backward,
)
from convbook.functional.resampling import (
    affine_grid,
    affine_grid_backward,
    grid_sample,
    grid_sample_backward,
    interpolate,
    interpolate_backward,
)
from convbook.functional.self_gated import (
    gelu,
    gelu_backward,
    hardswish,
    hardswish_backward,
    silu,
    silu_backward,
)
from convbook.functional.sigmoids import (
    hardsigmoid,
    hardsigmoid_backward,
    hardtanh,
    hardtanh_backward,
    sigmoid,
    sigmoid_backward,
    tanh,
    tanh_backward,
)
from convbook.functional.soft_rectifiers import elu, elu_backward, softplus, softplus_backward
from convbook.functional.softmax import (
    glu,
    glu_backward,
    log_softmax,
    log_softmax_backward,
    softmax,
    softmax_backward,
)
from convbook.functional.unfold import (
    fold,
    fold_backward,
    unfold,
    unfold_backward,
)
from convbook.functional.unpooling import (
    max_unpool1d,
    max_unpool1d_backward,
    max_unpool2d,
    max_unpool2d_backward,
    max_unpool3d,
    max_unpool3d_backward,
)

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool1d_backward",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool2d_backward",
    "adaptive_avg_pool3d",
    "adaptive_avg_pool3d_backward",
    "adaptive_max_pool1d",
    "adaptive_max_pool1d_backward",
    "adaptive_max_pool2d",
    "adaptive_max_pool2d_backward",
    "adaptive_max_pool3d",
    "adaptive_max_pool3d_backward",
    "affine_grid",
    "affine_grid_backward",
    "avg_pool1d",
    "avg_pool1d_backward",
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool3d",
    "avg_pool3d_backward",
    "batch_norm",
    "batch_norm_backward",
    "causal_conv1d",
    "causal_conv1d_backward",
    "channel_shuffle",
    "channel_shuffle_backward",
    "conv1d",
    "conv1d_backward",
    "conv2d",
    "conv2d_backward",
    "conv3d",
    "conv3d_backward",
    "conv_transpose1d",
    "conv_transpose1d_backward",
    "conv_transpose2d",
    "conv_transpose2d_backward",
    "conv_transpose3d",
    "conv_transpose3d_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "deform_conv2d",
    "deform_conv2d_backward",
    "dropout",
    "dropout1d",
    "dropout1d_backward",
    "dropout2d",
    "dropout2d_backward",
    "dropout3d",
    "dropout3d_backward",
    "dropout_backward",
    "elu",
    "elu_backward",
    "embedding",
    "embedding_backward",
    "fold",
    "fold_backward",
    "gated_conv1d",
    "gated_conv1d_backward",
    "gelu",
    "gelu_backward",
    "glu",
    "glu_backward",
    "grid_sample",
    "grid_sample_backward",
    "group_norm",
    "group_norm_backward",
    "hardsigmoid",
    "hardsigmoid_backward",
    "hardswish",
    "hardswish_backward",
    "hardtanh",
    "hardtanh_backward",
    "instance_norm",
    "instance_norm_backward",
    "interpolate",
    "interpolate_backward",
    "layer_norm",
    "layer_norm_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "linear",
    "linear_backward",
    "local_response_norm",
    "local_response_norm_backward",
    "locally_connected1d",
    "locally_connected1d_backward",
    "locally_connected2d",
    "locally_connected2d_backward",
    "log_softmax",
    "log_softmax_backward",
    "lp_pool1d",
    "lp_pool1d_backward",
    "lp_pool2d",
    "lp_pool2d_backward",
    "lp_pool3d",
    "lp_pool3d_backward",
    "max_pool1d",
    "max_pool1d_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool3d",
    "max_pool3d_backward",
    "max_unpool1d",
    "max_unpool1d_backward",
    "max_unpool2d",
    "max_unpool2d_backward",
    "max_unpool3d",
    "max_unpool3d_backward",
    "mse_loss",
    "mse_loss_backward",
    "pad",
    "pad_backward",
    "pixel_shuffle",
    "pixel_shuffle_backward",
    "pixel_unshuffle",
    "pixel_unshuffle_backward",
    "relu",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "sigmoid",
    "sigmoid_backward",
    "silu",
    "silu_backward",
    "softmax",
    "softmax_backward",
    "softplus",
    "softplus_backward",
    "squeeze_excite",
    "squeeze_excite_backward",
    "tanh",
    "tanh_backward",
    "tiled_conv1d",
    "tiled_conv1d_backward",
    "unfold",
    "unfold_backward",
]
