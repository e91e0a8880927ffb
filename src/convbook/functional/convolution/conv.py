"""Convolution along one, two and three axes."""

from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import expect_shape
from convbook.bias import add_bias, bias_gradient
from convbook.functional.convolution._sums import correlate, input_gradient, weight_gradient
from convbook.operation import Array, operation, shape_of

__all__ = ["conv1d", "conv1d_backward", "conv2d", "conv2d_backward", "conv3d", "conv3d_backward"]


@operation
def conv1d(
    input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1, groups=1,
):  # fmt: skip
    r"""Convolve a sequence: :func:`conv2d` for (N, C, L) or (C, L) to (N, O, L') or (O, L').

    .. math:: y_{n,o,i} = b_o + \sum_{c,a} w_{o,c,a} \; x_{n,\,c,\,is+ad-p}

    >>> conv1d(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]]))
    array([[  21,  210, 2100]])
    """
    plan = conv_plan(1, input, weight, bias, stride, padding, dilation, groups)
    return forward(plan, input, weight, bias)


@operation
def conv1d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1, groups=1,
):  # fmt: skip
    """Gradients of :func:`conv1d`, by the sums of :func:`conv2d_backward`.

    >>> grad_input, grad_weight, grad_bias = conv1d_backward(
    ...     np.array([[1, 10]]), np.array([[1, 2, 3]]), np.array([[[4, 5]]]), np.array([0]))
    >>> grad_input, grad_weight, grad_bias
    (array([[ 4, 45, 50]]), array([[[21, 32]]]), array([11]))
    """
    plan = conv_plan(1, input, weight, bias, stride, padding, dilation, groups)
    return backward(plan, grad_output, input, weight, bias)


@operation
def conv2d(
    input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1, groups=1,
):  # fmt: skip
    r"""Slide every kernel over every image and sum the products.

    .. math:: y_{n,o,i,j} = b_o + \sum_{c,a,b} w_{o,c,a,b} \; x_{n,\,c,\,is+ad-p,\,js+bd-p}

    where ``c`` runs over the input channels of the group of ``o``, and ``x`` is 0 outside the
    input. The kernel is *not* turned: this is cross-correlation. Small whole numbers wrap as in
    PyTorch: convert images and sound of integers to floating point first.

    Parameters
    ----------
    input : array, shape (N, C, H, W) or (C, H, W)
    weight : array, shape (O, C / groups, K, L)
    bias : array, shape (O,), optional
    stride, dilation : int or (int, int)
        In cells, as (rows, columns).
    padding : int or (int, int), 'valid' or 'same'
        Cells of zeros on each side. 'valid' is none; 'same' keeps the size at stride 1, with the
        odd cell of an even kernel behind.
    groups : int
        A divisor of C and of O.

    Returns
    -------
    array, shape (N, O, H', W') or (O, H', W')
        H' = floor((H + 2 padding - dilation (K - 1) - 1) / stride) + 1, and W' likewise.

    Raises
    ------
    TypeError
        If a setting is not a whole number.
    ValueError
        If the axes, channels or groups do not match, a setting is too small, or the window does not
        fit on the padded input.

    See Also
    --------
    conv_transpose2d : the transpose.

    Notes
    -----
    Size of the output: Dumoulin and Visin (2016), relation 15.

    Examples
    --------
    Cell (r, c) of this image holds 10 r + c, so every value names its place.

    >>> image = np.add.outer([0, 10, 20], [0, 1, 2])[None]
    >>> lower_right = np.array([[[[0, 0], [0, 1]]]])
    >>> conv2d(image, lower_right)[0]
    array([[11, 12],
           [21, 22]])
    """
    plan = conv_plan(2, input, weight, bias, stride, padding, dilation, groups)
    return forward(plan, input, weight, bias)


@operation
def conv2d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1, groups=1,
):  # fmt: skip
    r"""Gradients of :func:`conv2d`.

    Every product of the forward sum joins an output, a weight and an input. The gradient of each
    array sums the same products where that array lies:

    .. math:: \frac{\partial L}{\partial x} \mathrel{+}= w\, g, \qquad
              \frac{\partial L}{\partial w} \mathrel{+}= x\, g, \qquad
              \frac{\partial L}{\partial b} \mathrel{+}= g

    Dumoulin and Visin (2016), section 4.1: the input gradient is the product with the transposed
    matrix.

    With an upstream gradient in one cell, the input gradient is the kernel, put where it read.

    >>> grad_input, _, _ = conv2d_backward(
    ...     np.array([[[0, 1]]]), np.zeros((1, 2, 3), int), np.array([[[[1, 2], [3, 4]]]]))
    >>> grad_input[0]
    array([[0, 1, 2],
           [0, 3, 4]])
    """
    plan = conv_plan(2, input, weight, bias, stride, padding, dilation, groups)
    return backward(plan, grad_output, input, weight, bias)


@operation
def conv3d(
    input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1, groups=1,
):  # fmt: skip
    r"""Convolve a volume: :func:`conv2d` for (N, C, D, H, W) to (N, O, D', H', W').

    .. math:: y_{n,o,h,i,j} = b_o + \sum_{c,e,a,b} w_{o,c,e,a,b} \;
              x_{n,\,c,\,hs+ed-p,\,is+ad-p,\,js+bd-p}

    >>> clip = np.arange(0, 300, 100)[:, None, None] + np.add.outer([0, 10], [0, 1])
    >>> conv3d(clip[None], np.array([0, 1]).reshape(1, 1, 2, 1, 1))[0]
    array([[[100, 101],
            [110, 111]],
    <BLANKLINE>
           [[200, 201],
            [210, 211]]])
    """
    plan = conv_plan(3, input, weight, bias, stride, padding, dilation, groups)
    return forward(plan, input, weight, bias)


@operation
def conv3d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, dilation=1, groups=1,
):  # fmt: skip
    """Gradients of :func:`conv3d`, by the sums of :func:`conv2d_backward`.

    >>> grad_input, _, _ = conv3d_backward(
    ...     np.array([1, 10]).reshape(1, 2, 1, 1), np.zeros((1, 3, 1, 1), int),
    ...     np.array([1, 2]).reshape(1, 1, 2, 1, 1))
    >>> grad_input.ravel()
    array([ 1, 12, 20])
    """
    plan = conv_plan(3, input, weight, bias, stride, padding, dilation, groups)
    return backward(plan, grad_output, input, weight, bias)


def forward(plan, input, weight, bias):
    """Shared body of the forms along one, two and three axes."""
    return plan.as_given(add_bias(correlate(plan, input, weight), bias))


def backward(plan, grad_output, input, weight, bias):
    """Shared body of their gradients."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.output_shape))
    grad_input = plan.as_given(input_gradient(plan, grad_output, weight))
    grad_weight = weight_gradient(plan, grad_output, input)
    return grad_input, grad_weight, bias_gradient(grad_output.reshape(plan.output_shape), bias)


def conv_plan(rank, input, weight, bias, *settings):
    """Check everything, the bias too, before anything is computed."""
    return Plan.of(input.shape, weight.shape, *settings, rank, shape_of(bias))
