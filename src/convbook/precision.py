"""float16: everything is computed one step wider, and the result is rounded once.

When that is done, and what other dtypes give, is decided in :mod:`convbook.operation`.
"""

import numpy as np

# By the name of the dtype: it is the same for either byte order.
WIDER = {"float16": np.float32, "float32": np.float64}
NARROWER = {"float32": np.float16, "float64": np.float32}


def one_step_wider(function, given, names):
    """Call ``function`` with float16 as float32, float32 as float64, and round its result back.

    Parameters
    ----------
    function : callable
    given : dict
        Its arguments by name.
    names : iterable of str
        Those of them that are arrays, or None.

    Returns
    -------
    array, None or a tuple of them
        One step narrower. What ``function`` wrote to an argument is written to the given array. A
        read-only array stays read-only for ``function``.
    """
    before = {
        name: given[name]
        for name in names
        if given.get(name) is not None and given[name].dtype.name in WIDER
    }
    wide = {name: array.astype(WIDER[array.dtype.name]) for name, array in before.items()}
    for name, array in before.items():
        wide[name].flags.writeable = array.flags.writeable
    output = function(**given | wide)
    for name, array in before.items():
        if not array.flags.writeable:
            continue
        now = wide[name].astype(array.dtype)
        if given.get("inplace") is True or not np.array_equal(now, array, equal_nan=True):
            array[...] = now
    handed_in = {id(wide[name]): array for name, array in before.items()}
    return narrowed(output, handed_in)


def narrowed(output, handed_in):
    """``output`` one step narrower; an array that was handed in is handed out itself."""
    if isinstance(output, tuple):
        return tuple(narrowed(one, handed_in) for one in output)
    if id(output) in handed_in:
        return handed_in[id(output)]
    name = output.dtype.name if output is not None else None
    return output.astype(NARROWER[name]) if name in NARROWER else output
