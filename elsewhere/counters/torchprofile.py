"""torchprofile, on modules of PyTorch."""
# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "torch==2.13.0",
#     "numpy==2.4.6",
#     "torchprofile==0.1.0",
#     "setuptools==80.9.0",
# ]
# ///

import torchprofile

from elsewhere import counter_layers
from elsewhere.library import Library

library = Library("torchprofile", "torchprofile", "torch")


def count(network, x):
    return torchprofile.profile_macs(network, x)


counter_layers.answer_all(library, count)

if __name__ == "__main__":
    library.tell()
