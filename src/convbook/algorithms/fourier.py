"""Convolution as a product of spectra.

The Fourier transform turns a circular convolution into one product for each frequency. Zeros make
it linear: what wraps round the end then reads nothing. The cost hardly depends on the kernel, so
the method is for large kernels, above all depthwise ones.

Convolutional networks correlate: the kernel is *not* turned, so its transform is taken at the
negative frequency. For real kernels that is the complex conjugate.

Every frequency sums a whole map. A NaN or an infinity in the input therefore makes all outputs NaN
that read its channel, of that image; so does one in the weight to its output channel, and so do
numbers whose sum over a map overflows. The plain form loses only the outputs that read the cell.
"""

import numpy as np

from convbook.algorithms.ends import expect_array, finish, only
from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import counted, expect_shape, whole
from convbook.operation import Array, fractional, operation, shape_of

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
    TypeError, ValueError
        If an argument is not an array of numbers, or the kernel does not fit.

    See Also
    --------
    convbook.algorithms.matrix.circulant : the same sum as a matrix.

    Examples
    --------
    >>> circular_conv1d(np.array([1.0, 10, 100, 1000]), np.array([1.0, 2])).round(9)
    array([  21.,  210., 2100., 1002.])
    """
    for name, array in (("signal", signal), ("kernel", kernel)):
        expect_array(name, array)
        if not array.ndim:
            raise ValueError(f"{name} must have at least 1 axis, got 0")
    size, taps = signal.shape[-1], kernel.shape[-1]
    if taps > size:
        raise ValueError(f"a kernel of {taps} taps does not fit on {counted(size, 'cell')}")
    if not size:
        return np.zeros(np.broadcast_shapes(signal.shape, (*kernel.shape[:-1], 0)))
    if np.iscomplexobj(signal) or np.iscomplexobj(kernel):
        return np.fft.ifft(np.fft.fft(signal) * np.fft.fft(kernel.conj(), size).conj())
    return np.fft.irfft(np.fft.rfft(signal) * np.fft.rfft(kernel, size).conj(), size)


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
        As :func:`convbook.functional.conv1d`, and for another stride or a spectrum that was made
        for other shapes or settings.

    Examples
    --------
    >>> conv1d(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]])).round(9)
    array([[  21.,  210., 2100.]])
    """
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 1, shape_of(bias))
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
        As :func:`convbook.functional.conv2d`, and for another stride or a spectrum that was made
        for other shapes or settings.

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
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 2, shape_of(bias))
    return by_spectra(plan, input, weight, bias, spectrum)


class Spectrum(np.ndarray):
    """Spectra of kernels that remember the circle and the dilation they were made for.

    Two of other settings may have the same shape, and would give other numbers in silence.
    """

    made_for = None

    def __array_finalize__(self, source):
        self.made_for = getattr(source, "made_for", None)


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
    Spectrum
        An array of complex numbers of shape ``(O, C / groups, *frequencies)``. It serves inputs of
        the same sizes and settings, which are complex only if the weight is.

    Examples
    --------
    >>> image, kernel = np.arange(12.0).reshape(1, 3, 4), np.ones((1, 1, 2, 3))
    >>> spectrum = spectrum_of(image.shape, kernel)
    >>> conv2d(image, kernel, spectrum=spectrum).round(9)
    array([[[18., 24.],
            [42., 48.]]])
    """
    expect_array("weight", weight)
    plan = Plan.of(input_shape, weight.shape, stride, padding, dilation, groups)
    only(plan, "a product of spectra", stride=1)
    spectrum = kernel_spectrum(plan, weight.astype(fractional(weight))).view(Spectrum)
    spectrum.made_for = settings_of(plan)
    return spectrum


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
    plan = Plan.of(input.shape, weight.shape, stride, padding, dilation, groups, 1, shape_of(bias))
    [window], [size], [places] = plan.windows, plan.sizes, plan.places
    only(plan, "overlap-add", stride=1)
    block = 8 * window.extent if block is None else block
    if whole("block", block) < 1:
        raise ValueError(f"block must be at least 1 cell, got {block}")
    reach = window.extent - 1
    x = input.reshape(plan.input_shape)
    # Place i of the full overlap lies ``reach`` cells before the cell that its first tap reads.
    full = np.zeros((plan.batch, plan.out_channels, size + reach), fractional(x, weight))
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
    kind = fractional(input, weight)
    if spectrum is None:
        spectrum = kernel_spectrum(plan, weight.astype(kind, copy=False))
    else:
        spectrum = checked(spectrum, plan, kind)
    x = input.reshape(plan.batch, plan.groups, plan.ins, *plan.sizes).astype(kind, copy=False)
    spectrum = spectrum.reshape(plan.groups, plan.outs, plan.ins, *frequencies(plan, kind))
    output = np.empty((plan.batch, plan.groups, plan.outs, *plan.places), kind)
    step = max(1, BLOCK_BYTES // max(1, spectrum[0].nbytes))
    for n in range(plan.batch):
        for start in range(0, plan.groups, step):
            run = slice(start, start + step)
            back_transform(
                plan, channel_sum(spectrum[run], transform(plan, x[n, run])), output[n, run]
            )
    return finish(plan, output.reshape(plan.output_shape), bias)


def checked(spectrum, plan, kind):
    """A spectrum that was handed in, as a plain array; one of another convolution is refused."""
    if not isinstance(spectrum, Spectrum):
        raise TypeError(f"spectrum must be made by spectrum_of, got {type(spectrum).__name__}")
    expect_shape("spectrum", spectrum.shape, (*plan.weight_shape[:2], *frequencies(plan, kind)))
    if spectrum.made_for != settings_of(plan):
        raise ValueError(
            "spectrum was made for (cells of the circle, kernel, dilation) of "
            f"{spectrum.made_for}, got {settings_of(plan)}"
        )
    return np.asarray(spectrum)


def settings_of(plan):
    """What the spectrum of a kernel depends on: circle, kernel and dilation of each axis."""
    return [
        (cells, window.kernel, window.dilation)
        for cells, window in zip(circle(plan), plan.windows, strict=True)
    ]


def channel_sum(kernels, images):
    """For each group and frequency, ``sum over c of w[g,o,c] * x[g,c]``."""
    if kernels.shape[2] == 1:
        return kernels[:, :, 0] * images
    product = np.moveaxis(kernels, (1, 2), (-2, -1)) @ np.moveaxis(images, 1, -1)[..., None]
    return np.moveaxis(product[..., 0], -1, 1)


def transform(plan, x):
    """Spectra of images placed behind the front border of a circle that is long enough."""
    axes = tuple(range(-len(plan.places), 0))
    framed = np.zeros((*x.shape[: axes[0]], *circle(plan)), x.dtype)
    here = [slice(w.before, w.before + s) for w, s in zip(plan.windows, plan.sizes, strict=True)]
    framed[(..., *here)] = x
    return (np.fft.fftn if np.iscomplexobj(x) else np.fft.rfftn)(framed, axes=axes)


def back_transform(plan, spectra, output):
    """The places of the window, out of all places of the circle."""
    axes = tuple(range(-len(plan.places), 0))
    inverse = np.fft.ifftn if np.iscomplexobj(output) else np.fft.irfftn
    full = inverse(spectra, circle(plan), axes)
    output[...] = full[(..., *map(slice, plan.places))]


def kernel_spectrum(plan, weight):
    """Spectra of the kernels at negative frequencies, their taps ``dilation`` cells apart."""
    axes = tuple(range(-len(plan.places), 0))
    framed = np.zeros((*plan.weight_shape[:2], *circle(plan)), weight.dtype)
    taps = [slice(0, window.extent, window.dilation) for window in plan.windows]
    framed[(..., *taps)] = weight.conj()
    return (np.fft.fftn if np.iscomplexobj(weight) else np.fft.rfftn)(framed, axes=axes).conj()


def circle(plan):
    """Cells along each axis: enough that whatever wraps round reads zeros.

    The border in front and the border behind are both zero, so they may be the same cells.
    """
    return [
        fast_size(max(size + max(window.before, window.after), window.extent, places))
        for window, size, places in zip(plan.windows, plan.sizes, plan.places, strict=True)
    ]


def frequencies(plan, kind):
    """Complex numbers along each axis of a spectrum: half of them tell a real image."""
    *others, last = circle(plan)
    return *others, last if kind.kind == "c" else last // 2 + 1


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
