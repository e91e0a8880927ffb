"""Every operation in the words of its formula: one product at a time, slow on purpose.

The names and arguments are those of :mod:`convbook.functional`; the documentation stands there. The
two packages do not know each other, so their agreement is evidence.
"""

from convbook.definition.activation import elu as elu
from convbook.definition.activation import elu_backward as elu_backward
from convbook.definition.activation import gelu as gelu
from convbook.definition.activation import gelu_backward as gelu_backward
from convbook.definition.activation import hardsigmoid as hardsigmoid
from convbook.definition.activation import hardsigmoid_backward as hardsigmoid_backward
from convbook.definition.activation import hardswish as hardswish
from convbook.definition.activation import hardswish_backward as hardswish_backward
from convbook.definition.activation import hardtanh as hardtanh
from convbook.definition.activation import hardtanh_backward as hardtanh_backward
from convbook.definition.activation import leaky_relu as leaky_relu
from convbook.definition.activation import leaky_relu_backward as leaky_relu_backward
from convbook.definition.activation import relu as relu
from convbook.definition.activation import relu6 as relu6
from convbook.definition.activation import relu6_backward as relu6_backward
from convbook.definition.activation import relu_backward as relu_backward
from convbook.definition.activation import sigmoid as sigmoid
from convbook.definition.activation import sigmoid_backward as sigmoid_backward
from convbook.definition.activation import silu as silu
from convbook.definition.activation import silu_backward as silu_backward
from convbook.definition.activation import softplus as softplus
from convbook.definition.activation import softplus_backward as softplus_backward
from convbook.definition.activation import tanh as tanh
from convbook.definition.activation import tanh_backward as tanh_backward
from convbook.definition.adaptive_pooling import (
from convbook.definition.adaptive_pooling import adaptive_avg_pool1d as adaptive_avg_pool1d
from convbook.definition.adaptive_pooling import adaptive_avg_pool2d as adaptive_avg_pool2d
from convbook.definition.adaptive_pooling import adaptive_avg_pool3d as adaptive_avg_pool3d
from convbook.definition.adaptive_pooling import adaptive_max_pool1d as adaptive_max_pool1d
from convbook.definition.adaptive_pooling import adaptive_max_pool2d as adaptive_max_pool2d
from convbook.definition.adaptive_pooling import adaptive_max_pool3d as adaptive_max_pool3d
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
from convbook.definition.conv_transpose import (
from convbook.definition.conv_transpose import conv_transpose1d as conv_transpose1d
from convbook.definition.conv_transpose import conv_transpose2d as conv_transpose2d
from convbook.definition.conv_transpose import conv_transpose3d as conv_transpose3d
from convbook.definition.dropout import dropout as dropout
from convbook.definition.dropout import dropout1d as dropout1d
from convbook.definition.dropout import dropout1d_backward as dropout1d_backward
from convbook.definition.dropout import dropout2d as dropout2d
from convbook.definition.dropout import dropout2d_backward as dropout2d_backward
from convbook.definition.dropout import dropout3d as dropout3d
from convbook.definition.dropout import dropout3d_backward as dropout3d_backward
from convbook.definition.dropout import dropout_backward as dropout_backward
from convbook.definition.embedding import embedding as embedding
from convbook.definition.embedding import embedding_backward as embedding_backward
from convbook.definition.linear import linear as linear
from convbook.definition.linear import linear_backward as linear_backward
from convbook.definition.local_response_norm import (
from convbook.definition.local_response_norm import local_response_norm as local_response_norm
from convbook.definition.loss import cross_entropy as cross_entropy
from convbook.definition.loss import cross_entropy_backward as cross_entropy_backward
from convbook.definition.loss import mse_loss as mse_loss
from convbook.definition.loss import mse_loss_backward as mse_loss_backward
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
from convbook.definition.normalization import batch_norm as batch_norm
from convbook.definition.normalization import batch_norm_backward as batch_norm_backward
from convbook.definition.normalization import group_norm as group_norm
from convbook.definition.normalization import group_norm_backward as group_norm_backward
from convbook.definition.normalization import instance_norm as instance_norm
from convbook.definition.normalization import instance_norm_backward as instance_norm_backward
from convbook.definition.normalization import layer_norm as layer_norm
from convbook.definition.normalization import layer_norm_backward as layer_norm_backward
from convbook.definition.pad import pad as pad
from convbook.definition.pad import pad_backward as pad_backward
from convbook.definition.resampling import affine_grid as affine_grid
from convbook.definition.resampling import affine_grid_backward as affine_grid_backward
from convbook.definition.resampling import grid_sample as grid_sample
from convbook.definition.resampling import grid_sample_backward as grid_sample_backward
from convbook.definition.resampling import interpolate as interpolate
from convbook.definition.resampling import interpolate_backward as interpolate_backward
from convbook.definition.softmax import glu as glu
from convbook.definition.softmax import glu_backward as glu_backward
from convbook.definition.softmax import log_softmax as log_softmax
from convbook.definition.softmax import log_softmax_backward as log_softmax_backward
from convbook.definition.softmax import softmax as softmax
from convbook.definition.softmax import softmax_backward as softmax_backward
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
    "(",
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
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
    "channel_shuffle",
    "channel_shuffle_backward",
    "conv1d",
    "conv1d_backward",
    "conv2d",
    "conv2d_backward",
    "conv3d",
    "conv3d_backward",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "cross_entropy",
    "cross_entropy_backward",
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
    "tanh",
    "tanh_backward",
    "unfold",
    "unfold_backward",
]
