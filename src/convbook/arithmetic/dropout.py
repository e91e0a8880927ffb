"""What a dropout drops together."""

from warnings import warn

from convbook.arithmetic.checks import real


def mask_shape(p, shape) -> tuple[int, ...]:
    """One number for every cell."""
    real("p", p, 0, 1)
    return tuple(shape)


def channel_mask_shape(p, shape, rank: int) -> tuple[int, ...]:
    """One number for every channel of ``(N, C, *sizes)`` or ``(C, *sizes)`` with ``rank`` sizes.

    For ``rank`` 2 an input of 3 axes is read as (N, C, L), with a warning, as PyTorch reads it.

    >>> channel_mask_shape(0.5, (2, 3, 5, 7), 2), channel_mask_shape(0.5, (3, 5), 1)
    ((2, 3, 1, 1), (3, 1))
    """
    real("p", p, 0, 1)
    if len(shape) not in (rank + 1, rank + 2):
        raise ValueError(
            f"input must have {rank + 2} or {rank + 1} axes, got {len(shape)} in shape "
            f"{tuple(shape)}"
        )
    if rank == 2 and len(shape) == 3:
        warn("dropout2d reads 3 axes as (N, C, L), not as (C, H, W)", stacklevel=4)
        return (*shape[:2], 1)
    whole_axes = len(shape) - rank
    return (*shape[:whole_axes], *[1] * rank)
