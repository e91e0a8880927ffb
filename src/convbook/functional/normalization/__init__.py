"""Normalization over a batch, a layer, groups of channels, one image, neighboring channels.

A normalization by a mean and a deviation calls ``_standardize``; the arithmetic of its shapes and
settings is in :mod:`convbook.arithmetic.normalization`.
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
