"""Pooling by maximum, average and power mean, adaptive pooling, and unpooling."""

from convbook.definition.pooling import adaptive_pool, avg_pool, lp_pool, max_pool, max_unpool
from convbook.definition.pooling.adaptive_pool import *
from convbook.definition.pooling.avg_pool import *
from convbook.definition.pooling.lp_pool import *
from convbook.definition.pooling.max_pool import *
from convbook.definition.pooling.max_unpool import *

__all__ = [
    *adaptive_pool.__all__,
    *avg_pool.__all__,
    *lp_pool.__all__,
    *max_pool.__all__,
    *max_unpool.__all__,
]
