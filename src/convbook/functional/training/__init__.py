"""Losses, dropout and embeddings."""

from convbook.functional.training import dropouts, embeddings, losses
from convbook.functional.training.dropouts import *
from convbook.functional.training.embeddings import *
from convbook.functional.training.losses import *

__all__ = [*dropouts.__all__, *embeddings.__all__, *losses.__all__]
