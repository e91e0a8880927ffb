"""The integers of convolutions whose weights change from place to place."""

from convbook.arithmetic.arguments import expect_shape, filled
from convbook.arithmetic.plan import Plan


def local_plan(
    rank, input_shape, weight_shape, stride=1, padding=0, dilation=1, bias_shape=None
) -> Plan:
    """The plan of a weight of shape ``(O, *places, C, *kernel)``: one kernel for every place.

    Raises
    ------
    TypeError, ValueError
        If the shapes and settings do not belong together.

    Examples
    --------
    >>> local_plan(1, (2, 3, 5), (4, 4, 3, 2)).output_shape
    (2, 4, 4)
    """
    expect_axes(weight_shape, 2 * rank + 2)
    channels = weight_shape[0]
    shared = (channels, *weight_shape[1 + rank :])
    plan = Plan.of(input_shape, shared, stride, padding, dilation, rank=rank)
    expect_shape("weight", weight_shape, (channels, *plan.places, *shared[1:]))
    if bias_shape is not None:
        expect_shape("bias", bias_shape, (channels, *plan.places))
    return plan


def tiled_plan(
    rank, input_shape, weight_shape, stride=1, padding=0, dilation=1, bias_shape=None
) -> Plan:
    """The plan of a weight of shape ``(O, C, *kernel, *turns)``: kernels that take turns.

    Raises
    ------
    TypeError, ValueError
        If the shapes and settings do not belong together.

    Examples
    --------
    >>> tiled_plan(1, (2, 3, 5), (4, 3, 2, 7)).output_shape
    (2, 4, 4)
    """
    expect_axes(weight_shape, 2 * rank + 2)
    filled("weight", weight_shape[2 + rank :])
    if bias_shape is not None:
        expect_shape("bias", bias_shape, (weight_shape[0], *weight_shape[2 + rank :]))
    return Plan.of(input_shape, weight_shape[: 2 + rank], stride, padding, dilation, rank=rank)


def expect_axes(weight_shape, wanted: int) -> None:
    """Refuse a weight with another number of axes."""
    if len(weight_shape) != wanted:
        raise ValueError(
            f"weight must have {wanted} axes, got {len(weight_shape)} "
            f"in shape {tuple(weight_shape)}"
        )
