"""Every operation in its fast form, with the names, arguments and defaults of torch.nn.functional.

NumPy arrays in and out; batched and unbatched shapes as in PyTorch; the dtype is kept; the input is
never changed unless ``inplace=True``.

:mod:`convbook.definition` has every operation under the same name, as the sum that defines it, one
product at a time.

Gradients
---------
Every operation ``NAME`` that a network is trained with has a vector-Jacobian product
``NAME_backward(grad_output, ...)``.

* Its arguments are ``grad_output``, the gradient of the loss with respect to the result of
  ``NAME``, and of that shape, followed by the arguments of ``NAME``, with the same defaults.
* It returns the gradient with respect to each array argument, in order and each in the shape and
  dtype of its array; None where there is none, as for a bias that was not given. Where ``NAME`` has
  a single array argument, the gradient is returned bare, else a tuple.
* It raises TypeError and ValueError for the same arguments as ``NAME``, ValueError if
  ``grad_output`` has another shape than the result, and TypeError for complex numbers.

One, two and three axes
-----------------------
Where an operation exists along one, two and three axes, the full documentation stands with the
two-dimensional form. Sequences have the shape (N, C, L), images (N, C, H, W) and volumes
(N, C, D, H, W), or the same without N. A setting is one number for all axes or a tuple with one
for each: (rows, columns) for images, (planes, rows, columns) for volumes.
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
