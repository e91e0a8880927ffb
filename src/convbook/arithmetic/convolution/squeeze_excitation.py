"""The shapes of squeeze and excitation."""

from convbook.arithmetic.arguments import expect_shape, filled


def excitation_shapes(input_shape, weight1_shape, weight2_shape, bias1_shape, bias2_shape):
    """Refuse shapes that do not belong together; the input with a batch axis.

    Raises
    ------
    ValueError
        Naming the argument and both shapes.

    Examples
    --------
    >>> excitation_shapes((6, 5, 4), (2, 6), (6, 2), None, (6,))
    (1, 6, 5, 4)
    """
    if len(input_shape) not in (3, 4):
        raise ValueError(
            f"input must have 4 axes, or 3 without a batch; got {len(input_shape)} "
            f"in shape {tuple(input_shape)}"
        )
    with_batch = (1, *input_shape)[-4:]
    filled("input", with_batch[1:])
    if len(weight1_shape) != 2:
        raise ValueError(
            f"weight1 must have 2 axes, got {len(weight1_shape)} in shape {tuple(weight1_shape)}"
        )
    filled("weight1", weight1_shape)
    channels, middle = with_batch[1], weight1_shape[0]
    expect_shape("weight1", weight1_shape, (middle, channels))
    expect_shape("weight2", weight2_shape, (channels, middle))
    if bias1_shape is not None:
        expect_shape("bias1", bias1_shape, (middle,))
    if bias2_shape is not None:
        expect_shape("bias2", bias2_shape, (channels,))
    return with_batch
