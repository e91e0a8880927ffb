"""An operation compared with PyTorch, and its gradients with slopes that are measured."""

import warnings

import numpy as np
import pytest
import torch

from convbook import definition
from convbook import functional as F

MODULES = [definition, F]
NAMES = ["definition", "fast form"]
BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)
OUR_REFUSALS = (ValueError, TypeError)
THEIR_REFUSALS = (
    RuntimeError, ValueError, TypeError, NotImplementedError, IndexError, AssertionError,
    ZeroDivisionError,
)  # fmt: skip
# Sums, roots and powers are rounded in another order than PyTorch's.
CLOSE = 1e-10


def fractions(shape, seed=0):
    """Numbers of both signs, none of them 0."""
    return np.random.default_rng(seed).normal(size=shape)


def near(ours, theirs, close=CLOSE):
    """Equal shapes, kinds, NaNs and infinities, and nearly equal numbers."""
    theirs = theirs.detach().numpy() if isinstance(theirs, torch.Tensor) else theirs
    ours = np.asarray(ours)
    return (
        ours.shape == theirs.shape
        and ours.dtype == theirs.dtype
        and np.allclose(ours, theirs, rtol=close, atol=close, equal_nan=True)
    )


def outcome(call, refusals):
    """What the call returns, or None for a refusal."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return call()
    except refusals:
        return None


def tensors(arrays, learned=()):
    """The same arrays for PyTorch, copied, and tracked where they are learned."""
    return {
        name: None if array is None
        else torch.tensor(array.copy()).requires_grad_(name in learned and array.dtype.kind == "f")
        for name, array in arrays.items()
    }  # fmt: skip


def copies(arrays):
    return {name: None if array is None else array.copy() for name, array in arrays.items()}


def agree(module, name, arrays, learned=("input",), close=CLOSE, written=None, **how):
    """Values, what is changed in place, and gradients; or both refuse. Returns our value.

    ``written`` is the same operation put together from PyTorch's, where PyTorch has it not.
    """
    ours_given, theirs_given = copies(arrays), tensors(arrays, learned)
    in_torch = written or getattr(torch.nn.functional, name)
    ours = outcome(lambda: getattr(module, name)(**ours_given, **how), OUR_REFUSALS)
    theirs = outcome(lambda: in_torch(**theirs_given, **how), THEIR_REFUSALS)
    assert (ours is None) == (theirs is None), (ours, theirs)
    if ours is None:
        return None
    assert near(ours, theirs, close)
    for key, array in ours_given.items():
        assert array is None or near(array, theirs_given[key], close), key
    if theirs.requires_grad:
        grad = fractions(theirs.shape, seed=1).astype(ours.dtype)
        theirs.backward(torch.tensor(grad))
        slopes = getattr(module, f"{name}_backward")(grad, **copies(arrays), **how)
        slopes = slopes if isinstance(slopes, tuple) else (slopes,)
        for (key, array), slope in zip(arrays.items(), slopes, strict=True):
            if array is None or not theirs_given[key].requires_grad:
                assert slope is None, key
            else:
                assert near(slope, theirs_given[key].grad, close), key
    return ours


def slopes_agree(module, name, arrays, learned=("input",), **how):
    """Gradients are the slopes of a random score, measured by central differences.

    A step of 1e-6 in float64 leaves an error of about 1e-9.
    """
    forward = getattr(F, name)
    grad = fractions(np.shape(forward(**copies(arrays), **how)), seed=1)
    slopes = getattr(module, f"{name}_backward")(grad, **copies(arrays), **how)
    slopes = slopes if isinstance(slopes, tuple) else (slopes,)
    assert len(slopes) == len(arrays)
    for (key, array), slope in zip(arrays.items(), slopes, strict=True):
        if key not in learned:
            continue
        places = np.random.default_rng(2).permutation(list(np.ndindex(array.shape)))[:12]
        for place in map(tuple, places):
            scores = []
            for step in (1e-6, -1e-6):
                stepped = copies(arrays)
                stepped[key][place] += step
                scores.append((grad * forward(**stepped, **how)).sum())
            assert np.isclose((scores[0] - scores[1]) / 2e-6, slope[place], rtol=1e-6, atol=1e-7)


def refused(module, name, words, arguments, kinds=OUR_REFUSALS):
    """We refuse by these words, forward and backward; PyTorch refuses too."""
    with pytest.raises(kinds, match=words):
        getattr(module, name)(**arguments)
    extra = {}
    if name.startswith("dropout"):
        extra["mask"] = np.ones(arguments["input"].shape, bool)
    with pytest.raises(kinds, match=words):
        getattr(module, f"{name}_backward")(np.ones(()), **arguments, **extra)
    theirs = {
        key: torch.tensor(value) if isinstance(value, np.ndarray) else value
        for key, value in arguments.items()
    }
    with pytest.raises(THEIR_REFUSALS):
        getattr(torch.nn.functional, name)(**theirs)
