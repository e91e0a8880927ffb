"""What convolution costs, counted in whole numbers: parameters, operations, memory.

One multiply-accumulate (MAC) is two floating point operations: a product and a sum. Operations of
other kinds are counted apart. Counts are of elements; an element of float32 takes 4 bytes.

Examples
--------
A network is a list of lines, with branches where it divides.

>>> residual = {"add": [["conv 64, kernel 3, padding 1, no bias", "batch_norm"], []]}
>>> block = layers(["conv 64, kernel 7, stride 2, padding 3", residual, "relu"])
>>> total(block, (1, 3, 32, 32)).macs
11845632
>>> [layer, (rows, columns)] = receptive_fields(block)[-1]
>>> print(layer, rows)
relu Field(size=11, stride=2, padding=5)

Networks of the literature have names.

>>> cost = network("resnet50_torchvision").total()
>>> f"{cost.parameters / 1e6:.2f} M parameters, {cost.macs / 1e9:.2f} G multiply-accumulates"
'25.56 M parameters, 4.09 G multiply-accumulates'
"""

from convbook.cost import (
    branches,
    convolution,
    dense,
    kind,
    local,
    measure,
    networks,
    pointwise,
    pooling,
    products,
    squeeze_excitation,
    walk,
    written,
)
from convbook.cost.branches import *
from convbook.cost.convolution import *
from convbook.cost.dense import *
from convbook.cost.kind import *
from convbook.cost.local import *
from convbook.cost.measure import *
from convbook.cost.networks import *
from convbook.cost.pointwise import *
from convbook.cost.pooling import *
from convbook.cost.products import *
from convbook.cost.squeeze_excitation import *
from convbook.cost.walk import *
from convbook.cost.written import *

__all__ = [
    *branches.__all__,
    *convolution.__all__,
    *dense.__all__,
    *kind.__all__,
    *local.__all__,
    *measure.__all__,
    *networks.__all__,
    *pointwise.__all__,
    *pooling.__all__,
    *products.__all__,
    *squeeze_excitation.__all__,
    *walk.__all__,
    *written.__all__,
]
