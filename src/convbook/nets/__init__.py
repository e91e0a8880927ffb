"""Networks as torch modules: the only part of the package that imports torch."""

from convbook.nets.bill import Bill, Line, bill
from convbook.nets.builder import build

__all__ = ["Bill", "Line", "bill", "build"]
