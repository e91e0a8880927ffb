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

from convbook.cost.branches import Add as Add
from convbook.cost.branches import Branches as Branches
from convbook.cost.branches import Concat as Concat
from convbook.cost.branches import Split as Split
from convbook.cost.convolution import Conv as Conv
from convbook.cost.convolution import ConvTranspose as ConvTranspose
from convbook.cost.convolution import Depthwise as Depthwise
from convbook.cost.dense import Flatten as Flatten
from convbook.cost.dense import Linear as Linear
from convbook.cost.dense import SqueezeExcite as SqueezeExcite
from convbook.cost.kind import Layer as Layer
from convbook.cost.local import LocallyConnected as LocallyConnected
from convbook.cost.measure import Cost as Cost
from convbook.cost.measure import Total as Total
from convbook.cost.networks import Network as Network
from convbook.cost.networks import network as network
from convbook.cost.networks import network_names as network_names
from convbook.cost.pointwise import Activation as Activation
from convbook.cost.pointwise import BatchNorm as BatchNorm
from convbook.cost.pointwise import ChannelShuffle as ChannelShuffle
from convbook.cost.pointwise import Select as Select
from convbook.cost.pooling import AvgPool as AvgPool
from convbook.cost.pooling import GlobalAvgPool as GlobalAvgPool
from convbook.cost.pooling import MaxPool as MaxPool
from convbook.cost.products import products_inside as products_inside
from convbook.cost.products import products_nominal as products_nominal
from convbook.cost.walk import Map as Map
from convbook.cost.walk import Step as Step
from convbook.cost.walk import receptive_fields as receptive_fields
from convbook.cost.walk import steps as steps
from convbook.cost.walk import total as total
from convbook.cost.written import layer as layer
from convbook.cost.written import layers as layers

__all__ = [
    "Activation",
    "Add",
    "AvgPool",
    "BatchNorm",
    "Branches",
    "ChannelShuffle",
    "Concat",
    "Conv",
    "ConvTranspose",
    "Cost",
    "Depthwise",
    "Flatten",
    "GlobalAvgPool",
    "Layer",
    "Linear",
    "LocallyConnected",
    "Map",
    "MaxPool",
    "Network",
    "Select",
    "Split",
    "SqueezeExcite",
    "Step",
    "Total",
    "layer",
    "layers",
    "network",
    "network_names",
    "products_inside",
    "products_nominal",
    "receptive_fields",
    "steps",
    "total",
]
