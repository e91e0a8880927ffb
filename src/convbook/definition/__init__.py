"""Every operation in the words of its formula: one product at a time, slow on purpose.

The names and arguments are those of :mod:`convbook.functional`; the documentation stands there. The
two packages do not know each other, so their agreement is evidence.
"""

from convbook.definition.attention import squeeze_excite as squeeze_excite
from convbook.definition.attention import squeeze_excite_backward as squeeze_excite_backward
from convbook.definition.causal import causal_conv1d as causal_conv1d
from convbook.definition.causal import causal_conv1d_backward as causal_conv1d_backward
from convbook.definition.causal import gated_conv1d as gated_conv1d
from convbook.definition.causal import gated_conv1d_backward as gated_conv1d_backward
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
from convbook.definition.deform import deform_conv2d as deform_conv2d
from convbook.definition.deform import deform_conv2d_backward as deform_conv2d_backward
from convbook.definition.linear import linear as linear
from convbook.definition.linear import linear_backward as linear_backward
from convbook.definition.local import locally_connected1d as locally_connected1d
from convbook.definition.local import locally_connected1d_backward as locally_connected1d_backward
from convbook.definition.local import locally_connected2d as locally_connected2d
from convbook.definition.local import locally_connected2d_backward as locally_connected2d_backward
from convbook.definition.local import tiled_conv1d as tiled_conv1d
from convbook.definition.local import tiled_conv1d_backward as tiled_conv1d_backward
from convbook.definition.pad import pad as pad
from convbook.definition.pad import pad_backward as pad_backward
from convbook.definition.unfold import fold as fold
from convbook.definition.unfold import fold_backward as fold_backward
from convbook.definition.unfold import unfold as unfold
from convbook.definition.unfold import unfold_backward as unfold_backward

__all__ = [
    "causal_conv1d",
    "causal_conv1d_backward",
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
    "deform_conv2d",
    "deform_conv2d_backward",
    "fold",
    "fold_backward",
    "gated_conv1d",
    "gated_conv1d_backward",
    "linear",
    "linear_backward",
    "locally_connected1d",
    "locally_connected1d_backward",
    "locally_connected2d",
    "locally_connected2d_backward",
    "pad",
    "pad_backward",
    "squeeze_excite",
    "squeeze_excite_backward",
    "tiled_conv1d",
    "tiled_conv1d_backward",
    "unfold",
    "unfold_backward",
]
