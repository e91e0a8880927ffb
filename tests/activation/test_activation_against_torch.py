"""Random settings of an activation, legal and illegal: PyTorch's numbers, or both refuse.

The exceptions are listed on the page ``book/api/differences.md``.
"""

import numpy as np
from agreement import agree
from hypothesis import given, settings
from hypothesis import strategies as st

from convbook import functional as F

some = st.integers(0, 4)

numbers = st.floats(-3, 3).filter(lambda x: x == 0 or abs(x) > 1e-3)
FUNCTIONS = {
    "relu": {},
    "relu6": {},
    "leaky_relu": {"negative_slope": numbers},
    "sigmoid": {},
    "tanh": {},
    "silu": {},
    "hardtanh": {"min_val": numbers, "max_val": numbers},
    "hardsigmoid": {},
    "hardswish": {},
    "elu": {"alpha": numbers},
    "gelu": {"approximate": st.sampled_from(["none", "tanh", "neither"])},
    "softplus": {"beta": numbers, "threshold": numbers},
    "softmax": {"dim": st.integers(-4, 3)},
    "log_softmax": {"dim": st.integers(-4, 3)},
    "glu": {"dim": st.integers(-4, 3)},
}


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(sorted(FUNCTIONS)), st.lists(some, max_size=3))
def test_functions_of_one_array(data, name, shape):
    how = {key: data.draw(values) for key, values in FUNCTIONS[name].items()}
    cells = st.floats(allow_nan=False, allow_subnormal=False)
    cells |= st.sampled_from([-3.0, 0.0, 1.0, 3.0, 6.0])
    count = int(np.prod(shape))
    x = np.array(data.draw(st.lists(cells, min_size=count, max_size=count))).reshape(shape)
    agree(F, name, {"input": x}, close=1e-7 if name == "hardsigmoid" else 1e-10, **how)
