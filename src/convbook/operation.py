"""What every public operation does with what it is handed, in the manner of PyTorch."""

from functools import wraps
from inspect import signature

import numpy as np

ARRAYS = frozenset(
    "input grad_output target weight bias running_mean running_var offset mask grid theta indices "
    "gate_weight gate_bias weight1 weight2 bias1 bias2".split()
)
MAY_BE_NONE = frozenset(["running_mean", "running_var"])


def operation(function):
    """Call ``function`` as PyTorch calls its own.

    * What is named as an array is one, or it is refused by its name.
    * A setting may be one of NumPy's numbers; the kind of the result does not follow it.
    * Half precision is computed in single precision and rounded once, at the end.
    * ``grad_output`` is brought to the kind of the array whose gradient is asked for.
    * Overflow, 0/0 and the like are infinity or NaN, without a warning.

    Raises
    ------
    TypeError
        If an array is missing or something else, or a gradient is asked for complex numbers.

    Examples
    --------
    >>> @operation
    ... def double(input, by=2):
    ...     return by * input
    >>> double(np.ones(2, np.float32), np.float64(3))
    array([3., 3.], dtype=float32)
    >>> double([1, 2])
    Traceback (most recent call last):
    TypeError: input must be a NumPy array, got list
    """
    known = signature(function)
    optional = MAY_BE_NONE | {name for name, p in known.parameters.items() if p.default is None}
    backward = function.__name__.endswith("_backward")

    @wraps(function)
    def call(*args, **kwargs):
        bound = known.bind(*args, **kwargs)
        given = bound.arguments
        if backward:
            given["grad_output"] = upstream(given)
        for name, value in given.items():
            if name in ARRAYS:
                expect_array(name, value, name in optional)
            elif isinstance(value, np.generic):
                given[name] = value.item()
        with np.errstate(all="ignore"):
            half = {name: given[name] for name in ARRAYS & given.keys() if is_half(given[name])}
            if not half:
                return function(*bound.args, **bound.kwargs)
            single = {name: value.astype(np.float32) for name, value in half.items()}
            given.update(single)
            kept = {id(single[name]): value for name, value in half.items()}
            output = function(*bound.args, **bound.kwargs)
            for name, value in half.items():
                hand_back(single[name], value)
            alone = not any(is_wider(given.get(name)) for name in ARRAYS - half.keys())
            return rounded(output, kept) if alone else output

    return call


def expect_array(name, value, optional):
    """Refuse what has no shape and kind, by its name."""
    if not isinstance(value, (np.ndarray, np.generic)) and not (optional and value is None):
        raise TypeError(f"{name} must be a NumPy array, got {type(value).__name__}")


def upstream(given):
    """``grad_output`` in the kind of the first array of fractions that it is handed back to."""
    grad, *others = (given[name] for name in given if name in ARRAYS)
    for array in others:
        kind = getattr(array, "dtype", np.dtype(bool))
        if kind.kind == "c":
            raise TypeError(f"gradients are those of real numbers, got {kind}")
        if kind.kind == "f" and isinstance(grad, (np.ndarray, np.generic, int, float)):
            return np.asarray(grad, kind)
    return grad


def is_half(value):
    """Whether this is an array of half precision."""
    return isinstance(value, np.ndarray) and value.dtype == np.float16


def is_wider(value):
    """Whether this is an array of fractions, and not of half precision."""
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.dtype != np.float16


def hand_back(single, half):
    """What was written into the array in single precision, into the one that was handed in."""
    now = single.astype(np.float16)
    if not np.array_equal(now, half, equal_nan=True):
        half[...] = now


def rounded(output, kept):
    """The result in half precision; an array that was handed in is handed out itself."""
    if isinstance(output, tuple):
        return tuple(rounded(one, kept) for one in output)
    if id(output) in kept:
        return kept[id(output)]
    single = getattr(output, "dtype", None) == np.float32
    return output.astype(np.float16) if single else output
