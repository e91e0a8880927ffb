"""Normalization over a batch, a layer, groups of channels, one image, neighboring channels."""

from convbook.definition.normalization import batch, group, instance, layer, local_response
from convbook.definition.normalization.batch import *
from convbook.definition.normalization.group import *
from convbook.definition.normalization.instance import *
from convbook.definition.normalization.layer import *
from convbook.definition.normalization.local_response import *

__all__ = [
    *batch.__all__,
    *group.__all__,
    *instance.__all__,
    *layer.__all__,
    *local_response.__all__,
]
