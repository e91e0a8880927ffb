"""The products of a convolution, counted without listing them."""

from math import prod

from convbook.arithmetic import Plan, Slide

__all__ = ["products_inside", "products_nominal"]


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

    Their number is that of :meth:`convbook.arithmetic.Plan.products`. It is a product over the
    axes, since on each of them place and tap alone decide whether a cell of the input is met.

    >>> products_inside(Plan.of((1, 2, 5), (3, 2, 3), padding=1))
    78
    """
    met = map(inside_along, plan.windows, plan.sizes)
    return plan.batch * plan.out_channels * plan.ins * prod(met)


def inside_along(window: Slide, size: int) -> int:
    r"""Pairs of a place i and a tap a that meet a cell: :math:`0 \le is + ad - p < \text{size}`.

    For a fixed place the taps that do are an interval, and for a fixed tap the places; the shorter
    of both ranges is stepped through.
    """
    places, taps = (window.outputs(size), window.stride), (window.kernel, window.dilation)
    (few, step), (many, other) = sorted([places, taps])
    pairs = 0
    for k in range(few):
        offset = window.before - k * step
        first, last = max(0, -(-offset // other)), min(many - 1, (offset + size - 1) // other)
        pairs += max(0, last - first + 1)
    return pairs
