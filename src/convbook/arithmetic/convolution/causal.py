"""The integers of a convolution that never reads ahead."""

from dataclasses import replace

from convbook.arithmetic.arguments import each_axis
from convbook.arithmetic.plan import Plan
from convbook.arithmetic.slide import Slide, full_padding


def causal_plan(input_shape, weight_shape, stride, dilation, groups, bias_shape=None) -> Plan:
    """The plan of a convolution along one axis, with the whole border in front.

    Output cell ``i`` reads no cell behind ``i * stride``.

    Raises
    ------
    TypeError, ValueError
        If the shapes and settings do not belong together.

    Examples
    --------
    >>> [window] = causal_plan((1, 1, 5), (1, 1, 3), stride=1, dilation=2, groups=1).windows
    >>> window.reads(4), window.outputs(5)
    ([0, 2, 4], 5)
    """
    [step] = each_axis("dilation", dilation, 1)
    reach = full_padding(max(1, weight_shape[-1]), step) if weight_shape else 0
    both_sides = Plan.of(input_shape, weight_shape, stride, reach, dilation, groups, 1, bias_shape)
    [window], [size] = both_sides.windows, both_sides.sizes
    in_front = Slide(window.kernel, window.stride, (reach, 0), window.dilation)
    return replace(both_sides, windows=(in_front,), places=(in_front.outputs(size),))
