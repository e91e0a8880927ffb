"""Figures that readers move: with a kernel they compute, on a page they play stored frames."""

from convbook.explore.explorer import Explorer as Explorer
from convbook.explore.frames import Frame as Frame
from convbook.explore.predict import Predict as Predict
