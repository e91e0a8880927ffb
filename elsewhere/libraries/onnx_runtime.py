"""ONNX Runtime on a CPU."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["onnxruntime==1.32.0", "onnx==1.23.2", "numpy==2.4.6"]
# ///

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as errors

from elsewhere import onnx_models
from elsewhere.library import Library, Refusal

library = Library("ONNX Runtime", "onnxruntime", "onnx")
REFUSALS = (errors.NotImplemented, errors.Fail, errors.RuntimeException, errors.InvalidArgument)


def run(model, x):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        return session.run(None, {"x": x})
    except REFUSALS as error:
        said = str(error).split("Status Message: ")[-1]
        raise Refusal(said.split("[with T = float] ")[-1]) from None


onnx_models.answer_all(library, run, Refusal)

if __name__ == "__main__":
    library.tell()
