"""Paint the picture of README.md: ``python tools/readme_picture.py``."""

from pathlib import Path

import numpy as np

import convbook.functional as F
from convbook.arithmetic import Slide
from convbook.draw import conv_step, paint

PLACE = Path(__file__).parent.parent / "book" / "_static" / "readme.svg"


def picture():
    """Step 6 of a 3 by 3 kernel at stride 2 over a 5 by 5 image with one cell of padding."""
    image = np.array(
        [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
    )
    kernel = np.array([[0, 1, 2], [2, 2, 0], [0, 1, 2]])
    output = F.conv2d(image[None, None], kernel[None, None], stride=2, padding=1)[0, 0]
    slide = Slide(kernel=3, stride=2, padding=1)
    return paint(conv_step(image.shape, (slide, slide), 5, image, kernel, output))


if __name__ == "__main__":
    PLACE.write_text(picture().standalone + "\n", encoding="utf-8")
