"""Activation functions: rectifiers, sigmoids, gates and softmax.

The files are those of :mod:`convbook.functional.activation`, which says what belongs in each.
"""

from convbook.definition.activation import gates, rectifiers, sigmoids, softmaxes
from convbook.definition.activation.gates import *
from convbook.definition.activation.rectifiers import *
from convbook.definition.activation.sigmoids import *
from convbook.definition.activation.softmaxes import *

__all__ = [*gates.__all__, *rectifiers.__all__, *sigmoids.__all__, *softmaxes.__all__]
