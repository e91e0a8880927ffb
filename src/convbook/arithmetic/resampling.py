"""The integers of resampling: sizes, steps, and channels traded for places."""

from dataclasses import dataclass
from math import floor, inf

from convbook.arithmetic.arguments import choice, counted, listed, real, whole

MODES = {
    "nearest": (1, 2, 3),
    "nearest-exact": (1, 2, 3),
    "area": (1, 2, 3),
    "linear": (1,),
    "bilinear": (2,),
    "trilinear": (3,),
    "bicubic": (2,),
}


@dataclass(frozen=True)
class Resampled:
    """One axis of an interpolation.

    Attributes
    ----------
    size, outputs : int
        Cells of the input and of the output.
    step : float
        Cells of the input from one output cell to the next.
    factor : float, optional
        The scale factor, where it sets the step.
    """

    size: int
    outputs: int
    step: float
    factor: float | None = None


def resampled(
    input_shape,
    size,
    scale_factor,
    mode,
    align_corners,
    recompute_scale_factor,
    antialias=False,
) -> tuple[Resampled, ...]:
    """One :class:`Resampled` for each axis behind batch and channel.

    Without a size there are ``floor(cells * scale_factor)`` output cells. The step between them is
    cells / outputs; with aligned corners (cells - 1) / (outputs - 1); for a scale factor that is
    not recomputed, 1 / scale_factor.

    Raises
    ------
    TypeError, ValueError
        If the shape, the mode and the sizes do not belong together.

    >>> resampled((1, 1, 5), None, 1.5, "linear", False, None)
    (Resampled(size=5, outputs=7, step=0.6666666666666666, factor=1.5),)
    """
    sizes = check_mode(input_shape, mode, align_corners, antialias)
    if (size is None) == (scale_factor is None):
        raise ValueError(
            f"one of size and scale_factor must be given, got size={size} and "
            f"scale_factor={scale_factor}"
        )
    if recompute_scale_factor and size is not None:
        raise ValueError(f"recompute_scale_factor needs a scale_factor, got size={size}")
    if size is not None:
        outputs = [whole("size", number) for number in one_each("size", size, len(sizes))]
        factors = [None] * len(sizes)
    else:
        factors = one_each("scale_factor", scale_factor, len(sizes))
        outputs = [scaled(n, factor) for n, factor in zip(sizes, factors, strict=True)]
    if min(outputs) < 1:
        raise ValueError(f"the output must have 1 cell or more along each axis, got {outputs}")
    if max(outputs) >= 2**63:
        raise ValueError(f"the output must have less than 2**63 cells along an axis, got {outputs}")
    if mode == "area" or recompute_scale_factor:
        factors = [None] * len(sizes)
    return tuple(
        Resampled(n, m, step_of(n, m, factor, align_corners), factor)
        for n, m, factor in zip(sizes, outputs, factors, strict=True)
    )


def scaled(size: int, factor) -> int:
    """Whole cells in ``size * factor``."""
    if not -inf < size * real("scale_factor", factor) < inf:
        raise ValueError(f"scale_factor must be finite, got {factor} for {counted(size, 'cell')}")
    return floor(size * factor)


def check_mode(input_shape, mode, align_corners, antialias) -> tuple[int, ...]:
    """The axes that the mode resamples."""
    shape = tuple(input_shape)
    choice("mode", mode, tuple(MODES))
    if len(shape) - 2 not in MODES[mode]:
        axes = " or ".join(str(rank + 2) for rank in MODES[mode])
        raise ValueError(f"mode {mode!r} takes an input of {axes} axes, got {len(shape)}")
    if align_corners is not None and mode in ("nearest", "nearest-exact", "area"):
        raise ValueError(f"mode {mode!r} takes no align_corners, got {align_corners}")
    if antialias and mode not in ("bilinear", "bicubic"):
        raise ValueError(f"antialias=True takes mode 'bilinear' or 'bicubic', got {mode!r}")
    if 0 in shape[1:]:
        raise ValueError(f"input has an axis of 0 cells among {shape[1:]}; each needs 1")
    return shape[2:]


def step_of(size: int, outputs: int, factor, align_corners) -> float:
    """Cells of the input from one output cell to the next."""
    if align_corners:
        return (size - 1) / (outputs - 1) if outputs > 1 else 0.0
    return size / outputs if factor is None else 1 / factor


def one_each(name: str, value, rank: int) -> list:
    """One number for all axes, or one for each."""
    values = listed(value)
    if not isinstance(values, list):
        return [values] * rank
    if len(values) != rank:
        raise ValueError(
            f"{name} takes {counted(rank, 'number')} for {counted(rank, 'axis')}, got {len(values)}"
        )
    return values


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
