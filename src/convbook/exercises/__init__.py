"""Checkers for the exercises: they accept every right answer and name the fault of a wrong one.

One module a chapter; the solutions stand in the chapters, and nothing here shows them.
"""

from convbook.exercises import backpropagation as backpropagation
from convbook.exercises import counting as counting
from convbook.exercises import definition as definition
from convbook.exercises import dimensions as dimensions
from convbook.exercises import features as features
from convbook.exercises import fully_connected as fully_connected
from convbook.exercises import layer as layer
from convbook.exercises import learning as learning
from convbook.exercises import padding_and_stride as padding_and_stride
from convbook.exercises import pooling as pooling
from convbook.exercises import receptive_field as receptive_field
from convbook.exercises import resolution_depth_width as resolution_depth_width
from convbook.exercises import sparsity_sharing_equivariance as sparsity_sharing_equivariance
from convbook.exercises import time_and_memory as time_and_memory
from convbook.exercises.verdict import Verdict as Verdict
from convbook.exercises.verdict import check as check
