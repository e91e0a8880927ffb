"""The integers of a convolution: sizes, places, taps and products. Standard library only.

One index map rules everything else in the package. Output cell ``i`` reads, through tap ``a``,
the input cell

.. math:: i \\cdot \\text{stride} + a \\cdot \\text{dilation} - \\text{padding}.
"""

from convbook.arithmetic import chains, columns, fields, inverse, plan, relations, slide
from convbook.arithmetic.chains import *
from convbook.arithmetic.columns import *
from convbook.arithmetic.fields import *
from convbook.arithmetic.inverse import *
from convbook.arithmetic.plan import *
from convbook.arithmetic.relations import *
from convbook.arithmetic.slide import *

__all__ = [
    *chains.__all__,
    *columns.__all__,
    *fields.__all__,
    *inverse.__all__,
    *plan.__all__,
    *relations.__all__,
    *slide.__all__,
]
