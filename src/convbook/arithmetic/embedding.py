"""Which arrays and settings belong together in an embedding."""

from convbook.arithmetic.checks import real
from convbook.arithmetic.slide import whole


def check_table(input, weight, padding_idx, max_norm, norm_type) -> int | None:
    """The padded row, counted from 0, or None.

    Raises
    ------
    TypeError, ValueError
        If the arrays and settings do not belong together.
    """
    if len(weight.shape) != 2:
        raise ValueError(f"weight must have 2 axes, got {len(weight.shape)}")
    if input.dtype.kind not in "iu":
        raise TypeError(f"input must hold whole numbers, but is of kind {input.dtype}")
    rows = weight.shape[0]
    for extreme in (int(input.min()), int(input.max())) if input.size else ():
        if not 0 <= extreme < rows:
            raise ValueError(f"input must be from 0 to {rows - 1}, got {extreme}")
    if max_norm is not None:
        real("max_norm", max_norm)
        real("norm_type", norm_type)
    if padding_idx is None:
        return None
    row = whole("padding_idx", padding_idx)
    if not -rows <= row < max(rows, 1):
        raise ValueError(f"padding_idx must be from {-rows} to {rows - 1}, got {row}")
    return row + rows if row < 0 else row
