"""The integers of the channel operations: which cell goes where."""

from convbook.arithmetic.shapes import counted
from convbook.arithmetic.slide import whole


def shuffled_shape(shape, factor, *, up: bool) -> tuple[int, ...]:
    """The shape after ``pixel_shuffle`` (up) or ``pixel_unshuffle``.

    Raises
    ------
    TypeError, ValueError
        If the shape and the factor do not belong together.

    >>> shuffled_shape((8, 3, 5), 2, up=True), shuffled_shape((2, 6, 10), 2, up=False)
    ((2, 6, 10), (8, 3, 5))
    """
    name = "upscale_factor" if up else "downscale_factor"
    factor = whole(name, factor)
    if factor < 1:
        raise ValueError(f"{name} must be at least 1, got {factor}")
    if len(shape) < 3:
        raise ValueError(f"input must have 3 axes or more, got {len(shape)}")
    *front, channels, rows, columns = shape
    if up:
        if channels % factor**2:
            raise ValueError(
                f"input has {counted(channels, 'channel')}, which {factor**2} does not divide"
            )
        return (*front, channels // factor**2, rows * factor, columns * factor)
    for kind, cells in (("row", rows), ("column", columns)):
        if cells % factor:
            raise ValueError(f"input has {counted(cells, kind)}, which {factor} does not divide")
    return (*front, channels * factor**2, rows // factor, columns // factor)


def check_shuffle(shape, groups) -> int:
    """``groups`` as an int that divides the channels.

    Raises
    ------
    TypeError, ValueError
        If the shape and the groups do not belong together.
    """
    groups = whole("groups", groups)
    if groups < 1:
        raise ValueError(f"groups must be at least 1, got {groups}")
    if len(shape) < 3:
        raise ValueError(f"input must have 3 axes or more, got {len(shape)}")
    if shape[1] % groups:
        raise ValueError(
            f"input has {counted(shape[1], 'channel')}, which groups={groups} does not divide"
        )
    return groups
