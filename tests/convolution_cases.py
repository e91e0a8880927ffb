"""Settings in which no two sizes are equal, random ones, and arrays whose sums are exact."""

import numpy as np
from hypothesis import strategies as st

CASES = {
    "plain": dict(input=(2, 3, 8, 7), weight=(4, 3, 5, 6)),
    "stride 2 by 3": dict(input=(2, 3, 7, 9), weight=(4, 3, 1, 5), stride=(2, 3)),
    "padding 3 by 1": dict(input=(3, 1, 5, 8), weight=(2, 1, 6, 4), padding=(3, 1)),
    "padding beyond the window": dict(input=(3, 1, 4, 6), weight=(5, 1, 2, 7), padding=(3, 9)),
    "dilation 2 by 3": dict(input=(3, 2, 9, 13), weight=(1, 2, 4, 5), dilation=(2, 3)),
    "cells left over": dict(input=(1, 2, 10, 12), weight=(3, 2, 4, 5), stride=(4, 5)),
    "groups": dict(input=(5, 4, 8, 9), weight=(6, 2, 3, 7), groups=2, padding=(1, 0)),
    "depthwise, two a channel": dict(
        input=(2, 3, 9, 7), weight=(6, 1, 4, 5), groups=3, stride=(3, 1), padding=(2, 0)
    ),
    "same": dict(input=(2, 3, 7, 9), weight=(5, 3, 4, 6), padding="same", dilation=(3, 1)),
    "one by one": dict(input=(2, 5, 4, 7), weight=(3, 5, 1, 1)),
    "one axis": dict(input=(2, 3, 11), weight=(4, 3, 5), stride=2, padding=1, dilation=2),
    "three axes": dict(
        input=(2, 3, 5, 7, 6), weight=(8, 3, 4, 2, 1), stride=(1, 3, 2), padding=(2, 0, 1)
    ),
    "all at once": dict(
        input=(3, 4, 11, 9), weight=(6, 2, 5, 1),
        stride=(2, 3), padding=(3, 1), dilation=(2, 4), groups=2,
    ),
}  # fmt: skip


def setting(case):
    """Input shape, weight shape, and the other arguments of a case."""
    how = dict(CASES[case])
    return how.pop("input"), how.pop("weight"), how


def rank(case):
    """Window axes of a case."""
    return len(CASES[case]["weight"]) - 2


def arrays(*shapes, seed=0):
    """Whole numbers held as float64: their sums are exact, so tests can ask for ``==``."""
    rng = np.random.default_rng(seed)
    return [rng.integers(-9, 10, shape).astype(float) for shape in shapes]


def same(ours, theirs):
    """Equal shapes, kinds and numbers."""
    return ours.shape == theirs.shape and ours.dtype == theirs.dtype and (ours == theirs).all()


@st.composite
def convolutions(draw, transposed):
    """Axes, shapes and settings that mostly, not always, belong together."""
    few = st.integers(1, 3)
    rank, groups = draw(few), draw(few)

    def each(least, most):
        return draw(st.tuples(*[st.integers(least, most)] * rank))

    read, made = groups * draw(few), groups * draw(few)
    slip = draw(st.sampled_from([0, 0, 0, 0, 0, 1]))
    batch = draw(st.sampled_from([(), (1,), (2,)] if transposed else [(), (0,), (1,), (2,)]))
    first, second = (read, made // groups) if transposed else (made, read // groups)
    shapes = (*batch, read + slip, *each(1, 7)), (first, second, *each(1, 3))
    how = dict(stride=each(1, 3), dilation=each(1, 3), groups=groups)
    how["padding"] = each(0, 4)
    if transposed:
        how["output_padding"] = each(0, 2)
    elif draw(st.booleans()):
        how["padding"] = draw(st.sampled_from(["same", "valid"]))
    bias = draw(st.sampled_from([None, None, (made,), (made + 1,)]))
    return rank, shapes, bias, how
