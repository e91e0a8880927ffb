"""The calls that are timed: a layer in PyTorch, in a module of ours, and as bare matrix products.

Each pair is a function without arguments, the forward pass, which returns a tuple of one, and a
function of the gradient of the output, which returns the gradients of input and weight.
"""

import numpy as np
import torch

LIMIT = "matrix product"
MOST_COLUMNS = 4096


def in_torch(layer, x, w):
    """The layer in PyTorch."""
    call = getattr(torch.nn.functional, layer.operation)
    tx, tw = (torch.from_numpy(array).requires_grad_() for array in (x, w))
    y = call(tx, tw, **layer.settings)

    def forward():
        with torch.no_grad():
            return (call(tx, tw, **layer.settings),)

    def backward(grad):
        return torch.autograd.grad(y, (tx, tw), torch.from_numpy(grad), retain_graph=True)

    return forward, backward


def ours(module, layer, x, w):
    """The layer in a module that has PyTorch's names."""

    def forward():
        return (getattr(module, layer.operation)(x, w, **layer.settings),)

    def backward(grad):
        call = getattr(module, f"{layer.operation}_backward")
        return call(grad, x, w, **layer.settings)[:2]

    return forward, backward


def products(layer, batch):
    """Products of matrices with the multiplications of the layer: the most NumPy can reach.

    Returns the product of the forward pass, the two of the backward pass, and by what their time is
    to be multiplied, for no product has more than some thousand columns.
    """
    m, k, n = layer.product
    columns = min(MOST_COLUMNS, batch * n)
    rng = np.random.default_rng(0)
    shapes = (m, k), (k, columns), (m, columns)
    w, x, grad = (rng.standard_normal(shape).astype(layer.dtype) for shape in shapes)
    return lambda: w @ x, lambda: (w.T @ grad, grad @ x.T), batch * n / columns
