"""Sizes through many layers."""

from collections.abc import Iterable

from convbook.arithmetic.arguments import at_least
from convbook.arithmetic.slide import Slide

__all__ = ["halvings", "sizes_through"]


def sizes_through(size: int, windows: Iterable[Slide]) -> list[int]:
    """The size before the first window and after each one that still fits.

    The chain ends early where a window does not fit any more. To ask how long a network of equal
    layers can become, hand in an endless ``itertools.repeat(window)`` of a window that shrinks.

    >>> from itertools import repeat
    >>> sizes_through(32, repeat(Slide(kernel=5)))
    [32, 28, 24, 20, 16, 12, 8, 4]
    >>> sizes_through(7, [Slide(3, stride=2, padding=1), Slide(2, stride=2)])
    [7, 4, 2]

    Raises
    ------
    ValueError
        If an endless chain does not shrink: it would never end.
    """
    sizes = [at_least(0, "size", size)]
    for window in windows:
        if sizes[-1] + window.before + window.after < window.extent:
            break
        sizes.append(window.outputs(sizes[-1]))
        if len(sizes) > 10_000:
            raise ValueError(f"the chain has {len(sizes)} sizes and still stands at {sizes[-1]}")
    return sizes


def halvings(size: int) -> list[int]:
    """``size`` divided by two for as long as nothing is left over.

    >>> halvings(224), halvings(30)
    ([224, 112, 56, 28, 14, 7], [30, 15])
    """
    sizes = [at_least(1, "size", size)]
    while sizes[-1] % 2 == 0:
        sizes.append(sizes[-1] // 2)
    return sizes
