"""Every operation in its fast form, with the names, arguments and defaults of torch.nn.functional.

NumPy arrays in and out; batched and unbatched shapes as in PyTorch; the kind of number is kept;
the input is never changed unless ``inplace=True``. ``NAME_backward(grad_output, ...)`` takes the
arguments of ``NAME`` and returns the gradient of each array argument in order, None where there is
none.
"""

from convbook.functional import (
    activation,
    convolution,
    normalization,
    pooling,
    resampling,
    training,
)
from convbook.functional.activation import *
from convbook.functional.convolution import *
from convbook.functional.normalization import *
from convbook.functional.pooling import *
from convbook.functional.resampling import *
from convbook.functional.training import *

__all__ = [
    *activation.__all__,
    *convolution.__all__,
    *normalization.__all__,
    *pooling.__all__,
    *resampling.__all__,
    *training.__all__,
]
