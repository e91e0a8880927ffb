"""thop, on modules of PyTorch."""
# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "torch==2.13.0",
#     "numpy==2.4.6",
#     "thop==0.1.1.post2209072238",
#     "setuptools==80.9.0",
# ]
# ///

import thop

from elsewhere import counter_layers
from elsewhere.library import Library

library = Library("thop", "thop", "torch")


def count(network, x):
    return thop.profile(network, (x,), verbose=False)[0]


counter_layers.answer_all(library, count)

if __name__ == "__main__":
    library.tell()
