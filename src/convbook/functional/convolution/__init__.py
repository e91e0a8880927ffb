"""Convolution of every kind, windows as columns, borders, and the fully connected layer.

Unless a function says more, it raises TypeError if a setting is not a whole number, and ValueError
if axes, channels or groups do not match, a setting is too small, or the window does not fit on the
padded input: the shapes and settings must belong together. A wrong bias is refused before anything
is computed.
"""

from convbook.functional.convolution import (
    causal,
    conv,
    conv_transpose,
    deform,
    fully_connected,
    local,
    padding,
    squeeze_excitation,
    unfolding,
)
from convbook.functional.convolution.causal import *
from convbook.functional.convolution.conv import *
from convbook.functional.convolution.conv_transpose import *
from convbook.functional.convolution.deform import *
from convbook.functional.convolution.fully_connected import *
from convbook.functional.convolution.local import *
from convbook.functional.convolution.padding import *
from convbook.functional.convolution.squeeze_excitation import *
from convbook.functional.convolution.unfolding import *

__all__ = [
    *causal.__all__,
    *conv.__all__,
    *conv_transpose.__all__,
    *deform.__all__,
    *fully_connected.__all__,
    *local.__all__,
    *padding.__all__,
    *squeeze_excitation.__all__,
    *unfolding.__all__,
]
