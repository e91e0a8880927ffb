"""The integers of a deformable convolution."""

from math import prod

from convbook.arithmetic.arguments import counted, expect_shape
from convbook.arithmetic.plan import Plan


def deform_plan(
    input_shape, offset_shape, weight_shape, stride, padding, dilation, mask_shape, bias_shape=None
) -> tuple[Plan, int]:
    """The plan, and the number of groups of channels that share their offsets.

    The groups of the convolution follow from the channels: C divided by what the weight reads.

    Raises
    ------
    TypeError, ValueError
        If the shapes and settings do not belong together.

    Examples
    --------
    >>> plan, sharing = deform_plan((1, 4, 5, 6), (1, 8, 4, 6), (2, 4, 2, 1), 1, 0, 1, None)
    >>> plan.places, sharing
    ((4, 6), 2)
    """
    if len(input_shape) != 4 or len(weight_shape) != 4:
        raise ValueError(
            f"input and weight must have 4 axes, got shapes {tuple(input_shape)} "
            f"and {tuple(weight_shape)}"
        )
    channels, read = input_shape[1], weight_shape[1]
    if read < 1 or channels % read:
        raise ValueError(
            f"input has {counted(channels, 'channel')}, which the {read} that weight of shape "
            f"{tuple(weight_shape)} reads does not divide"
        )
    groups = max(1, channels // read)
    plan = Plan.of(input_shape, weight_shape, stride, padding, dilation, groups, 2, bias_shape)
    taps = prod(plan.kernel)
    given = offset_shape[1] if len(offset_shape) == 4 else 0
    sharing = given // (2 * taps)
    if sharing < 1 or given % (2 * taps) or channels % sharing:
        raise ValueError(
            f"offset must have {2 * taps} channels, 2 a tap, for each of some groups that divide "
            f"{counted(channels, 'input channel')}, got shape {tuple(offset_shape)}"
        )
    expect_shape("offset", offset_shape, (plan.batch, given, *plan.places))
    if mask_shape is not None:
        expect_shape("mask", mask_shape, (plan.batch, sharing * taps, *plan.places))
    return plan, sharing
