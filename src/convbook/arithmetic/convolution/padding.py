"""Which cell of an axis a border cell repeats: the index maps of ``pad``."""

from math import isfinite

from convbook.arithmetic.arguments import counted, whole

MODES = ("constant", "reflect", "replicate", "circular")


def border_map(size: int, before: int, after: int, mode: str) -> list[int | None]:
    """For each cell of the padded axis, the cell of the given axis that it repeats.

    Parameters
    ----------
    size : int
        Cells of the given axis.
    before, after : int
        Cells to add on each side; a negative number crops.
    mode : {'constant', 'reflect', 'replicate', 'circular'}
        'constant' repeats nothing: its border cells are None. 'reflect' mirrors without repeating
        the outermost cell, 'replicate' repeats the outermost cell, 'circular' goes on with the
        other end of what is left after cropping.

    Returns
    -------
    list of int or None
        ``before + size + after`` entries.

    Raises
    ------
    ValueError
        If more is cropped than there is, or the border is too wide for its mode.

    Examples
    --------
    >>> border_map(4, 2, 3, "reflect")
    [2, 1, 0, 1, 2, 3, 2, 1, 0]
    >>> border_map(4, 2, -1, "replicate")
    [0, 0, 0, 1, 2]
    >>> border_map(4, 2, 1, "circular")
    [2, 3, 0, 1, 2, 3, 0]
    """
    first, last = max(0, -before), size - 1 - max(0, -after)
    left = last - first + 1
    if min(size, size + before, size + after, size + before + after) < 0:
        raise ValueError(
            f"padding ({before}, {after}) crops {-min(before, 0) - min(after, 0)} of "
            f"{counted(size, 'cell')}"
        )
    widest = max(before, after)
    most = {"reflect": size - 1, "circular": left}.get(mode, widest)
    if mode in ("reflect", "replicate") and size + before + after < 1:
        raise ValueError(
            f"padding ({before}, {after}) in mode {mode!r} leaves 0 of "
            f"{counted(size, 'cell')}; 1 is needed"
        )
    if mode != "constant" and size == 0 < before + after:
        raise ValueError(f"padding ({before}, {after}) in mode {mode!r} has 0 cells to repeat")
    if widest > most:
        raise ValueError(
            f"padding ({before}, {after}) in mode {mode!r} repeats at most {most} of "
            f"{counted(size, 'cell')} on a side, got {widest}"
        )
    cells = range(-before, size + after)
    if mode == "constant":
        return [cell if 0 <= cell < size else None for cell in cells]
    if mode == "replicate":
        return [min(max(cell, 0), size - 1) for cell in cells]
    if mode == "circular":
        return [first + (cell - first) % left for cell in cells]
    turns = (abs(cell) for cell in cells)
    return [cell if cell < size else 2 * (size - 1) - cell for cell in turns]


def border_maps(shape, pad, mode: str) -> list[list[int | None]]:
    """One :func:`border_map` for each axis of ``shape``.

    ``pad`` is read as torch reads it: (before, after) of the last axis first, then of the axis
    before it, and so on.

    Raises
    ------
    TypeError, ValueError
        If ``pad`` is no sequence of whole numbers, or does not fit the shape and the mode.
    """
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}; got {mode!r}")
    if not isinstance(pad, (tuple, list)):
        raise TypeError(f"pad must be a sequence of whole numbers, got {pad!r}")
    amounts = [whole("pad", amount) for amount in pad]
    rank, odd = divmod(len(amounts), 2)
    if odd:
        raise ValueError(f"pad takes 2 numbers for each axis, got {len(amounts)}")
    if rank > len(shape):
        raise ValueError(f"pad has numbers for {counted(rank, 'axis')}, but input has {len(shape)}")
    if mode != "constant":
        if rank not in (1, 2, 3) or len(shape) - rank not in (1, 2):
            raise ValueError(
                f"mode {mode!r} pads the last 1, 2 or 3 axes behind a channel axis (and a batch "
                f"axis); got numbers for {counted(rank, 'axis')} and an input of {len(shape)}"
            )
        if mode != "circular" and 0 in shape[len(shape) - rank - 1 :]:
            raise ValueError(f"mode {mode!r} needs cells on every axis but the batch, got {shape}")
    pairs = [(0, 0)] * (len(shape) - rank) + [
        (amounts[2 * axis], amounts[2 * axis + 1]) for axis in reversed(range(rank))
    ]
    return [
        list(range(size)) if pair == (0, 0) else border_map(size, *pair, mode)
        for size, pair in zip(shape, pairs, strict=True)
    ]


def border_value(mode: str, value, kind):
    """What a constant border of numbers of this kind holds; the other modes take 0 or nothing.

    Raises
    ------
    TypeError
        If numbers of this kind cannot be that value.
    ValueError
        If another mode is given a value.
    """
    value = 0 if value is None else value
    if mode != "constant" and value != 0:
        raise ValueError(f"mode {mode!r} takes no value, got {value}")
    if isinstance(value, complex):
        if kind.kind != "c":
            raise TypeError(f"value {value} is complex, but the array holds {kind}")
    elif kind.kind in "iu" and not isfinite(value):
        raise TypeError(f"value {value} is no whole number, but the array holds {kind}")
    return value
