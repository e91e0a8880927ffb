"""OpenCV: its image functions, and its network module on ONNX models."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["opencv-python-headless==5.0.0.93", "onnx==1.23.2", "numpy==2.4.6"]
# ///

import cv2
import numpy as np

from elsewhere import onnx_models
from elsewhere.library import Library, Refusal

library = Library("OpenCV", "opencv-python-headless", "onnx")
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def run(model, x):
    try:
        net = cv2.dnn.readNetFromONNX(np.frombuffer(model.SerializeToString(), np.uint8))
        net.setInput(x, "x")
        return net.forward(net.getUnconnectedOutLayersNames())
    except cv2.error as error:
        said = str(error).split("error: ")[-1].strip().splitlines()[0]
        raise Refusal(said) from None


onnx_models.answer_all(library, run, Refusal)

if __name__ == "__main__":
    library.tell()
