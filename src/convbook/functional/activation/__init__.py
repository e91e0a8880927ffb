"""Activation functions: rectifiers, sigmoids, gates and softmax."""

from convbook.functional.activation import gates, rectifiers, sigmoids, soft_rectifiers, softmaxes
from convbook.functional.activation.gates import *
from convbook.functional.activation.rectifiers import *
from convbook.functional.activation.sigmoids import *
from convbook.functional.activation.soft_rectifiers import *
from convbook.functional.activation.softmaxes import *

__all__ = [
    *gates.__all__,
    *rectifiers.__all__,
    *sigmoids.__all__,
    *soft_rectifiers.__all__,
    *softmaxes.__all__,
]
