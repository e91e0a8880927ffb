"""Losses, dropout and embeddings."""

from convbook.definition.training import dropouts, embeddings, losses
from convbook.definition.training.dropouts import *
from convbook.definition.training.embeddings import *
from convbook.definition.training.losses import *

__all__ = [*dropouts.__all__, *embeddings.__all__, *losses.__all__]
