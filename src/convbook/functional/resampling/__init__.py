"""Interpolation, sampling on a grid, and shuffles between channels and space."""

from convbook.functional.resampling import interpolation, sampling, shuffles
from convbook.functional.resampling.interpolation import *
from convbook.functional.resampling.sampling import *
from convbook.functional.resampling.shuffles import *

__all__ = [*interpolation.__all__, *sampling.__all__, *shuffles.__all__]
