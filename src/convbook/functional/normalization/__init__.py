"""Normalization over a batch, a layer, groups of channels, one image, neighboring channels.

A normalization by a mean and a deviation calls ``_standardize``; the arithmetic of its shapes and
settings is in ``convbook.arithmetic.normalization``.

The result has the shape of ``input``. Sums over float32 numbers have the digits of float64.

All raise TypeError if an array is complex, ``training`` or ``use_input_stats`` not True or False,
``num_groups``, ``size`` or ``normalized_shape`` not whole, or another setting not a number; and
ValueError if the shapes do not belong together or ``eps`` is below 0. Where running statistics may
be given, it is a TypeError if they are not floating-point numbers, and a ValueError if one is given
without the other, none where they are needed, or they are to be changed and are read-only.
"""

from convbook.functional.normalization import batch, group, instance, layer, local_response
from convbook.functional.normalization.batch import *
from convbook.functional.normalization.group import *
from convbook.functional.normalization.instance import *
from convbook.functional.normalization.layer import *
from convbook.functional.normalization.local_response import *

__all__ = [
    *batch.__all__,
    *group.__all__,
    *instance.__all__,
    *layer.__all__,
    *local_response.__all__,
]
