"""Pooling by maximum, average and power mean, adaptive pooling, and unpooling.

Every function raises TypeError if a setting or the kind of number is not the right one, and
ValueError if the axes do not match, a setting is too small, or no cell lies under a window of a
maximum; also if ``norm_type`` or ``divisor_override`` is 0.
"""

from convbook.functional.pooling import adaptive_pool, avg_pool, lp_pool, max_pool, max_unpool
from convbook.functional.pooling.adaptive_pool import *
from convbook.functional.pooling.avg_pool import *
from convbook.functional.pooling.lp_pool import *
from convbook.functional.pooling.max_pool import *
from convbook.functional.pooling.max_unpool import *

__all__ = [
    *adaptive_pool.__all__,
    *avg_pool.__all__,
    *lp_pool.__all__,
    *max_pool.__all__,
    *max_unpool.__all__,
]
