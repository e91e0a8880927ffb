"""Every operation in the words of its formula: one product at a time, slow on purpose.

The names and arguments are those of :mod:`convbook.functional`; the documentation stands there. The
two packages do not know each other, so their agreement is evidence.
"""

from convbook.definition.adaptive_pooling import adaptive_avg_pool1d as adaptive_avg_pool1d
from convbook.definition.adaptive_pooling import (
    adaptive_avg_pool1d_backward as adaptive_avg_pool1d_backward,
)
from convbook.definition.adaptive_pooling import adaptive_avg_pool2d as adaptive_avg_pool2d
from convbook.definition.adaptive_pooling import (
    adaptive_avg_pool2d_backward as adaptive_avg_pool2d_backward,
)
from convbook.definition.adaptive_pooling import adaptive_avg_pool3d as adaptive_avg_pool3d
from convbook.definition.adaptive_pooling import (
    adaptive_avg_pool3d_backward as adaptive_avg_pool3d_backward,
)
from convbook.definition.adaptive_pooling import adaptive_max_pool1d as adaptive_max_pool1d
from convbook.definition.adaptive_pooling import (
    adaptive_max_pool1d_backward as adaptive_max_pool1d_backward,
)
from convbook.definition.adaptive_pooling import adaptive_max_pool2d as adaptive_max_pool2d
from convbook.definition.adaptive_pooling import (
    adaptive_max_pool2d_backward as adaptive_max_pool2d_backward,
)
from convbook.definition.adaptive_pooling import adaptive_max_pool3d as adaptive_max_pool3d
from convbook.definition.adaptive_pooling import (
    adaptive_max_pool3d_backward as adaptive_max_pool3d_backward,
)
from convbook.definition.avg_pooling import avg_pool1d as avg_pool1d
from convbook.definition.avg_pooling import avg_pool1d_backward as avg_pool1d_backward
from convbook.definition.avg_pooling import avg_pool2d as avg_pool2d
from convbook.definition.avg_pooling import avg_pool2d_backward as avg_pool2d_backward
from convbook.definition.avg_pooling import avg_pool3d as avg_pool3d
from convbook.definition.avg_pooling import avg_pool3d_backward as avg_pool3d_backward
from convbook.definition.channels import channel_shuffle as channel_shuffle
from convbook.definition.channels import channel_shuffle_backward as channel_shuffle_backward
from convbook.definition.channels import pixel_shuffle as pixel_shuffle
from convbook.definition.channels import pixel_shuffle_backward as pixel_shuffle_backward
from convbook.definition.channels import pixel_unshuffle as pixel_unshuffle
from convbook.definition.channels import pixel_unshuffle_backward as pixel_unshuffle_backward
from convbook.definition.conv import conv1d as conv1d
from convbook.definition.conv import conv1d_backward as conv1d_backward
from convbook.definition.conv import conv2d as conv2d
from convbook.definition.conv import conv2d_backward as conv2d_backward
from convbook.definition.conv import conv3d as conv3d
from convbook.definition.conv import conv3d_backward as conv3d_backward
from convbook.definition.conv_transpose import conv_transpose1d as conv_transpose1d
from convbook.definition.conv_transpose import (
    conv_transpose1d_backward as conv_transpose1d_backward,
)
from convbook.definition.conv_transpose import conv_transpose2d as conv_transpose2d
from convbook.definition.conv_transpose import (
    conv_transpose2d_backward as conv_transpose2d_backward,
)
from convbook.definition.conv_transpose import conv_transpose3d as conv_transpose3d
from convbook.definition.conv_transpose import (
    conv_transpose3d_backward as conv_transpose3d_backward,
)
from convbook.definition.linear import linear as linear
from convbook.definition.linear import linear_backward as linear_backward
from convbook.definition.lp_pooling import lp_pool1d as lp_pool1d
from convbook.definition.lp_pooling import lp_pool1d_backward as lp_pool1d_backward
from convbook.definition.lp_pooling import lp_pool2d as lp_pool2d
from convbook.definition.lp_pooling import lp_pool2d_backward as lp_pool2d_backward
from convbook.definition.lp_pooling import lp_pool3d as lp_pool3d
from convbook.definition.lp_pooling import lp_pool3d_backward as lp_pool3d_backward
from convbook.definition.max_pooling import max_pool1d as max_pool1d
from convbook.definition.max_pooling import max_pool1d_backward as max_pool1d_backward
from convbook.definition.max_pooling import max_pool2d as max_pool2d
from convbook.definition.max_pooling import max_pool2d_backward as max_pool2d_backward
from convbook.definition.max_pooling import max_pool3d as max_pool3d
from convbook.definition.max_pooling import max_pool3d_backward as max_pool3d_backward
from convbook.definition.pad import pad as pad
from convbook.definition.pad import pad_backward as pad_backward
from convbook.definition.resampling import affine_grid as affine_grid
from convbook.definition.resampling import affine_grid_backward as affine_grid_backward
from convbook.definition.resampling import grid_sample as grid_sample
from convbook.definition.resampling import grid_sample_backward as grid_sample_backward
from convbook.definition.resampling import interpolate as interpolate
from convbook.definition.resampling import interpolate_backward as interpolate_backward
from convbook.definition.unfold import fold as fold
from convbook.definition.unfold import fold_backward as fold_backward
from convbook.definition.unfold import unfold as unfold
from convbook.definition.unfold import unfold_backward as unfold_backward
from convbook.definition.unpooling import max_unpool1d as max_unpool1d
from convbook.definition.unpooling import max_unpool1d_backward as max_unpool1d_backward
from convbook.definition.unpooling import max_unpool2d as max_unpool2d
from convbook.definition.unpooling import max_unpool2d_backward as max_unpool2d_backward
from convbook.definition.unpooling import max_unpool3d as max_unpool3d
from convbook.definition.unpooling import max_unpool3d_backward as max_unpool3d_backward

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
