"""Transposed convolution along one, two and three axes."""

from convbook.arithmetic import Plan
from convbook.arithmetic.arguments import expect_shape
from convbook.functional.convolution._sums import (
    add_bias,
    bias_gradient,
    correlate,
    spread,
    weight_gradient,
)
from convbook.operation import Array, operation

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
    r"""Send every input cell back to the cells a convolution would have read it from.

    .. math:: y_{n,\,c,\,is+ad-p} \mathrel{+}= \sum_{o} w_{o,c,a} \; x_{n,o,i}

    for every tap; what falls outside the output is dropped, and the bias is added at the end. This
    is the product with the transposed matrix of :func:`conv1d`, not its inverse.

    Parameters
    ----------
    input : array, shape (N, C, L) or (C, L)
    weight : array, shape (C, O / groups, K)
        The channels in the order of the convolution that is transposed.
    bias : array, shape (O,), optional
    stride, dilation : int
        In cells.
    padding : int
        Cells *taken away* on each side.
    output_padding : int
        Cells added behind; fewer than the stride or than the dilation.
    groups : int
        A divisor of C.

    Returns
    -------
    array, shape (N, O, L') or (O, L')
        L' = (L - 1) stride - 2 padding + dilation (K - 1) + output_padding + 1.

    Raises
    ------
    TypeError
        If a setting is not a whole number.
    ValueError
        If the axes, channels or groups do not match, a setting is too small or too large, or
        nothing is left of the output.

    See Also
    --------
    convbook.definition.conv_transpose1d : the same sum, one product at a time.
    conv1d : the convolution it transposes.

    Notes
    -----
    Size of the output: Dumoulin and Visin (2016), relation 14, where ``a`` is ``output_padding``.
    The arguments, and their order, are those of ``torch.nn.functional.conv_transpose1d``.

    Examples
    --------
    Each input cell leaves a scaled copy of the kernel; the copies overlap and add.

    >>> conv_transpose1d(np.array([[1, 10, 100]]), np.array([[[1, 2, 3]]]), stride=2)
    array([[  1,   2,  13,  20, 130, 200, 300]])
    """
    plan = Plan.transposed(
        input.shape, weight.shape, stride, padding, output_padding, groups, dilation, rank=1
    )
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
    """Gradients of :func:`conv_transpose1d` for the gradient ``grad_output`` of its result.

    The input gradient is the convolution :func:`conv1d` of ``grad_output``: the transpose of the
    transpose.

    Parameters
    ----------
    grad_output : array, of the shape that :func:`conv_transpose1d` returns
    input, weight, bias, stride, padding, output_padding, groups, dilation
        As in :func:`conv_transpose1d`.

    Returns
    -------
    (grad_input, grad_weight, grad_bias)
        Each of the shape of its array; ``grad_bias`` is None without a bias.

    Raises
    ------
    TypeError, ValueError
        As :func:`conv_transpose1d`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    Dumoulin and Visin (2016), section 4.2.

    Examples
    --------
    >>> grad_input, grad_weight, _ = conv_transpose1d_backward(
    ...     np.array([[1, 10, 100]]), np.array([[1, 2]]), np.array([[[4, 5]]]))
    >>> grad_input, grad_weight
    (array([[ 54, 540]]), array([[[ 21, 210]]]))
    """
    plan = Plan.transposed(
        input.shape, weight.shape, stride, padding, output_padding, groups, dilation, rank=1
    )
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
    plan = Plan.transposed(
        input.shape, weight.shape, stride, padding, output_padding, groups, dilation, rank=2
    )
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
    """Gradients of :func:`conv_transpose2d` for the gradient ``grad_output`` of its result.

    The input gradient is the convolution :func:`conv2d` of ``grad_output``: the transpose of the
    transpose.

    Parameters
    ----------
    grad_output : array, of the shape that :func:`conv_transpose2d` returns
    input, weight, bias, stride, padding, output_padding, groups, dilation
        As in :func:`conv_transpose2d`.

    Returns
    -------
    (grad_input, grad_weight, grad_bias)
        Each of the shape of its array; ``grad_bias`` is None without a bias.

    Raises
    ------
    TypeError, ValueError
        As :func:`conv_transpose2d`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    Dumoulin and Visin (2016), section 4.2.

    Examples
    --------
    >>> grad_input, _, _ = conv_transpose2d_backward(
    ...     np.array([[[1, 10, 100]]]), np.zeros((1, 1, 2), int), np.array([[[[1, 2]]]]))
    >>> grad_input
    array([[[ 21, 210]]])
    """
    plan = Plan.transposed(
        input.shape, weight.shape, stride, padding, output_padding, groups, dilation, rank=2
    )
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
    r"""Send every input cell back to the cells a convolution would have read it from.

    .. math:: y_{n,\,c,\,hs+ed-p,\,is+ad-p,\,js+bd-p} \mathrel{+}=
              \sum_{o} w_{o,c,e,a,b} \; x_{n,o,h,i,j}

    for every tap; what falls outside the output is dropped, and the bias is added at the end. This
    is the product with the transposed matrix of :func:`conv3d`, not its inverse.

    Parameters
    ----------
    input : array, shape (N, C, D, H, W) or (C, D, H, W)
    weight : array, shape (C, O / groups, J, K, L)
        The channels in the order of the convolution that is transposed.
    bias : array, shape (O,), optional
    stride, dilation : int or (int, int, int)
        In cells, as (planes, rows, columns).
    padding : int or (int, int, int)
        Cells *taken away* on each side.
    output_padding : int or (int, int, int)
        Cells added behind; fewer than the stride or than the dilation.
    groups : int
        A divisor of C.

    Returns
    -------
    array, shape (N, O, D', H', W') or (O, D', H', W')
        D' = (D - 1) stride - 2 padding + dilation (J - 1) + output_padding + 1; H' and W' likewise.

    Raises
    ------
    TypeError
        If a setting is not a whole number.
    ValueError
        If the axes, channels or groups do not match, a setting is too small or too large, or
        nothing is left of the output.

    See Also
    --------
    convbook.definition.conv_transpose3d : the same sum, one product at a time.
    conv3d : the convolution it transposes.

    Notes
    -----
    Size of the output: Dumoulin and Visin (2016), relation 14, where ``a`` is ``output_padding``.
    The arguments, and their order, are those of ``torch.nn.functional.conv_transpose3d``.

    Examples
    --------
    >>> clip, kernel = np.array([1, 10]).reshape(1, 2, 1, 1), np.ones((1, 1, 2, 1, 1), int)
    >>> conv_transpose3d(clip, kernel).ravel()
    array([ 1, 11, 10])
    """
    plan = Plan.transposed(
        input.shape, weight.shape, stride, padding, output_padding, groups, dilation, rank=3
    )
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
    """Gradients of :func:`conv_transpose3d` for the gradient ``grad_output`` of its result.

    The input gradient is the convolution :func:`conv3d` of ``grad_output``: the transpose of the
    transpose.

    Parameters
    ----------
    grad_output : array, of the shape that :func:`conv_transpose3d` returns
    input, weight, bias, stride, padding, output_padding, groups, dilation
        As in :func:`conv_transpose3d`.

    Returns
    -------
    (grad_input, grad_weight, grad_bias)
        Each of the shape of its array; ``grad_bias`` is None without a bias.

    Raises
    ------
    TypeError, ValueError
        As :func:`conv_transpose3d`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    Dumoulin and Visin (2016), section 4.2.

    Examples
    --------
    >>> grad_input, _, _ = conv_transpose3d_backward(
    ...     np.array([1, 10, 100]).reshape(1, 3, 1, 1), np.zeros((1, 2, 1, 1), int),
    ...     np.array([1, 2]).reshape(1, 1, 2, 1, 1))
    >>> grad_input.ravel()
    array([ 21, 210])
    """
    plan = Plan.transposed(
        input.shape, weight.shape, stride, padding, output_padding, groups, dilation, rank=3
    )
    return transposed_backward(plan, grad_output, input, weight, bias)


def transposed_forward(plan, input, weight, bias):
    """What the three have in common."""
    return plan.as_given(add_bias(spread(plan, input, weight), bias))


def transposed_backward(plan, grad_output, input, weight, bias):
    """What their gradients have in common."""
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.input_shape))
    grad_input = plan.as_given(correlate(plan, grad_output, weight))
    grad_weight = weight_gradient(plan, input, grad_output)
    return grad_input, grad_weight, bias_gradient(grad_output.reshape(plan.input_shape), bias)
