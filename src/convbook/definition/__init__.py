"""Every operation in the words of its formula: one product at a time, slow on purpose.

The names and arguments are those of :mod:`convbook.functional`; the documentation stands there. The
two packages do not know each other, so their agreement is evidence. Shapes are checked for both in
:mod:`convbook.arithmetic`, arrays and kinds of number in :mod:`convbook.operation`.
"""

from convbook.definition import (
    activation,
    convolution,
    normalization,
    pooling,
    resampling,
    training,
)
from convbook.definition.activation import *
from convbook.definition.convolution import *
from convbook.definition.normalization import *
from convbook.definition.pooling import *
from convbook.definition.resampling import *
from convbook.definition.training import *

__all__ = [
    *activation.__all__,
    *convolution.__all__,
    *normalization.__all__,
    *pooling.__all__,
    *resampling.__all__,
    *training.__all__,
]
