"""The fifteen size relations of Dumoulin and Visin (2016), under their numbers.

The letters are theirs: ``i`` input, ``o`` output, ``k`` kernel, ``s`` stride, ``p`` padding on each
side, ``d`` dilation. A transposed convolution carries the letters of the convolution that it
transposes; its own input is ``i``. All sizes are in cells along one axis.

Relations 1 to 6 are convolutions, 7 is pooling, 8 to 14 transposed convolutions, 15 a dilated
convolution. They are written here as they stand in the paper and share no code with
:class:`convbook.arithmetic.Slide`, so that each can be tested against the other.
"""

from collections.abc import Callable

__all__ = ["RELATIONS"]

RELATIONS: dict[int, Callable[..., int]] = {}


def relation(number: int):
    """Enter the function in :data:`RELATIONS` under its number in the paper."""

    def enter(function):
        function.number = number
        RELATIONS[number] = function
        return function

    return enter


@relation(1)
def no_padding_unit_stride(i: int, k: int) -> int:
    """Relation 1, a *valid* convolution: ``o = (i - k) + 1``."""
    return (i - k) + 1


@relation(2)
def padding_unit_stride(i: int, k: int, p: int) -> int:
    """Relation 2, any padding, stride 1: ``o = (i - k) + 2p + 1``."""
    return (i - k) + 2 * p + 1


@relation(3)
def half_padding(i: int, k: int) -> int:
    """Relation 3, half (*same*) padding ``p = k // 2``, an odd kernel, stride 1: ``o = i``."""
    refuse_even(k)
    return i


@relation(4)
def full_padding_unit_stride(i: int, k: int) -> int:
    """Relation 4, *full* padding ``p = k - 1``, stride 1: ``o = i + (k - 1)``."""
    return i + (k - 1)


@relation(5)
def no_padding_stride(i: int, k: int, s: int) -> int:
    """Relation 5, no padding, any stride: ``o = floor((i - k) / s) + 1``."""
    return (i - k) // s + 1


@relation(6)
def padding_stride(i: int, k: int, s: int, p: int) -> int:
    """Relation 6, any padding and stride: ``o = floor((i + 2p - k) / s) + 1``."""
    return (i + 2 * p - k) // s + 1


@relation(7)
def pooling(i: int, k: int, s: int) -> int:
    """Relation 7, pooling without padding: ``o = floor((i - k) / s) + 1``."""
    return (i - k) // s + 1


@relation(8)
def transposed_no_padding_unit_stride(i: int, k: int) -> int:
    """Relation 8, the transpose of relation 1: ``o = i + (k - 1)``; its own padding is k - 1."""
    return i + (k - 1)


@relation(9)
def transposed_padding_unit_stride(i: int, k: int, p: int) -> int:
    """Relation 9, the transpose of relation 2: ``o = i + (k - 1) - 2p``; padding k - p - 1."""
    return i + (k - 1) - 2 * p


@relation(10)
def transposed_half_padding(i: int, k: int) -> int:
    """Relation 10, the transpose of relation 3: ``o = i``."""
    refuse_even(k)
    return i


@relation(11)
def transposed_full_padding(i: int, k: int) -> int:
    """Relation 11, the transpose of relation 4: ``o = i - (k - 1)``; its own padding is 0."""
    return i - (k - 1)


@relation(12)
def transposed_no_padding_stride(i: int, k: int, s: int) -> int:
    """Relation 12, the transpose of relation 5 where nothing is left over: ``o = s(i - 1) + k``."""
    return s * (i - 1) + k


@relation(13)
def transposed_padding_stride(i: int, k: int, s: int, p: int) -> int:
    """Relation 13, of relation 6 where nothing is left over: ``o = s(i - 1) + k - 2p``."""
    return s * (i - 1) + k - 2 * p


@relation(14)
def transposed_left_over(i: int, k: int, s: int, p: int, a: int) -> int:
    """Relation 14, of relation 6 with ``a`` cells left over: ``o = s(i - 1) + a + k - 2p``."""
    return s * (i - 1) + a + k - 2 * p


@relation(15)
def dilated(i: int, k: int, s: int, p: int, d: int) -> int:
    """Relation 15, dilation: ``o = floor((i + 2p - k - (k - 1)(d - 1)) / s) + 1``."""
    return (i + 2 * p - k - (k - 1) * (d - 1)) // s + 1


def refuse_even(k: int) -> None:
    """Half padding keeps the size of odd kernels only."""
    if k % 2 == 0:
        raise ValueError(f"half padding needs an odd kernel, got {k}: {k // 2} on each side adds 1")
