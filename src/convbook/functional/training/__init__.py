"""Losses, dropout and embeddings.

All raise TypeError if a setting is not a number, an array of a loss is complex, classes or rows are
not whole numbers, ``generator`` is not a generator, or numbers cannot be scaled in place because
they are whole; and ValueError if the shapes do not belong together, a setting is out of its range,
a class or row does not exist, a word is not one of those listed, or what is to be changed in place
is read-only.
"""

from convbook.functional.training import dropouts, embeddings, losses
from convbook.functional.training.dropouts import *
from convbook.functional.training.embeddings import *
from convbook.functional.training.losses import *

__all__ = [*dropouts.__all__, *embeddings.__all__, *losses.__all__]
