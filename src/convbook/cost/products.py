"""The products of a convolution, counted without listing them."""

from math import prod

from convbook.arithmetic import Plan


def products_nominal(plan: Plan) -> int:
    """Multiplications of a convolution if those with a border cell are done as well.

    .. math:: N \\cdot O \\cdot \\prod \\text{places} \\cdot \\frac{C}{\\text{groups}} \\cdot
        \\prod \\text{taps}

    This is what tools and papers print.

    >>> products_nominal(Plan.of((1, 2, 5), (3, 2, 3), padding=1))
    90
    """
    return prod(plan.output_shape) * plan.ins * prod(plan.kernel)


def products_inside(plan: Plan) -> int:
    """Multiplications of a convolution that meet a cell of the input: those that must be done.

    Their number is that of :meth:`convbook.arithmetic.Plan.products`. An axis at a time: every
    input cell is read as often as windows reach it.

    >>> products_inside(Plan.of((1, 2, 5), (3, 2, 3), padding=1))
    78
    """
    met = (sum(window.reached(size)) for window, size in zip(plan.windows, plan.sizes, strict=True))
    return plan.batch * plan.out_channels * plan.ins * prod(met)
