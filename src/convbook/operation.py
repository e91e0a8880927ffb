"""What every public operation does with its arguments, in the manner of PyTorch."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TypeVar

import numpy as np

from convbook.arithmetic.arguments import truth
from convbook.precision import one_step_wider

Array = np.ndarray
F = TypeVar("F", bound=Callable)

ARRAYS = (Array, Array | None)
FLAGS = (bool, bool | None)
NUMBERS = "biufc"
# Settings of these types are what they seem, and need no conversion.
PLAIN = frozenset([int, float, bool, str, type(None)])


def operation(function: F) -> F:
    """Call ``function`` as PyTorch calls its own.

    * A parameter annotated as ``Array`` takes an array of numbers, one annotated as
      ``Array | None`` may be left out; anything else is refused by its name. A masked array is
      refused too, since its mask would be lost; of other subclasses the plain array is taken.
    * A parameter annotated as ``bool``, or with the default True or False, takes nothing else.
    * Other settings may be NumPy numbers, or arrays of one axis, which are read as tuples; the
      dtype of the result does not follow them.
    * Where an array is float16, everything is computed one step wider and rounded once, at the end,
      unless ``dtype`` says what the result is to be.
    * ``grad_output`` is brought to the dtype of the result; each gradient has that of its array.
    * Overflow, 0/0 and the like are infinity or NaN, without a warning.

    Raises
    ------
    TypeError
        If an array is missing or something else, a flag is not True or False, or a gradient is
        asked for complex numbers.
    ValueError
        If ``inplace`` and ``input`` is read-only.

    Examples
    --------
    >>> @operation
    ... def double(input: Array, by=2):
    ...     return by * input
    >>> double(np.ones(2, np.float32), np.float64(3))
    array([3., 3.], dtype=float32)
    >>> double([1, 2])
    Traceback (most recent call last):
    TypeError: input must be a NumPy array, got list
    """
    known = signature(function)
    parameters = known.parameters
    positional = tuple(n for n, p in parameters.items() if p.kind is not p.KEYWORD_ONLY)
    needed = frozenset(n for n, p in parameters.items() if p.default is p.empty)
    arrays = tuple(n for n, p in parameters.items() if p.annotation in ARRAYS)
    flags = frozenset(
        n for n, p in parameters.items() if p.annotation in FLAGS or isinstance(p.default, bool)
    )
    may_be_none = frozenset(
        n for n, p in parameters.items() if p.annotation in (Array | None, bool | None)
    )
    backward = function.__name__.endswith("_backward")

    def bound(args, kwargs):
        """The arguments by name; what ``Signature.bind`` does, in a tenth of the time."""
        given = dict(zip(positional, args, strict=False))
        given.update(kwargs)
        if len(given) < len(args) + len(kwargs) or not needed <= given.keys() <= parameters.keys():
            return known.bind(*args, **kwargs).arguments
        return given

    def check(given):
        """Check arrays and flags, and convert NumPy numbers and arrays among the settings."""
        for name, value in given.items():
            if value is None and name in may_be_none:
                continue
            if name in arrays:
                given[name] = array = plain_array(name, value)
                if backward and array.dtype.kind == "c":
                    raise TypeError(
                        f"gradients are those of real numbers, but {name} is {array.dtype}"
                    )
                continue
            if type(value) not in PLAIN:
                given[name] = value = plain(name, value)
            if name in flags:
                truth(name, value)

    @wraps(function)
    def call(*args, **kwargs):
        given = bound(args, kwargs)
        with np.errstate(all="ignore"):
            if backward and type(given["grad_output"]) in (int, float):
                given["grad_output"] = np.asarray(given["grad_output"])
            check(given)
            if given.get("inplace") and not backward:
                expect_writable(input=given["input"])
            if backward:
                received = [given.get(name) for name in arrays[1:]]
                given["grad_output"] = upstream(given["grad_output"], received)
            if given.get("dtype") is None and any(is_half(given.get(name)) for name in arrays):
                output = one_step_wider(function, given, arrays)
            else:
                output = function(**given)
            return gradients(output, received) if backward else output

    return call


def plain_array(name: str, value) -> Array:
    """``value``, an array of numbers, without what a subclass adds.

    Raises
    ------
    TypeError
        If it is not an array, holds anything but numbers, or has a mask.
    """
    if type(value) is np.ndarray and value.dtype.kind in NUMBERS:
        return value
    if not isinstance(value, (np.ndarray, np.generic)):
        raise TypeError(f"{name} must be a NumPy array, got {type(value).__name__}")
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(
            f"{name} must be an array without a mask, got {type(value).__name__}; "
            f"fill it first: {name}.filled(0)"
        )
    if value.dtype.kind not in NUMBERS:
        raise TypeError(f"{name} must hold numbers, got {value.dtype}")
    return np.asarray(value)


def plain(name: str, setting):
    """A number of NumPy, or an array of one axis of them, as Python's; anything else as it is."""
    if type(setting) in (tuple, list):
        return type(setting)(plain(name, one) for one in setting)
    if isinstance(setting, np.ma.MaskedArray):
        raise TypeError(f"{name} must be without a mask, got {type(setting).__name__}")
    if isinstance(setting, np.ndarray) and setting.ndim == 1:
        return tuple(plain(name, one) for one in setting)
    if isinstance(setting, np.ndarray) and setting.ndim == 0:
        setting = setting[()]
    if isinstance(setting, np.floating):  # the item of a long double is a long double
        return float(setting)
    return setting.item() if isinstance(setting, np.generic) else setting


def fractional(*arrays, dtype=None):
    """The floating-point dtype that ``dtype`` names, or that holds the numbers of the arrays.

    >>> fractional(np.ones(2, np.uint8)), fractional(np.ones(2, np.float32))
    (dtype('float64'), dtype('float32'))
    """
    if dtype is None:
        return np.result_type(*arrays, 0.0)
    kind = np.dtype(dtype)
    if kind.kind != "f":
        raise TypeError(f"dtype must be a floating-point dtype, got {kind}")
    return kind


def floating(*arrays):
    """The arrays in the floating-point dtype that holds the numbers of all of them.

    Differences, negatives and powers of small whole numbers would wrap.

    >>> one, other = floating(np.array([3], np.uint8), np.array([35], np.uint8))
    >>> one - other
    array([-32.])
    """
    dtype = fractional(*arrays)
    brought = tuple(array.astype(dtype, copy=False) for array in arrays)
    return brought if len(arrays) > 1 else brought[0]


def upstream(grad, arrays):
    """``grad_output`` in the dtype that all floating-point arrays have together, if any."""
    dtypes = [array.dtype for array in arrays if array is not None and array.dtype.kind == "f"]
    return grad.astype(np.result_type(*dtypes), copy=False) if dtypes else grad


def gradients(output, arrays):
    """Each gradient in the dtype of its array, if that is floating point."""
    if not isinstance(output, tuple):
        return gradients((output,), arrays[:1])[0]
    return tuple(
        grad
        if grad is None or array is None or array.dtype.kind != "f"
        else grad.astype(array.dtype, copy=False)
        for grad, array in zip(output, arrays, strict=True)
    )


def is_half(array) -> bool:
    """Whether this is an array of float16, in either byte order."""
    return array is not None and array.dtype.char == "e"


def kept(output, input, inplace):
    """The result, or the input with the result written over it."""
    if not inplace:
        return output
    if not np.can_cast(output.dtype, input.dtype, "same_kind"):
        raise TypeError(f"inplace: numbers of kind {output.dtype} do not fit into {input.dtype}")
    input[...] = output
    return input


def described(**arrays):
    """The shapes and the dtypes of the arrays that are given, by name.

    >>> described(input=np.zeros((2, 3)), weight=None)
    ({'input': (2, 3)}, {'input': dtype('float64')})
    """
    given = {name: array for name, array in arrays.items() if array is not None}
    shapes = {name: array.shape for name, array in given.items()}
    return shapes, {name: array.dtype for name, array in given.items()}


def extremes(array):
    """The smallest and the largest of whole numbers; nothing of no numbers, or of others.

    >>> extremes(np.array([3, -1, 4])), extremes(np.zeros(0, int))
    ((-1, 4), ())
    """
    whole = array.size and array.dtype.kind in "iu"
    return (int(array.min()), int(array.max())) if whole else ()


def expect_writable(**arrays):
    """Refuse an array that is to be changed in place and is read-only; None is passed over.

    Raises
    ------
    ValueError
        Naming the argument.
    """
    for name, array in arrays.items():
        if array is not None and not array.flags.writeable:
            raise ValueError(f"{name} is changed in place, but is read-only")


def generator_or_new(generator):
    """``generator``, which :func:`expect_generator` checks, or a new one for None."""
    return np.random.default_rng() if generator is None else expect_generator(generator)


def expect_generator(generator):
    """``generator``, unless it is a seed or something else.

    Raises
    ------
    TypeError
    """
    if not isinstance(generator, np.random.Generator):
        raise TypeError(
            "generator must be a numpy.random.Generator, such as numpy.random.default_rng(0); "
            f"got {generator!r}"
        )
    return generator


def wide(array):
    """The dtype that sums over many numbers are taken in: float64, or a wider one of the array."""
    return np.result_type(array, np.float64)


def wide_sum(array, axes):
    """The sum along some axes, accumulated in the :func:`wide` dtype if it is floating point.

    Along an axis that is not the last in memory NumPy adds row by row, which costs float32 a digit
    for every ten times as many rows.
    """
    if array.dtype.kind != "f":
        return array.sum(axes)
    return array.sum(axes, dtype=wide(array)).astype(array.dtype)


def shape_of(array):
    """The shape of an array that may be left out."""
    return None if array is None else array.shape
