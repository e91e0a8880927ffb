"""The reference evaluator of ONNX: the standard in NumPy."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["onnx==1.23.2", "numpy==2.4.6"]
# ///

from onnx.reference import ReferenceEvaluator

from elsewhere import onnx_models
from elsewhere.library import Library

library = Library("ONNX reference evaluator", "onnx", "numpy")


def run(model, x):
    return ReferenceEvaluator(model).run(None, {"x": x})


onnx_models.answer_all(library, run)

if __name__ == "__main__":
    library.tell()
