"""Activation functions: rectifiers, sigmoids, gates and softmax."""

from convbook.definition.activation import gates, rectifiers, sigmoids, soft_rectifiers, softmaxes
from convbook.definition.activation.gates import *
from convbook.definition.activation.rectifiers import *
from convbook.definition.activation.sigmoids import *
from convbook.definition.activation.soft_rectifiers import *
from convbook.definition.activation.softmaxes import *

__all__ = [
    *gates.__all__,
    *rectifiers.__all__,
    *sigmoids.__all__,
    *soft_rectifiers.__all__,
    *softmaxes.__all__,
]
