"""Activation functions.

* ``rectifiers``: identity above some point, and bent or held back below it: relu, elu, softplus …
* ``sigmoids``: bounded on both sides: sigmoid, tanh, hard sigmoid.
* ``gates``: a number times a gate between 0 and 1: SiLU, GELU, hard swish, GLU.
* ``softmaxes``: the numbers along an axis as parts of a whole.

A function of one number goes by its shape: SELU, a scaled ELU, would be a rectifier, and Mish, a
number times the tanh of its softplus, a gate.

The result has the shape of ``input``. With ``inplace=True`` it is written into ``input``, which is
returned itself.

All raise TypeError if a setting is not a number (for an axis, a whole one), or whole numbers are to
hold fractions in place.
All but ``sigmoid``, ``tanh`` and ``silu`` raise TypeError if ``input`` is complex; ``relu``,
``relu6`` and ``hardtanh`` if it is boolean. A read-only ``input`` with ``inplace``, a word other
than those listed, and an axis that does not exist raise ValueError.
"""

from convbook.functional.activation import gates, rectifiers, sigmoids, softmaxes
from convbook.functional.activation.gates import *
from convbook.functional.activation.rectifiers import *
from convbook.functional.activation.sigmoids import *
from convbook.functional.activation.softmaxes import *

__all__ = [*gates.__all__, *rectifiers.__all__, *sigmoids.__all__, *softmaxes.__all__]
