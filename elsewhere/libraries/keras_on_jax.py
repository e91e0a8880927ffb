"""Keras on JAX, on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras==3.15.1", "jax==0.10.2", "numpy==2.4.6"]
# ///

import os

os.environ["KERAS_BACKEND"] = "jax"

from elsewhere import keras_layers
from elsewhere.library import Library

library = Library("Keras on JAX", "keras", "jax")
keras_layers.answer_all(library)

if __name__ == "__main__":
    library.tell()
