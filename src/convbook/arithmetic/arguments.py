"""Checks of arguments: numbers, axes, choices, shapes and dtypes, refused by name."""

from numbers import Real
from operator import index


def whole(name: str, value) -> int:
    """``value`` as an int; a bool, a fraction or a word is refused."""
    if isinstance(value, bool):
        raise TypeError(f"{name} must be a whole number, got {value}")
    try:
        return index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, got {value!r}") from None


def at_least(least: int, name: str, value) -> int:
    """``value`` as an int that is not below ``least``."""
    number = whole(name, value)
    if number < least:
        raise ValueError(f"{name} must be at least {least}, got {number}")
    return number


def listed(value):
    """``value``, or the list of its numbers if it is a sequence or an array of one axis."""
    if getattr(value, "ndim", None) == 1:
        return value.tolist()
    return list(value) if isinstance(value, (tuple, list)) else value


def repeated(name: str, value, rank: int) -> list:
    """``value`` once for each of ``rank`` axes: a number is repeated, a sequence is counted.

    What the numbers are is not checked; :func:`each_axis` does that, too.
    """
    values = listed(value)
    if not isinstance(values, list):
        return [values] * rank
    if len(values) not in (1, rank):
        numbers = "1 number" if rank == 1 else f"1 or {rank} numbers"
        raise ValueError(f"{name} takes {numbers} for {counted(rank, 'axis')}, got {len(values)}")
    return values if len(values) == rank else values * rank


def each_axis(name: str, value, rank: int) -> list[int]:
    """One whole number for each of ``rank`` axes: a number is repeated, a sequence is counted."""
    return [whole(name, number) for number in repeated(name, value, rank)]


def real(name: str, value, least=None, most=None):
    """``value``, a number from ``least`` to ``most``.

    Raises
    ------
    TypeError
        If it is not a number.
    ValueError
        If it lies outside, or is not a number that can be compared (NaN).
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, got {value!r}")
    if least is not None and not value >= least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    if most is not None and not value <= most:
        raise ValueError(f"{name} must be at most {most}, got {value}")
    return value


def choice(name: str, value, choices) -> None:
    """Refuse a word that is not one of ``choices``."""
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}; got {value!r}")


def axis_of(name: str, value, axes: int) -> int:
    """The axis ``value`` of an array of ``axes`` axes, counted from 0; a negative one from behind.

    An array of no axes is taken for one of one axis, as PyTorch takes it.

    >>> axis_of("dim", -1, 4), axis_of("dim", 0, 0)
    (3, 0)
    """
    axes, axis = max(1, axes), whole(name, value)
    if not -axes <= axis < axes:
        raise ValueError(f"{name} must be from {-axes} to {axes - 1}, got {axis}")
    return axis % axes


def truth(name: str, value) -> bool:
    """``value`` if it is True or False; numbers are refused."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, got {value!r}")
    return value


def filled(name: str, sizes) -> None:
    """Refuse an axis of no cells."""
    if 0 in sizes:
        raise ValueError(f"{name} has an axis of 0 cells among {tuple(sizes)}; each needs 1")


def group_count(groups, channels: int, whose: str, kind: str) -> int:
    """``groups`` as an int that divides ``channels``."""
    groups = at_least(1, "groups", groups)
    if channels % groups or channels < groups:
        raise ValueError(
            f"{whose} {counted(channels, kind)}, which groups={groups} does not divide"
        )
    return groups


def expect_shape(name: str, given, wanted) -> None:
    """Refuse an array whose shape is not the wanted one.

    Raises
    ------
    ValueError
        Naming the argument and both shapes.
    """
    given, wanted = tuple(given), tuple(wanted)
    if given != wanted:
        raise ValueError(f"{name} must have shape {wanted}, got {given}")


def expect_kind(name: str, kind, letters: str, words: str) -> None:
    """Refuse an array whose numbers are not of the wanted kind.

    Raises
    ------
    TypeError
        Naming the argument and its kind of number.
    """
    if kind.kind not in letters:
        raise TypeError(f"{name} must hold {words}, got {kind}")


def counted(number: int, noun: str) -> str:
    """Format a count with its noun, singular or plural.

    >>> counted(1, "channel"), counted(0, "channel"), counted(3, "axis")
    ('1 channel', '0 channels', '3 axes')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-2] + 'es' if noun.endswith('is') else noun + 's'}"


def expect_real(**dtypes) -> None:
    """Refuse complex numbers in any of the arrays, whose dtypes are given by name.

    Raises
    ------
    TypeError
        Naming the argument and its dtype.
    """
    for name, dtype in dtypes.items():
        if dtype.kind == "c":
            raise TypeError(f"{name} must hold real numbers, got {dtype}")


def expect_range(name: str, numbers, count: int) -> None:
    """Refuse a number that does not count one of ``count`` things, from 0.

    Raises
    ------
    ValueError
        Naming the argument, the range and the number.
    """
    for number in numbers:
        if not 0 <= number < count:
            raise ValueError(f"{name} must be from 0 to {count - 1}, got {number}")
