"""The question turned round: which windows give a wanted output size?"""

from collections.abc import Iterable
from itertools import product

from convbook.arithmetic.arguments import at_least
from convbook.arithmetic.slide import Slide

__all__ = ["windows_giving"]


def windows_giving(
    outputs: int,
    size: int,
    kernels: Iterable[int] = range(1, 8),
    strides: Iterable[int] = range(1, 5),
    paddings: Iterable[int] = range(4),
    dilations: Iterable[int] = (1,),
) -> list[Slide]:
    """All windows, among those offered, that make ``outputs`` cells of ``size``.

    Parameters
    ----------
    outputs, size : int
        Cells of the wanted output and of the given input.
    kernels, strides, paddings, dilations : iterable of int
        The values to try.

    Returns
    -------
    list of Slide
        In the order of the values, kernels first. Empty if nothing offered does it.

    Examples
    --------
    >>> for window in windows_giving(3, size=6, kernels=(2, 3), paddings=(0, 1)): print(window)
    Slide(kernel=2, stride=2, padding=0, dilation=1)
    Slide(kernel=2, stride=3, padding=1, dilation=1)
    Slide(kernel=3, stride=2, padding=1, dilation=1)
    """
    outputs, size = at_least(1, "outputs", outputs), at_least(0, "size", size)
    offered = (Slide(*setting) for setting in product(kernels, strides, paddings, dilations))
    return [
        window
        for window in offered
        if window.extent <= size + window.before + window.after and window.outputs(size) == outputs
    ]
