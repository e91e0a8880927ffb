"""Interpolation, sampling on a grid, and shuffles between channels and space."""

from convbook.definition.resampling import interpolation, sampling, shuffles
from convbook.definition.resampling.interpolation import *
from convbook.definition.resampling.sampling import *
from convbook.definition.resampling.shuffles import *

__all__ = [*interpolation.__all__, *sampling.__all__, *shuffles.__all__]
