"""fvcore, on modules of PyTorch."""
# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "torch==2.13.0",
#     "numpy==2.4.6",
#     "fvcore==0.1.5.post20221221",
# ]
# ///

import logging

from fvcore.nn import FlopCountAnalysis

from elsewhere import counter_layers
from elsewhere.library import Library

logging.disable()

library = Library("fvcore", "fvcore", "torch")


def count(network, x):
    return FlopCountAnalysis(network, x).total()


counter_layers.answer_all(library, count)

if __name__ == "__main__":
    library.tell()
