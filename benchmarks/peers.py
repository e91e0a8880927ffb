"""Other ways to write a convolution in Python, as courses, books and libraries teach them.

Each is a function of a layer, its input and its weight. It returns the output and a function of the
gradient of the output that returns the gradients of input and weight; what that function needs of
the forward pass is kept, as it is taught. All keep the type of number of their input.

* ``loops``: one window at a time. *Dive into Deep Learning* (Zhang, Lipton, Li and Smola 2023),
  ``corr2d`` and ``corr2d_multi_in_out``; CS231n of Stanford University, assignment 2,
  ``conv_forward_naive``, has the same four loops.
* ``scipy.signal``: ``fftconvolve`` for each filter (Virtanen et al. 2020). Of the functions in
  scipy.signal it is the fastest here; it knows no stride, so it computes all places and drops some.
* ``indices``: CS231n, assignment 2, ``im2col_indices`` and ``col2im_indices``: fancy indices pick
  all windows of the batch, one matrix product, and ``np.add.at`` puts the gradients back.
* ``taps``: Saitoh, *Deep Learning from Scratch* (O'Reilly Japan 2016), ``im2col`` and ``col2im``:
  one copy for each tap, images first.
* ``strides``: CS231n, assignment 2, ``conv_forward_strides``: a view of all windows, one copy of
  it, one matrix product. Its gradient is put back in Cython there, and tap by tap here.
"""

from itertools import product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import fftconvolve


def loops(layer, x, w):
    """Four loops: images, filters, rows, columns."""
    padded = bordered(layer, x)

    def windows():
        for n, o, i, j in np.ndindex(len(x), len(w), layer.places, layer.places):
            top, left = i * layer.stride, j * layer.stride
            here = np.s_[n, :, top : top + layer.kernel, left : left + layer.kernel]
            yield here, o, (n, o, i, j)

    y = np.empty((len(x), len(w), layer.places, layer.places), x.dtype)
    for here, o, place in windows():
        y[place] = (padded[here] * w[o]).sum()

    def backward(grad):
        grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
        for here, o, place in windows():
            grad_padded[here] += w[o] * grad[place]
            grad_w[o] += padded[here] * grad[place]
        return without_border(layer, grad_padded), grad_w

    return y, backward


def scipy_signal(layer, x, w):
    """One transform for each filter, all its channels at once."""
    padded, turned = bordered(layer, x), w[:, :, ::-1, ::-1]
    steps = np.s_[:: layer.stride, :: layer.stride]

    def backward(grad):
        full = np.zeros((*grad.shape[:2], *np.add(padded.shape[2:], 1 - layer.kernel)), x.dtype)
        full[(..., *steps)] = grad
        grad_padded = [fftconvolve(g[:, None], w, axes=(2, 3)).sum(0) for g in full]
        grad_w = [
            [fftconvolve(image, o[None, ::-1, ::-1], "valid", axes=(1, 2)) for o in g]
            for image, g in zip(padded, full, strict=True)
        ]
        return without_border(layer, np.array(grad_padded)), np.sum(grad_w, 0)

    y = [
        [fftconvolve(image, kernels, "valid", axes=(1, 2)).sum(0)[steps] for kernels in turned]
        for image in padded
    ]
    return np.array(y), backward


def indices(layer, x, w):
    """Fancy indices: (c taps, places n) times the weights."""
    taps, places = np.arange(layer.kernel), np.arange(layer.places) * layer.stride
    rows = np.repeat(taps, layer.kernel)[:, None] + np.repeat(places, layer.places)
    columns = np.tile(taps, layer.kernel)[:, None] + np.tile(places, layer.places)
    picked = np.s_[:, :, rows, columns]
    padded = bordered(layer, x)
    windows = padded[picked].reshape(len(x), -1, layer.places**2)
    windows = windows.transpose(1, 2, 0).reshape(windows.shape[1], -1)
    flat = w.reshape(len(w), -1)
    y = (flat @ windows).reshape(len(w), layer.places, layer.places, len(x))

    def backward(grad):
        grad = grad.transpose(1, 2, 3, 0).reshape(len(w), -1)
        sent = (flat.T @ grad).reshape(layer.channels, layer.kernel**2, -1, len(x))
        grad_padded = np.zeros_like(padded)
        np.add.at(grad_padded, picked, sent.transpose(3, 0, 1, 2))
        return without_border(layer, grad_padded), (grad @ windows.T).reshape(w.shape)

    return y.transpose(3, 0, 1, 2), backward


def taps(layer, x, w):
    """One copy for each tap: (n places, c taps) times the weights."""
    padded = bordered(layer, x)
    columns = np.empty((*x.shape[:2], *w.shape[2:], layer.places, layer.places), x.dtype)
    for tap, cells in each_tap(layer):
        columns[(slice(None), slice(None), *tap)] = padded[cells]
    columns = columns.transpose(0, 4, 5, 1, 2, 3).reshape(-1, w[0].size)
    flat = w.reshape(len(w), -1)
    y = (columns @ flat.T).reshape(len(x), layer.places, layer.places, -1)

    def backward(grad):
        grad = grad.transpose(0, 2, 3, 1).reshape(-1, len(w))
        sent = (grad @ flat).reshape(len(x), layer.places, layer.places, *w.shape[1:])
        sent = sent.transpose(0, 3, 4, 5, 1, 2)
        return put_back(layer, padded, sent), (columns.T @ grad).T.reshape(w.shape)

    return y.transpose(0, 3, 1, 2), backward


def strides(layer, x, w):
    """One copy of a view: (c taps, n places) times the weights."""
    padded = bordered(layer, x)
    view = sliding_window_view(padded, w.shape[2:], (2, 3))[:, :, :: layer.stride, :: layer.stride]
    columns = np.ascontiguousarray(view.transpose(1, 4, 5, 0, 2, 3)).reshape(w[0].size, -1)
    flat = w.reshape(len(w), -1)
    y = (flat @ columns).reshape(len(w), len(x), layer.places, layer.places)

    def backward(grad):
        grad = grad.swapaxes(0, 1).reshape(len(w), -1)
        sent = (flat.T @ grad).reshape(*w.shape[1:], len(x), layer.places, layer.places)
        sent = sent.transpose(3, 0, 1, 2, 4, 5)
        return put_back(layer, padded, sent), (grad @ columns.T).reshape(w.shape)

    return np.ascontiguousarray(y.swapaxes(0, 1)), backward


PEERS = {
    "loops": loops,
    "scipy.signal": scipy_signal,
    "im2col, indices": indices,
    "im2col, taps": taps,
    "im2col, strides": strides,
}


def takes(name, layer, batch):
    """Whether a peer knows the layer, and can be waited for."""
    if layer.rank != 2 or layer.groups > 1 or layer.transposed or layer.dtype != "float32":
        return False
    if name == "loops":
        return layer.size <= 7 and batch == 1
    if name == "scipy.signal":
        return layer.kernel == 3 and batch == 1
    if name == "im2col, indices":
        return layer.kernel == 3
    return layer.kernel != 5 or batch == 1


# What several of them need.


def bordered(layer, x):
    """The images within their border of zeros."""
    return np.pad(x, [(0, 0), (0, 0), (layer.padding,) * 2, (layer.padding,) * 2])


def without_border(layer, padded):
    """The images alone."""
    inside = slice(layer.padding, layer.padding + layer.size)
    return padded[:, :, inside, inside]


def each_tap(layer):
    """Every tap of the kernel, and the cells of all images that it reads."""
    reach = (layer.places - 1) * layer.stride + 1
    for a, b in product(range(layer.kernel), repeat=2):
        yield (a, b), np.s_[:, :, a : a + reach : layer.stride, b : b + reach : layer.stride]


def put_back(layer, padded, sent):
    """Add what every tap sends, (n, c, a, b, i, j), to the cells that it read."""
    grad_padded = np.zeros_like(padded)
    for tap, cells in each_tap(layer):
        grad_padded[cells] += sent[(slice(None), slice(None), *tap)]
    return without_border(layer, grad_padded)
