"""torchinfo, on modules of PyTorch."""
# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "torch==2.13.0",
#     "numpy==2.4.6",
#     "torchinfo==1.8.0",
# ]
# ///

import torchinfo

from elsewhere import counter_layers
from elsewhere.library import Library

library = Library("torchinfo", "torchinfo", "torch")


def count(network, x):
    return torchinfo.summary(network, input_data=x, verbose=0).total_mult_adds


counter_layers.answer_all(library, count)

if __name__ == "__main__":
    library.tell()
