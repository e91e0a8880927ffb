"""What every public operation does with what it is handed, in the manner of PyTorch."""

from functools import wraps
from inspect import signature

import numpy as np

ARRAYS = frozenset(
    "input grad_output target weight bias running_mean running_var offset mask grid theta indices "
    "gate_weight gate_bias weight1 weight2 bias1 bias2".split()
)
MAY_BE_NONE = frozenset(["running_mean", "running_var"])
WIDER = {"float16": np.float32, "float32": np.float64}
NARROWER = {"float32": np.float16, "float64": np.float32}


def operation(function):
    """Call ``function`` as PyTorch calls its own.

    * What is named as an array is one and holds numbers, or it is refused by its name.
    * A setting may be one of NumPy's numbers; the kind of the result does not follow it.
    * Where an array has half precision, all is computed one step wider and rounded once, at the
      end, unless ``dtype`` says what the result is to be.
    * ``grad_output`` is brought to the kind of the result; each gradient has the kind of its array.
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
        with np.errstate(all="ignore"):
            prepare(given, optional, backward)
            if backward:
                arrays = [given.get(name) for name in known.parameters if name in ARRAYS][1:]
                given["grad_output"] = upstream(given["grad_output"], arrays)
            half = any(is_kind(given.get(name), "float16") for name in ARRAYS)
            if half and given.get("dtype") is None:
                output = one_step_wider(function, bound)
            else:
                output = function(*bound.args, **bound.kwargs)
            return gradients(output, arrays) if backward else output

    return call


def fractional(*arrays, dtype=None):
    """The kind of fractions that ``dtype`` names, or that holds the numbers of the arrays."""
    if dtype is None:
        return np.result_type(*arrays, 0.0)
    kind = np.dtype(dtype)
    if kind.kind != "f":
        raise TypeError(f"dtype must be a kind of fractions, got {kind}")
    return kind


def prepare(given, optional, backward):
    """Refuse what is no array where one is named, and make settings numbers of Python."""
    if backward and type(given["grad_output"]) in (int, float):
        given["grad_output"] = np.asarray(given["grad_output"])
    for name, value in given.items():
        if name not in ARRAYS:
            given[name] = plain(value)
        elif value is not None or name not in optional:
            if not isinstance(value, (np.ndarray, np.generic)):
                raise TypeError(f"{name} must be a NumPy array, got {type(value).__name__}")
            if value.dtype.kind not in "biufc":
                raise TypeError(f"{name} must hold numbers, got {value.dtype}")
            if backward and value.dtype.kind == "c":
                raise TypeError(f"gradients are those of real numbers, but {name} is {value.dtype}")
            given[name] = np.asarray(value)


def plain(setting):
    """A number of NumPy as one of Python; anything else as it is."""
    if isinstance(setting, np.floating):
        return float(setting)
    return setting.item() if isinstance(setting, np.generic) else setting


def upstream(grad, arrays):
    """``grad_output`` in the kind that all fractional arrays have together, if there are any."""
    kinds = [array.dtype for array in arrays if array is not None and array.dtype.kind == "f"]
    return grad.astype(np.result_type(*kinds), copy=False) if kinds else grad


def gradients(output, arrays):
    """Each gradient in the kind of its array, if that is one of fractions."""
    if not isinstance(output, tuple):
        return gradients((output,), arrays[:1])[0]
    return tuple(
        grad
        if grad is None or array is None or array.dtype.kind != "f"
        else grad.astype(array.dtype, copy=False)
        for grad, array in zip(output, arrays, strict=True)
    )


def is_kind(value, name):
    """Whether this is an array of this kind of number."""
    return isinstance(value, np.ndarray) and value.dtype == name


def one_step_wider(function, bound):
    """Half precision computed as single and single as double, and the result rounded back."""
    given = bound.arguments
    before = {
        name: given[name]
        for name in given
        if name in ARRAYS and any(is_kind(given[name], kind) for kind in WIDER)
    }
    widened = {name: array.astype(WIDER[array.dtype.name]) for name, array in before.items()}
    for name, array in before.items():
        widened[name].flags.writeable = array.flags.writeable
    given.update(widened)
    output = function(*bound.args, **bound.kwargs)
    handed_in = {id(widened[name]): array for name, array in before.items()}
    for name, array in before.items():
        now = widened[name].astype(array.dtype)
        if given.get("inplace") is True or not np.array_equal(now, array, equal_nan=True):
            array[...] = now
    return narrowed(output, handed_in)


def narrowed(output, handed_in):
    """The result one step narrower; an array that was handed in is handed out itself."""
    if isinstance(output, tuple):
        return tuple(narrowed(one, handed_in) for one in output)
    if id(output) in handed_in:
        return handed_in[id(output)]
    name = output.dtype.name if output is not None else None
    return output.astype(NARROWER[name]) if name in NARROWER else output


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
    """``generator``, or a new one for None.

    Raises
    ------
    TypeError
        If it is something else, a seed for example.
    """
    if generator is None:
        return np.random.default_rng()
    if not isinstance(generator, np.random.Generator):
        raise TypeError(f"generator must be a numpy.random.Generator, got {generator!r}")
    return generator


def wide(array):
    """The dtype that sums over many numbers are taken in: float64, or a wider one of the array."""
    return np.result_type(array, np.float64)
