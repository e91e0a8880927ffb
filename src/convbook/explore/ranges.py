"""The values of a slider, computed exactly, and the words for them."""

import math
from fractions import Fraction
from itertools import pairwise
from numbers import Integral, Rational, Real

MOST_VALUES = 1000
MINUS = "−"

# A value within this share of a step is the end of the range: (0, 1, 1 / 3) ends at 1.
NEAR = Fraction(1, 10**9)


def steps(name: str, given: tuple) -> tuple:
    """Values of a range: from the least in steps, up to the last that is not above the most.

    Parameters
    ----------
    name : str
        The control, for error messages.
    given : (least, most) or (least, most, step)
        Finite numbers. The values are whole where least and step are, floats otherwise.

    Raises
    ------
    TypeError
        If something in ``given`` is not a real number.
    ValueError
        If the range is not finite, is empty, has a step that is not positive, has more than 1000
        values, or has a step too small for two neighbors to be different floats.

    Examples
    --------
    >>> steps("scale", (0.1, 0.4, 0.1))
    (0.1, 0.2, 0.3, 0.4)
    >>> steps("scale", (0, 1, 0.3))
    (0.0, 0.3, 0.6, 0.9)
    """
    if len(given) not in (2, 3):
        raise ValueError(
            f"{name} takes (least, most) or (least, most, step), got {len(given)} numbers"
        )
    for one in given:
        if isinstance(one, bool) or not isinstance(one, Real):
            raise TypeError(
                f"{name} goes over numbers (int, float or Fraction), got {one!r} in {given!r}"
            )
        if not isinstance(one, Rational) and not math.isfinite(one):
            raise ValueError(f"{name} needs finite numbers, got {one!r} in {given!r}")
    least, most, step = map(exact, (*given, 1)[:3])
    if most < least:
        raise ValueError(
            f"{name} goes from {given[0]} to {given[1]}: the first must not be the larger"
        )
    if step <= 0:
        raise ValueError(f"{name} needs a step above 0, got {given[2]}")
    last = math.floor((most - least) / step + NEAR)
    # Counted before anything is built: a range of seeds may have billions of values.
    if last >= MOST_VALUES:
        raise ValueError(
            f"{name} has {last + 1 if last < 10**15 else 'over 10^15'} values from {given[0]} to "
            f"{given[1]}; a slider has at most {MOST_VALUES}. Make the range shorter, or give a "
            "larger step"
        )
    values = [least + n * step for n in range(last + 1)]
    if abs(values[-1] - most) < step * NEAR:
        values[-1] = most
    whole = all(isinstance(one, Integral) for one in (given[0], (*given, 1)[2]))
    try:
        kept = tuple(int(one) if whole else float(one) for one in values)
    except OverflowError:
        raise ValueError(f"{name} goes to {given[1]}, which no float can hold") from None
    if len(set(kept)) < len(kept):
        raise ValueError(
            f"{name} has steps of {float(step)!r}, too small for floats near {kept[-1]!r} to differ"
        )
    return kept


def exact(number: Real) -> Fraction:
    """The number as it is written: 0.1 is a tenth, whatever the nearest float is."""
    if isinstance(number, Rational):  # its parts may be NumPy's, which wrap
        return Fraction(int(number.numerator), int(number.denominator))
    return Fraction(str(number))


def labels_of(values: tuple) -> tuple[str, ...]:
    """Words for the values of a range, in as few digits as tell neighbors apart.

    Digits are kept to a millionth of the step, so that a third is "0.333333" and
    1000000.5 is all there.

    Examples
    --------
    >>> labels_of((-0.5, 0.0, 0.5)), labels_of((1e-11, 2e-11))
    (('−0.5', '0', '0.5'), ('1e-11', '2e-11'))
    """
    if len(values) < 2 or not isinstance(values[0], float):
        return tuple(map(number, values))
    finest = min(after - before for before, after in pairwise(values))
    digits = max(0, 5 - math.floor(math.log10(finest)))
    short = tuple(number(round(value, digits)) for value in values)
    return short if len(set(short)) == len(short) else tuple(map(number, values))


def step_of(values: tuple) -> str:
    """The step of a range, in words; "1" where there is one value only."""
    if len(values) < 2:
        return "1"
    step = exact(values[1]) - exact(values[0])
    return number(float(f"{float(step):.6g}") if isinstance(values[0], float) else step)


def number(value) -> str:
    """A number in as few digits as say it, with a true minus; a whole float as a whole number."""
    text = str(value)
    if text == "-0.0":
        return "0"
    digits = text.removesuffix(".0")
    return MINUS + digits[1:] if digits.startswith("-") else digits
