"""Convolution as a product of spectra.

The Fourier transform turns a circular convolution into one product for each frequency. Zeros make
it linear: what wraps round the end then reads nothing. The cost hardly depends on the kernel, so
the method is for large kernels, above all depthwise ones.

The transform of a kernel that is *not* turned is the complex conjugate: convolutional networks
correlate.
"""

import numpy as np

from convbook.algorithms.ends import finish, only
from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import counted, expect_shape
from convbook.operation import Array, operation

BLOCK_BYTES = 1 << 20


def circular_conv1d(signal, kernel):
    r"""Correlate with a border that goes on with the other end.

    .. math:: y_i = \sum_a w_a \, x_{(i + a) \bmod L}

    Parameters
    ----------
    signal : array, shape (..., L)
    kernel : array, shape (..., K), K at most L

    Returns
    -------
    array, shape (..., L)

    Raises
    ------
    ValueError
        If the kernel does not fit.

    See Also
    --------
    convbook.algorithms.matrix.circulant : the same sum as a matrix.

    Examples
    --------
    >>> circular_conv1d(np.array([1.0, 10, 100, 1000]), np.array([1.0, 2])).round(9)
    array([  21.,  210., 2100., 1002.])
    """
    size, taps = signal.shape[-1], kernel.shape[-1]
    if taps > size:
        raise ValueError(f"a kernel of {taps} taps does not fit on {counted(size, 'cell')}")
    spectrum = np.fft.rfft(signal) * np.fft.rfft(kernel, size).conj()
    return np.fft.irfft(spectrum, size)


@operation
def conv1d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    spectrum=None,
):
    """:func:`convbook.functional.conv1d` at stride 1 by a product of spectra.

    Parameters
    ----------
    input, weight, bias, stride, padding, dilation, groups
        As in :func:`convbook.functional.conv1d`; ``stride`` is 1. Whole numbers are computed as
        float64.
    spectrum : array, optional
        What :func:`spectrum_of` returned for the same arguments: a network whose weights rest
        transforms them once.

    Returns
    -------
    array, shape (N, O, L') or (O, L')

    Raises
    ------
    TypeError, ValueError
        As :func:`convbook.functional.conv1d`, and for another stride or a spectrum of another
        shape.

    Examples
    --------
    >>> conv1d(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]])).round(9)
    array([[  21.,  210., 2100.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=1)
    return by_spectra(plan, input, weight, bias, spectrum)


@operation
def conv2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    spectrum=None,
):
    """:func:`convbook.functional.conv2d` at stride 1 by a product of spectra.

    Parameters
    ----------
    input, weight, bias, stride, padding, dilation, groups
        As in :func:`convbook.functional.conv2d`; ``stride`` is 1. Whole numbers are computed as
        float64.
    spectrum : array, optional
        What :func:`spectrum_of` returned for the same arguments: a network whose weights rest
        transforms them once.

    Returns
    -------
    array, shape (N, O, H', W') or (O, H', W')

    Raises
    ------
    TypeError, ValueError
        As :func:`convbook.functional.conv2d`, and for another stride or a spectrum of another
        shape.

    Notes
    -----
    Mathieu, Henaff and LeCun (2014) trained convolutional networks this way.

    Examples
    --------
    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> conv2d(image, np.array([[[[0, 0], [0, 1]]]]))[0].round(9)
    array([[11., 12.],
           [21., 22.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=2)
    return by_spectra(plan, input, weight, bias, spectrum)


def spectrum_of(input_shape, weight, stride=1, padding=0, dilation=1, groups=1):
    """The spectrum of a weight, to be used again and again.

    Parameters
    ----------
    input_shape : tuple of int
        Of the input that is to be convolved, with or without a batch.
    weight, stride, padding, dilation, groups
        As in :func:`conv1d` or :func:`conv2d`.

    Returns
    -------
    array of complex numbers, shape (O, C / groups, *frequencies)

    Examples
    --------
    >>> image, kernel = np.arange(12.0).reshape(1, 3, 4), np.ones((1, 1, 2, 3))
    >>> spectrum = spectrum_of(image.shape, kernel)
    >>> conv2d(image, kernel, spectrum=spectrum).round(9)
    array([[[18., 24.],
            [42., 48.]]])
    """
    plan = Plan.of(input_shape, weight.shape, stride, padding, dilation, groups)
    only(plan, "a product of spectra", stride=1)
    return kernel_spectrum(plan, weight.astype(np.result_type(weight, np.float32)))


@operation
def overlap_add(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    dilation=1,
    groups=1,
    *,
    block=None,
):
    """:func:`conv1d` of a long signal, cut into blocks whose results overlap and add.

    Parameters
    ----------
    input, weight, bias, stride, padding, dilation, groups
        As in :func:`conv1d`.
    block : int, optional
        Cells that are transformed together; otherwise eight times the window.

    Returns
    -------
    array, shape (N, O, L') or (O, L')

    Raises
    ------
    TypeError, ValueError
        As :func:`conv1d`, and if ``block`` is below 1.

    Notes
    -----
    A block of B cells meets a window of E cells in B + E - 1 places: neighboring blocks share the
    outer E - 1. The transforms stay short however long the signal is.

    Examples
    --------
    >>> overlap_add(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]]), block=2).round(9)
    array([[  21.,  210., 2100.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, rank=1)
    [window], [size], [places] = plan.windows, plan.sizes, plan.places
    only(plan, "overlap-add", stride=1)
    block = 8 * window.extent if block is None else block
    if block < 1:
        raise ValueError(f"block must be at least 1 cell, got {block}")
    reach = window.extent - 1
    x = input.reshape(plan.input_shape)
    # Place i of the full overlap stands reach cells before the cell that its first tap reads.
    full = np.zeros((plan.batch, plan.out_channels, size + reach), np.result_type(x, weight, "f4"))
    for start in range(0, size, block):
        part = x[..., start : start + block]
        added = conv1d(part, weight, None, 1, reach, dilation, groups)
        full[..., start : start + added.shape[-1]] += added
    first = reach - window.before
    kept = np.zeros((*full.shape[:-1], places), full.dtype)
    here = slice(max(0, first), min(full.shape[-1], first + places))
    kept[..., here.start - first : here.stop - first] = full[..., here]
    return finish(plan, kept, bias)


def by_spectra(plan, input, weight, bias, spectrum):
    """Transform, multiply, transform back; a run of images and channels at a time."""
    only(plan, "a product of spectra", stride=1)
    kind = np.result_type(input, weight, np.float32)
    if spectrum is None:
        spectrum = kernel_spectrum(plan, weight.astype(kind, copy=False))
    expect_shape("spectrum", spectrum.shape, (*plan.weight_shape[:2], *frequencies(plan)))
    x = input.reshape(plan.batch, plan.groups, plan.ins, *plan.sizes).astype(kind, copy=False)
    spectrum = spectrum.reshape(plan.groups, plan.outs, plan.ins, *frequencies(plan))
    output = np.empty((plan.batch, plan.groups, plan.outs, *plan.places), kind)
    step = max(1, BLOCK_BYTES // spectrum[0].nbytes)
    for n in range(plan.batch):
        for start in range(0, plan.groups, step):
            run = slice(start, start + step)
            back_transform(
                plan, channel_sum(spectrum[run], transform(plan, x[n, run])), output[n, run]
            )
    return finish(plan, output.reshape(plan.output_shape), bias)


def channel_sum(kernels, images):
    """For each group and frequency, ``sum over c of w[g,o,c] * x[g,c]``."""
    if kernels.shape[2] == 1:
        return kernels[:, :, 0] * images
    product = np.moveaxis(kernels, (1, 2), (-2, -1)) @ np.moveaxis(images, 1, -1)[..., None]
    return np.moveaxis(product[..., 0], -1, 1)


def transform(plan, x):
    """Spectra of images that stand behind the front border of a circle long enough."""
    axes = tuple(range(-len(plan.places), 0))
    framed = np.zeros((*x.shape[: axes[0]], *circle(plan)), x.dtype)
    here = [slice(w.before, w.before + s) for w, s in zip(plan.windows, plan.sizes, strict=True)]
    framed[(..., *here)] = x
    return np.fft.rfftn(framed, axes=axes)


def back_transform(plan, spectra, output):
    """The places of the window, out of all places of the circle."""
    axes = tuple(range(-len(plan.places), 0))
    full = np.fft.irfftn(spectra, circle(plan), axes)
    output[...] = full[(..., *map(slice, plan.places))]


def kernel_spectrum(plan, weight):
    """Conjugate spectra of the kernels, their taps ``dilation`` cells apart."""
    axes = tuple(range(-len(plan.places), 0))
    framed = np.zeros((*plan.weight_shape[:2], *circle(plan)), weight.dtype)
    taps = [slice(0, window.extent, window.dilation) for window in plan.windows]
    framed[(..., *taps)] = weight
    return np.fft.rfftn(framed, axes=axes).conj()


def circle(plan):
    """Cells along each axis: enough that whatever wraps round reads zeros.

    The border in front and the border behind are both zero, so they may be the same cells.
    """
    return [
        fast_size(max(size + max(window.before, window.after), window.extent, places))
        for window, size, places in zip(plan.windows, plan.sizes, plan.places, strict=True)
    ]


def frequencies(plan):
    """Complex numbers along each axis of a spectrum of real images."""
    *others, last = circle(plan)
    return *others, last // 2 + 1


def fast_size(least):
    """The smallest product of twos, threes and fives from ``least`` on: such transforms are fast.

    >>> [fast_size(cells) for cells in (7, 31, 61, 97)]
    [8, 32, 64, 100]
    """
    size = least
    while True:
        rest = size
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return size
        size += 1
