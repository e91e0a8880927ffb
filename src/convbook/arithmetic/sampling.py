"""Shapes and settings of sampling on a grid."""

from convbook.arithmetic.arguments import expect_kind, whole


def check_grid(input, grid, mode: str, padding_mode: str) -> int:
    """The number of axes that a grid points into.

    Raises
    ------
    TypeError, ValueError
        If the arrays and the modes do not belong together.
    """
    input_shape, grid_shape = input.shape, grid.shape
    rank = len(input_shape) - 2
    expect_kind("input", input.dtype, "f", "floating-point numbers")
    if grid.dtype != input.dtype:
        raise TypeError(f"grid must hold {input.dtype} as input does, got {grid.dtype}")
    if mode not in ("bilinear", "nearest", "bicubic"):
        raise ValueError(f"mode must be one of bilinear, nearest, bicubic; got {mode!r}")
    if padding_mode not in ("zeros", "border", "reflection"):
        raise ValueError(
            f"padding_mode must be one of zeros, border, reflection; got {padding_mode!r}"
        )
    if rank not in (2, 3) or (mode == "bicubic" and rank == 3):
        allowed = "4 axes" if mode == "bicubic" else "4 or 5 axes"
        raise ValueError(f"mode {mode!r} takes an input of {allowed}, got {rank + 2}")
    if len(grid_shape) != rank + 2 or grid_shape[0] != input_shape[0] or grid_shape[-1] != rank:
        raise ValueError(
            f"grid must have shape ({input_shape[0]}, *places, {rank}) with {rank + 2} axes for an "
            f"input of shape {tuple(input_shape)}, got {tuple(grid_shape)}"
        )
    if 0 in input_shape[2:]:
        raise ValueError(f"input has an axis of 0 cells among {tuple(input_shape[2:])}")
    return rank


def check_theta(theta_shape, size) -> tuple[int, ...]:
    """The output shape of an affine grid, as whole numbers.

    Raises
    ------
    TypeError, ValueError
        If the matrices and the size do not belong together.
    """
    size = tuple(whole("size", number) for number in size)
    if len(size) not in (4, 5):
        raise ValueError(f"size takes 4 or 5 numbers, got {len(size)}")
    wanted = (size[0], len(size) - 2, len(size) - 1)
    if tuple(theta_shape) != wanted:
        raise ValueError(f"theta must have shape {wanted}, got {tuple(theta_shape)}")
    if min(size) < 1:
        raise ValueError(f"size must be at least 1 along each axis, got {size}")
    return size
