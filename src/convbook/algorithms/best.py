"""The fastest of the ways to convolve, chosen by a measured rule.

The rule was measured in float32 on one thread of two AMD EPYC processors, one with AVX-512 and one
with AVX2, against :mod:`convbook.functional` with NumPy's OpenBLAS. Other machines may draw its
lines elsewhere: ``make bench`` times the special forms beside the plain one and the rule's choice,
and ``convbook.data.measured("algorithms")`` holds such figures with their machine.
"""

import numpy as np

from convbook import functional
from convbook.algorithms import fourier, winograd
from convbook.arithmetic import Plan
from convbook.operation import Array, fractional, operation, shape_of

LEAST_CHANNELS = 32
TILES_PER_CHANNEL = {(3, 3): 1 / 4, (5, 5): 1 / 8}
LARGE_TAPS = 15


def choose(plan):
    """The module that convolves by this plan.

    * Depthwise at stride 1 with kernels of 15 taps or more: a product of spectra.
    * Kernels of 3 x 3 or 5 x 5 at stride 1, undilated and in one group, with at least 32 channels
      on either side and one tile of 4 x 4 outputs for every 4 channels (3 x 3) or every 8 (5 x 5):
      Winograd. With fewer tiles, transforming the weights costs more than is saved.
    * Anything else: the plain form.

    >>> choose(Plan.of((1, 64, 56, 56), (64, 64, 3, 3), padding=1)).__name__
    'convbook.algorithms.winograd'
    >>> choose(Plan.of((1, 64, 56, 56), (64, 64, 3, 3), stride=2)).__name__
    'convbook.functional'
    """
    plain_steps = all(window.stride == 1 for window in plan.windows)
    undilated = all(window.dilation == 1 for window in plan.windows)
    if plain_steps and plan.ins == 1 and min(plan.kernel) >= LARGE_TAPS:
        return fourier
    tiles = plan.batch
    for places in plan.places:
        tiles *= -(-places // 4)
    if (
        plain_steps
        and undilated
        and plan.groups == 1
        and plan.kernel in TILES_PER_CHANNEL
        and min(plan.in_channels, plan.out_channels) >= LEAST_CHANNELS
        and tiles >= plan.in_channels * TILES_PER_CHANNEL[plan.kernel]
    ):
        return winograd
    return functional


@operation
def conv2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
):
    """:func:`convbook.functional.conv2d` by the module that :func:`choose` names.

    All settings are known. Whole numbers are computed as float64, whichever module is chosen. Where
    it is Winograd or Fourier, float32 loses up to one digit, and a result that is not finite is
    computed again by the plain form: a NaN reaches the outputs that read it and no others.

    Examples
    --------
    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> conv2d(image, np.array([[[[0, 0], [0, 1]]]]))[0]
    array([[11., 12.],
           [21., 22.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    kind = fractional(input, weight)
    arrays = input.astype(kind, copy=False), weight.astype(kind, copy=False), bias
    output = choose(plan).conv2d(*arrays, stride, padding, dilation, groups)
    if choose(plan) is functional or np.isfinite(output).all():
        return output
    return functional.conv2d(*arrays, stride, padding, dilation, groups)


@operation
def conv2d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
):
    """:func:`convbook.functional.conv2d_backward`, by Winograd where :func:`choose` names it.

    Whole numbers and results that are not finite are treated as in :func:`conv2d`.

    Examples
    --------
    >>> grad_input, _, _ = conv2d_backward(
    ...     np.array([[[0, 1]]]), np.zeros((1, 2, 3), int), np.array([[[[1, 2], [3, 4]]]]))
    >>> grad_input[0]
    array([[0., 1., 2.],
           [0., 3., 4.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    kind = fractional(grad_output, input, weight)
    arrays = *(array.astype(kind, copy=False) for array in (grad_output, input, weight)), bias
    if choose(plan) is winograd:
        gradients = winograd.conv2d_backward(*arrays, stride, padding, dilation, groups)
        if all(np.isfinite(found).all() for found in gradients if found is not None):
            return gradients
    return functional.conv2d_backward(*arrays, stride, padding, dilation, groups)
