"""Borders around an array."""

import numpy as np

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.padding import border_maps, border_value
from convbook.operation import Array, operation

__all__ = ["pad", "pad_backward"]


@operation
def pad(input: Array, pad, mode="constant", value=None):
    """Widen the last axes of an array, or crop them.

    Parameters
    ----------
    input : array
    pad : sequence of int
        Cells to add (before, after) on the last axis, then on the axis before it, and so on: the
        order of torch, and the reverse of ``numpy.pad``. Negative numbers crop.
    mode : {'constant', 'reflect', 'replicate', 'circular'}
        What a border cell holds: ``value``; the mirror image without the outermost cell; the
        outermost cell; the other end.
    value : number, optional
        For 'constant' only; 0 by default.

    Returns
    -------
    array
        Each padded axis has before + size + after cells.

    Raises
    ------
    TypeError, ValueError
        If ``pad`` and the shape do not belong together, if more is cropped than there is, or if the
        border is too wide for its mode.

    Notes
    -----
    'constant' pads any number of axes. The other modes pad the last 1, 2 or 3 axes of an array with
    a channel axis before them, and possibly a batch axis, as PyTorch documents. The four modes are
    those of ``torch.nn.functional.pad``.

    Examples
    --------
    >>> row = np.array([[1, 2, 3, 4]])
    >>> for mode in "constant", "reflect", "replicate", "circular": print(pad(row, (2, 1), mode)[0])
    [0 0 1 2 3 4 0]
    [3 2 1 2 3 4 3]
    [1 1 1 2 3 4 4]
    [3 4 1 2 3 4 1]
    """
    maps = border_maps(input.shape, pad, mode)
    value = border_value(mode, value, input.dtype)
    output = np.full([len(cells) for cells in maps], value, input.dtype)
    places = [[i for i, cell in enumerate(cells) if cell is not None] for cells in maps]
    cells = [[cell for cell in cells if cell is not None] for cells in maps]
    output[index(places)] = input[index(cells)]
    return output


@operation
def pad_backward(grad_output: Array, input: Array, pad, mode="constant", value=None):
    """Gradient of :func:`pad`: each cell collects what its copies received.

    Parameters
    ----------
    grad_output : array, of the shape that :func:`pad` returns
    input, pad, mode, value
        As in :func:`pad`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`pad`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> pad_backward(np.array([[1, 10, 100, 1000, 10000]]), np.zeros((1, 3)), (1, 1), "replicate")
    array([[   11.,   100., 11000.]])
    """
    maps = border_maps(input.shape, pad, mode)
    border_value(mode, value, input.dtype)
    expect_shape("grad_output", grad_output.shape, map(len, maps))
    grad = grad_output
    for axis, cells in enumerate(maps):
        collected = np.zeros(
            (*grad.shape[:axis], input.shape[axis], *grad.shape[axis + 1 :]), grad.dtype
        )
        kept = [i for i, cell in enumerate(cells) if cell is not None]
        front = (slice(None),) * axis
        np.add.at(collected, (*front, [cells[i] for i in kept]), grad[(*front, kept)])
        grad = collected
    return grad


def index(cells):
    """All combinations of the given cells, for any number of axes."""
    return np.ix_(*(np.array(axis, int) for axis in cells)) if cells else ()
