"""Convolution of every kind, windows as columns, borders, and the fully connected layer."""

from convbook.definition.convolution import (
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
from convbook.definition.convolution.causal import *
from convbook.definition.convolution.conv import *
from convbook.definition.convolution.conv_transpose import *
from convbook.definition.convolution.deform import *
from convbook.definition.convolution.fully_connected import *
from convbook.definition.convolution.local import *
from convbook.definition.convolution.padding import *
from convbook.definition.convolution.squeeze_excitation import *
from convbook.definition.convolution.unfolding import *

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
