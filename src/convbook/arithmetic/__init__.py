"""The integers of a convolution: sizes, places, taps and products. Standard library only.

One index map rules everything else in the package. Output cell ``i`` reads, through tap ``a``,
the input cell

.. math:: i \\cdot \\text{stride} + a \\cdot \\text{dilation} - \\text{padding}.
"""

from convbook.arithmetic.chains import halvings as halvings
from convbook.arithmetic.chains import sizes_through as sizes_through
from convbook.arithmetic.columns import Columns as Columns
from convbook.arithmetic.fields import Field as Field
from convbook.arithmetic.fields import field_from_input as field_from_input
from convbook.arithmetic.fields import field_from_output as field_from_output
from convbook.arithmetic.fields import joined as joined
from convbook.arithmetic.inverse import windows_giving as windows_giving
from convbook.arithmetic.plan import Plan as Plan
from convbook.arithmetic.plan import Product as Product
from convbook.arithmetic.relations import RELATIONS as RELATIONS
from convbook.arithmetic.slide import Slide as Slide
from convbook.arithmetic.slide import full_padding as full_padding
from convbook.arithmetic.slide import same_padding as same_padding
from convbook.arithmetic.slide import same_paddings as same_paddings
from convbook.arithmetic.slide import slides as slides

__all__ = [
    "RELATIONS",
    "Columns",
    "Field",
    "Plan",
    "Product",
    "Slide",
    "field_from_input",
    "field_from_output",
    "full_padding",
    "halvings",
    "joined",
    "same_padding",
    "same_paddings",
    "sizes_through",
    "slides",
    "windows_giving",
]
