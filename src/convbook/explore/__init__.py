"""Figures that readers move and questions that answer, in a kernel and on a page without one."""

from convbook.explore.explorer import Explorer as Explorer
from convbook.explore.frames import Frame as Frame
from convbook.explore.predict import Predict as Predict
