"""Transposed convolution along one, two and three axes."""

from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import expect_shape
from convbook.bias import add_bias, bias_gradient
from convbook.functional.convolution._sums import correlate, input_gradient, weight_gradient
from convbook.operation import Array, operation, shape_of

__all__ = [
    "conv_transpose1d",
    "conv_transpose1d_backward",
    "conv_transpose2d",
    "conv_transpose2d_backward",
    "conv_transpose3d",
    "conv_transpose3d_backward",
]


@operation
def conv_transpose1d(
    input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, output_padding=0, groups=1, dilation=1,
):  # fmt: skip
    r"""Transposed convolution: :func:`conv_transpose2d` for (N, C, L) to (N, O, L').

    .. math:: y_{n,\,c,\,is+ad-p} \mathrel{+}= \sum_{o} w_{o,c,a} \; x_{n,o,i}

    >>> conv_transpose1d(np.array([[1, 10, 100]]), np.array([[[1, 2, 3]]]), stride=2)
    array([[  1,   2,  13,  20, 130, 200, 300]])
    """
    return forward(1, input, weight, bias, stride, padding, output_padding, groups, dilation)


@operation
def conv_transpose1d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, output_padding=0, groups=1, dilation=1,
):  # fmt: skip
    """Gradients of :func:`conv_transpose1d`, by the sums of :func:`conv_transpose2d_backward`.

    >>> grad_input, grad_weight, _ = conv_transpose1d_backward(
    ...     np.array([[1, 10, 100]]), np.array([[1, 2]]), np.array([[[4, 5]]]))
    >>> grad_input, grad_weight
    (array([[ 54, 540]]), array([[[ 21, 210]]]))
    """
    settings = stride, padding, output_padding, groups, dilation
    return backward(1, grad_output, input, weight, bias, *settings)


@operation
def conv_transpose2d(
    input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, output_padding=0, groups=1, dilation=1,
):  # fmt: skip
    r"""Send every input cell back to the cells a convolution would have read it from.

    .. math:: y_{n,\,c,\,is+ad-p,\,js+bd-p} \mathrel{+}= \sum_{o} w_{o,c,a,b} \; x_{n,o,i,j}

    for every tap; what falls outside the output is dropped, and the bias is added at the end. This
    is the product with the transposed matrix of :func:`conv2d`, not its inverse.

    Parameters
    ----------
    input : array, shape (N, C, H, W) or (C, H, W)
    weight : array, shape (C, O / groups, K, L)
        The channels in the order of the convolution that is transposed.
    bias : array, shape (O,), optional
    stride, dilation : int or (int, int)
        In cells, as (rows, columns).
    padding : int or (int, int)
        Cells *taken away* on each side.
    output_padding : int or (int, int)
        Cells added behind; fewer than the stride or than the dilation.
    groups : int
        A divisor of C.

    Returns
    -------
    array, shape (N, O, H', W') or (O, H', W')
        H' = (H - 1) stride - 2 padding + dilation (K - 1) + output_padding + 1, and W' likewise.

    Raises
    ------
    TypeError
        If a setting is not a whole number.
    ValueError
        If the axes, channels or groups do not match, a setting is too small or too large, or
        nothing is left of the output.

    See Also
    --------
    conv2d : the convolution it transposes.

    Notes
    -----
    Size of the output: Dumoulin and Visin (2016), relation 14, where ``a`` is ``output_padding``.

    Examples
    --------
    Each input cell leaves a scaled copy of the kernel.

    >>> conv_transpose2d(np.array([[[1, 10]]]), np.array([[[[1, 2], [3, 4]]]]), stride=2)[0]
    array([[ 1,  2, 10, 20],
           [ 3,  4, 30, 40]])
    """
    return forward(2, input, weight, bias, stride, padding, output_padding, groups, dilation)


@operation
def conv_transpose2d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, output_padding=0, groups=1, dilation=1,
):  # fmt: skip
    """Gradients of :func:`conv_transpose2d`.

    The input gradient is the convolution :func:`conv2d` of ``grad_output``: the transpose of the
    transpose.

    Dumoulin and Visin (2016), section 4.2.

    >>> grad_input, _, _ = conv_transpose2d_backward(
    ...     np.array([[[1, 10, 100]]]), np.zeros((1, 1, 2), int), np.array([[[[1, 2]]]]))
    >>> grad_input
    array([[[ 21, 210]]])
    """
    settings = stride, padding, output_padding, groups, dilation
    return backward(2, grad_output, input, weight, bias, *settings)


@operation
def conv_transpose3d(
    input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, output_padding=0, groups=1, dilation=1,
):  # fmt: skip
    r"""Transposed convolution of a volume: (N, C, D, H, W) to (N, O, D', H', W').

    .. math:: y_{n,\,c,\,hs+ed-p,\,is+ad-p,\,js+bd-p} \mathrel{+}=
              \sum_{o} w_{o,c,e,a,b} \; x_{n,o,h,i,j}

    >>> clip, kernel = np.array([1, 10]).reshape(1, 2, 1, 1), np.ones((1, 1, 2, 1, 1), int)
    >>> conv_transpose3d(clip, kernel).ravel()
    array([ 1, 11, 10])
    """
    return forward(3, input, weight, bias, stride, padding, output_padding, groups, dilation)


@operation
def conv_transpose3d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, padding=0, output_padding=0, groups=1, dilation=1,
):  # fmt: skip
    """Gradients of :func:`conv_transpose3d`, by the sums of :func:`conv_transpose2d_backward`.

    >>> grad_input, _, _ = conv_transpose3d_backward(
    ...     np.array([1, 10, 100]).reshape(1, 3, 1, 1), np.zeros((1, 2, 1, 1), int),
    ...     np.array([1, 2]).reshape(1, 1, 2, 1, 1))
    >>> grad_input.ravel()
    array([ 21, 210])
    """
    settings = stride, padding, output_padding, groups, dilation
    return backward(3, grad_output, input, weight, bias, *settings)


def forward(rank, input, weight, bias, *settings):
    """Shared body of the forms along one, two and three axes."""
    plan = Plan.transposed(input.shape, weight.shape, *settings, rank, shape_of(bias))
    return plan.as_given(add_bias(input_gradient(plan, input, weight), bias))


def backward(rank, grad_output, input, weight, bias, *settings):
    """Shared body of their gradients."""
    plan = Plan.transposed(input.shape, weight.shape, *settings, rank, shape_of(bias))
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.input_shape))
    grad_input = plan.as_given(correlate(plan, grad_output, weight))
    grad_weight = weight_gradient(plan, input, grad_output)
    return grad_input, grad_weight, bias_gradient(grad_output.reshape(plan.input_shape), bias)
