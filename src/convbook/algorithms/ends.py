"""What every algorithm does at its two ends: refuse what it does not know, and add the bias."""

from convbook.arithmetic.arguments import expect_shape


def only(plan, method, **known):
    """Refuse a plan whose windows or groups have another setting than the method knows.

    >>> from convbook.arithmetic import Plan
    >>> only(Plan.of((1, 1, 5), (1, 1, 3), stride=2), "this method", stride=1)
    Traceback (most recent call last):
    ...
    ValueError: this method needs stride 1, got 2
    """
    for setting, wanted in known.items():
        held_by = [plan] if setting == "groups" else plan.windows
        for owner in held_by:
            if getattr(owner, setting) != wanted:
                raise ValueError(
                    f"{method} needs {setting} {wanted}, got {getattr(owner, setting)}"
                )


def finish(plan, output, bias):
    """``output`` and one number a channel, in the shape that was asked for."""
    if bias is not None:
        expect_shape("bias", bias.shape, (plan.out_channels,))
        output = output + bias.reshape(-1, *[1] * len(plan.places))
    return plan.as_given(output)


def bias_gradient(plan, grad, bias):
    """A bias reaches every cell of its channel."""
    if bias is None:
        return None
    expect_shape("bias", bias.shape, (plan.out_channels,))
    return grad.sum((0, *range(2, grad.ndim)))
