"""Every operation in its fast form, with the names, arguments and defaults of torch.nn.functional.

NumPy arrays in and out; batched and unbatched shapes as in PyTorch; the kind of number is kept;
the input is never changed. ``NAME_backward(grad_output, ...)`` takes the arguments of ``NAME`` and
returns the gradient of each array argument in order, None where there is none.
"""

from convbook.functional.adaptive_pooling import adaptive_avg_pool1d as adaptive_avg_pool1d
from convbook.functional.adaptive_pooling import (
    adaptive_avg_pool1d_backward as adaptive_avg_pool1d_backward,
)
from convbook.functional.adaptive_pooling import adaptive_avg_pool2d as adaptive_avg_pool2d
from convbook.functional.adaptive_pooling import (
    adaptive_avg_pool2d_backward as adaptive_avg_pool2d_backward,
)
from convbook.functional.adaptive_pooling import adaptive_avg_pool3d as adaptive_avg_pool3d
from convbook.functional.adaptive_pooling import (
    adaptive_avg_pool3d_backward as adaptive_avg_pool3d_backward,
)
from convbook.functional.adaptive_pooling import adaptive_max_pool1d as adaptive_max_pool1d
from convbook.functional.adaptive_pooling import (
    adaptive_max_pool1d_backward as adaptive_max_pool1d_backward,
)
from convbook.functional.adaptive_pooling import adaptive_max_pool2d as adaptive_max_pool2d
from convbook.functional.adaptive_pooling import (
    adaptive_max_pool2d_backward as adaptive_max_pool2d_backward,
)
from convbook.functional.adaptive_pooling import adaptive_max_pool3d as adaptive_max_pool3d
from convbook.functional.adaptive_pooling import (
    adaptive_max_pool3d_backward as adaptive_max_pool3d_backward,
)
from convbook.functional.avg_pooling import avg_pool1d as avg_pool1d
from convbook.functional.avg_pooling import avg_pool1d_backward as avg_pool1d_backward
from convbook.functional.avg_pooling import avg_pool2d as avg_pool2d
from convbook.functional.avg_pooling import avg_pool2d_backward as avg_pool2d_backward
from convbook.functional.avg_pooling import avg_pool3d as avg_pool3d
from convbook.functional.avg_pooling import avg_pool3d_backward as avg_pool3d_backward
from convbook.functional.channels import channel_shuffle as channel_shuffle
from convbook.functional.channels import channel_shuffle_backward as channel_shuffle_backward
from convbook.functional.channels import pixel_shuffle as pixel_shuffle
from convbook.functional.channels import pixel_shuffle_backward as pixel_shuffle_backward
from convbook.functional.channels import pixel_unshuffle as pixel_unshuffle
from convbook.functional.channels import pixel_unshuffle_backward as pixel_unshuffle_backward
from convbook.functional.conv import conv1d as conv1d
from convbook.functional.conv import conv1d_backward as conv1d_backward
from convbook.functional.conv import conv2d as conv2d
from convbook.functional.conv import conv2d_backward as conv2d_backward
from convbook.functional.conv import conv3d as conv3d
from convbook.functional.conv import conv3d_backward as conv3d_backward
from convbook.functional.conv_transpose import conv_transpose1d as conv_transpose1d
from convbook.functional.conv_transpose import (
    conv_transpose1d_backward as conv_transpose1d_backward,
)
from convbook.functional.conv_transpose import conv_transpose2d as conv_transpose2d
from convbook.functional.conv_transpose import (
    conv_transpose2d_backward as conv_transpose2d_backward,
)
from convbook.functional.conv_transpose import conv_transpose3d as conv_transpose3d
from convbook.functional.conv_transpose import (
    conv_transpose3d_backward as conv_transpose3d_backward,
)
from convbook.functional.linear import linear as linear
from convbook.functional.linear import linear_backward as linear_backward
from convbook.functional.lp_pooling import lp_pool1d as lp_pool1d
from convbook.functional.lp_pooling import lp_pool1d_backward as lp_pool1d_backward
from convbook.functional.lp_pooling import lp_pool2d as lp_pool2d
from convbook.functional.lp_pooling import lp_pool2d_backward as lp_pool2d_backward
from convbook.functional.lp_pooling import lp_pool3d as lp_pool3d
from convbook.functional.lp_pooling import lp_pool3d_backward as lp_pool3d_backward
from convbook.functional.max_pooling import max_pool1d as max_pool1d
from convbook.functional.max_pooling import max_pool1d_backward as max_pool1d_backward
from convbook.functional.max_pooling import max_pool2d as max_pool2d
from convbook.functional.max_pooling import max_pool2d_backward as max_pool2d_backward
from convbook.functional.max_pooling import max_pool3d as max_pool3d
from convbook.functional.max_pooling import max_pool3d_backward as max_pool3d_backward
from convbook.functional.pad import pad as pad
from convbook.functional.pad import pad_backward as pad_backward
from convbook.functional.resampling import affine_grid as affine_grid
from convbook.functional.resampling import affine_grid_backward as affine_grid_backward
from convbook.functional.resampling import grid_sample as grid_sample
from convbook.functional.resampling import grid_sample_backward as grid_sample_backward
from convbook.functional.resampling import interpolate as interpolate
from convbook.functional.resampling import interpolate_backward as interpolate_backward
from convbook.functional.unfold import fold as fold
from convbook.functional.unfold import fold_backward as fold_backward
from convbook.functional.unfold import unfold as unfold
from convbook.functional.unfold import unfold_backward as unfold_backward
from convbook.functional.unpooling import max_unpool1d as max_unpool1d
from convbook.functional.unpooling import max_unpool1d_backward as max_unpool1d_backward
from convbook.functional.unpooling import max_unpool2d as max_unpool2d
from convbook.functional.unpooling import max_unpool2d_backward as max_unpool2d_backward
from convbook.functional.unpooling import max_unpool3d as max_unpool3d
from convbook.functional.unpooling import max_unpool3d_backward as max_unpool3d_backward

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
    "fold",
    "fold_backward",
    "grid_sample",
    "grid_sample_backward",
    "interpolate",
    "interpolate_backward",
    "linear",
    "linear_backward",
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
    "pad",
    "pad_backward",
    "pixel_shuffle",
    "pixel_shuffle_backward",
    "pixel_unshuffle",
    "pixel_unshuffle_backward",
    "unfold",
    "unfold_backward",
]
