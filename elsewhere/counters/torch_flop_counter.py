"""The counter that comes with PyTorch; it counts two operations for a multiply-accumulate."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["torch==2.13.0", "numpy==2.4.6"]
# ///

import torch
from torch.utils.flop_counter import FlopCounterMode

from elsewhere import counter_layers
from elsewhere.library import Library

library = Library("torch.utils.flop_counter", "torch")


def counted(run):
    with FlopCounterMode(display=False) as counter:
        run()
    return counter.get_total_flops() / 2


def count(network, x):
    with torch.no_grad():
        return counted(lambda: network(x))


counter_layers.answer_all(library, count)


@library.answers("count-backward")
def backward(shape, written):
    y = counter_layers.LAYERS["count-depthwise"]()(torch.randn(shape, requires_grad=True))
    return counted(lambda: y.sum().backward())


if __name__ == "__main__":
    library.tell()
