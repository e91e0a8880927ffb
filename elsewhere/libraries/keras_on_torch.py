"""Keras on PyTorch, on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras==3.15.1", "torch==2.13.0", "numpy==2.4.6"]
# ///

import os

os.environ["KERAS_BACKEND"] = "torch"

from elsewhere import keras_layers
from elsewhere.library import Library

library = Library("Keras on PyTorch", "keras", "torch")
keras_layers.answer_all(library)

if __name__ == "__main__":
    library.tell()
