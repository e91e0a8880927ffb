"""Checkers for the exercises: they accept every right answer and name the fault of a wrong one.

One module a chapter; the solutions stand in the chapters, and nothing here shows them.
"""

from convbook.exercises import time_and_memory as time_and_memory
from convbook.exercises.verdict import Verdict as Verdict
from convbook.exercises.verdict import check as check
