"""Transposed convolution along one, two and three axes."""

from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import expect_shape
from convbook.functional.convolution._sums import (
    add_bias,
    bias_gradient,
    correlate,
    input_gradient,
    weight_gradient,
)
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
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    r"""Transposed convolution: :func:`conv_transpose2d` for (N, C, L) to (N, O, L').

    .. math:: y_{n,\,c,\,is+ad-p} \mathrel{+}= \sum_{o} w_{o,c,a} \; x_{n,o,i}

    >>> conv_transpose1d(np.array([[1, 10, 100]]), np.array([[[1, 2, 3]]]), stride=2)
    array([[  1,   2,  13,  20, 130, 200, 300]])
    """
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(1, input, weight, bias, *how)
    return transposed_forward(plan, input, weight, bias)


@operation
def conv_transpose1d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """Gradients of :func:`conv_transpose1d`, by the sums of :func:`conv_transpose2d_backward`.

    >>> grad_input, grad_weight, _ = conv_transpose1d_backward(
    ...     np.array([[1, 10, 100]]), np.array([[1, 2]]), np.array([[[4, 5]]]))
    >>> grad_input, grad_weight
    (array([[ 54, 540]]), array([[[ 21, 210]]]))
    """
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(1, input, weight, bias, *how)
    return transposed_backward(plan, grad_output, input, weight, bias)


@operation
def conv_transpose2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
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
    convbook.definition.conv_transpose2d : the same sum, one product at a time.
    conv2d : the convolution it transposes.

    Notes
    -----
    Size of the output: Dumoulin and Visin (2016), relation 14, where ``a`` is ``output_padding``.
    The arguments, and their order, are those of ``torch.nn.functional.conv_transpose2d``.

    Examples
    --------
    Each input cell leaves a scaled copy of the kernel.

    >>> conv_transpose2d(np.array([[[1, 10]]]), np.array([[[[1, 2], [3, 4]]]]), stride=2)[0]
    array([[ 1,  2, 10, 20],
           [ 3,  4, 30, 40]])
    """
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(2, input, weight, bias, *how)
    return transposed_forward(plan, input, weight, bias)


@operation
def conv_transpose2d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """Gradients of :func:`conv_transpose2d`.

    The input gradient is the convolution :func:`conv2d` of ``grad_output``: the transpose of the
    transpose.

    Notes
    -----
    Dumoulin and Visin (2016), section 4.2.

    >>> grad_input, _, _ = conv_transpose2d_backward(
    ...     np.array([[[1, 10, 100]]]), np.zeros((1, 1, 2), int), np.array([[[[1, 2]]]]))
    >>> grad_input
    array([[[ 21, 210]]])
    """
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(2, input, weight, bias, *how)
    return transposed_backward(plan, grad_output, input, weight, bias)


@operation
def conv_transpose3d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    r"""Transposed convolution of a volume: (N, C, D, H, W) to (N, O, D', H', W').

    .. math:: y_{n,\,c,\,hs+ed-p,\,is+ad-p,\,js+bd-p} \mathrel{+}=
              \sum_{o} w_{o,c,e,a,b} \; x_{n,o,h,i,j}

    >>> clip, kernel = np.array([1, 10]).reshape(1, 2, 1, 1), np.ones((1, 1, 2, 1, 1), int)
    >>> conv_transpose3d(clip, kernel).ravel()
    array([ 1, 11, 10])
    """
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(3, input, weight, bias, *how)
    return transposed_forward(plan, input, weight, bias)


@operation
def conv_transpose3d_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride=1,
    padding=0,
    output_padding=0,
    groups=1,
    dilation=1,
):
    """Gradients of :func:`conv_transpose3d`, by the sums of :func:`conv_transpose2d_backward`.

    >>> grad_input, _, _ = conv_transpose3d_backward(
    ...     np.array([1, 10, 100]).reshape(1, 3, 1, 1), np.zeros((1, 2, 1, 1), int),
    ...     np.array([1, 2]).reshape(1, 1, 2, 1, 1))
    >>> grad_input.ravel()
    array([ 21, 210])
    """
    how = (stride, padding, output_padding, groups, dilation)
    plan = transposed_plan(3, input, weight, bias, *how)
    return transposed_backward(plan, grad_output, input, weight, bias)


def transposed_forward(plan, input, weight, bias):
    """Shared body of the forms along one, two and three axes."""
    return plan.as_given(add_bias(input_gradient(plan, input, weight), bias))


def transposed_backward(plan, grad_output, input, weight, bias):
    """Shared body of their gradients."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.input_shape))
    grad_input = plan.as_given(correlate(plan, grad_output, weight))
    grad_weight = weight_gradient(plan, input, grad_output)
    return grad_input, grad_weight, bias_gradient(grad_output.reshape(plan.input_shape), bias)


def transposed_plan(rank, input, weight, bias, *settings):
    """Check everything, the bias too, before anything is computed."""
    return Plan.transposed(input.shape, weight.shape, *settings, rank, shape_of(bias))
