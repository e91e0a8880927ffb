"""OpenVINO on a CPU, from ONNX models."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["openvino==2026.4.1", "onnx==1.23.2", "numpy==2.4.6"]
# ///

import io
import re

import openvino

from elsewhere import onnx_models
from elsewhere.library import Library, Refusal

library = Library("OpenVINO", "openvino", "onnx")
core = openvino.Core()


def run(model, x):
    try:
        read = core.read_model(io.BytesIO(model.SerializeToString()))
    except RuntimeError as error:
        raise Refusal(re.search("No conversion rule.*", str(error))[0]) from None
    compiled = core.compile_model(read, "CPU")
    given = compiled(x)
    return [given[port] for port in compiled.outputs]


onnx_models.answer_all(library, run, Refusal)

if __name__ == "__main__":
    library.tell()
