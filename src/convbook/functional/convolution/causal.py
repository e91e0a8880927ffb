"""Convolutions that never read ahead, plain and gated."""

from convbook.arithmetic.arguments import expect_shape
from convbook.arithmetic.convolution.causal import causal_plan
from convbook.functional.activation.sigmoids import sigmoid
from convbook.functional.convolution.conv import backward, forward
from convbook.operation import Array, operation, shape_of

__all__ = ["causal_conv1d", "causal_conv1d_backward", "gated_conv1d", "gated_conv1d_backward"]


@operation
def causal_conv1d(
    input: Array, weight: Array, bias: Array | None = None, stride=1, dilation=1, groups=1
):
    r"""Slide every kernel along a sequence so that no output reads a later cell.

    .. math:: y_{n,o,i} = b_o + \sum_{c,a} w_{o,c,a} \; x_{n,\,c,\,is - (K-1-a)d}

    where ``c`` runs over the input channels of the group of ``o``, and ``x`` is 0 before the
    beginning: the last tap reads the present. This is :func:`conv1d` with its whole border,
    ``dilation (K - 1)`` cells, in front.

    Parameters
    ----------
    input : array, shape (N, C, L) or (C, L)
    weight : array, shape (O, C / groups, K)
    bias : array, shape (O,), optional
    stride, dilation : int
        In cells.
    groups : int
        A divisor of C and of O.

    Returns
    -------
    array, shape (N, O, L') or (O, L')
        L' = floor((L - 1) / stride) + 1.

    Notes
    -----
    Van den Oord et al. (2016), section 2.1, stack such convolutions with dilations that double.

    Examples
    --------
    >>> causal_conv1d(np.array([[1, 10, 100, 1000]]), np.array([[[1, 2]]]), dilation=2)
    array([[   2,   20,  201, 2010]])
    """
    plan = causal_plan(input.shape, weight.shape, stride, dilation, groups, shape_of(bias))
    return forward(plan, input, weight, bias)


@operation
def causal_conv1d_backward(
    grad_output: Array, input: Array, weight: Array, bias: Array | None = None,
    stride=1, dilation=1, groups=1,
):  # fmt: skip
    """Gradients of :func:`causal_conv1d`.

    The gradient flows back in time only.

    >>> grad_input, _, _ = causal_conv1d_backward(
    ...     np.array([[0, 0, 1, 0]]), np.zeros((1, 4), int), np.array([[[1, 2]]]))
    >>> grad_input
    array([[0, 1, 2, 0]])
    """
    plan = causal_plan(input.shape, weight.shape, stride, dilation, groups, shape_of(bias))
    return backward(plan, grad_output, input, weight, bias)


@operation
def gated_conv1d(
    input: Array, weight: Array, gate_weight: Array, bias: Array | None = None,
    gate_bias: Array | None = None, stride=1, dilation=1, groups=1,
):  # fmt: skip
    r"""A causal convolution, let through by the gate of another one.

    .. math:: y = (x * w + b) \otimes \sigma(x * v + c)

    where the two convolutions are :func:`causal_conv1d`, v and c are ``gate_weight`` and
    ``gate_bias``, and :math:`\sigma(z) = 1 / (1 + e^{-z})`.

    Parameters
    ----------
    input : array, shape (N, C, L) or (C, L)
    weight, gate_weight : array, shape (O, C / groups, K)
    bias, gate_bias : array, shape (O,), optional
    stride, dilation, groups : int
        As in :func:`causal_conv1d`.

    Returns
    -------
    array, shape (N, O, L') or (O, L')
        L' = floor((L - 1) / stride) + 1.

    Notes
    -----
    Dauphin, Fan, Auli and Grangier (2017), equation 1.

    Examples
    --------
    A gate that receives 0 lets half of the signal through.

    >>> gated_conv1d(np.array([[1.0, 10, 100]]), np.array([[[1.0, 2]]]), np.zeros((1, 1, 2)))
    array([[  1. ,  10.5, 105. ]])
    """
    gated_plan(input, weight, gate_weight, bias, gate_bias, stride, dilation, groups)
    signal = causal_conv1d(input, weight, bias, stride, dilation, groups)
    return signal * sigmoid(causal_conv1d(input, gate_weight, gate_bias, stride, dilation, groups))


@operation
def gated_conv1d_backward(
    grad_output: Array, input: Array, weight: Array, gate_weight: Array, bias: Array | None = None,
    gate_bias: Array | None = None, stride=1, dilation=1, groups=1,
):  # fmt: skip
    r"""Gradients of :func:`gated_conv1d`.

    With A the signal and B what the gate receives,

    .. math:: \frac{\partial L}{\partial A} = g \otimes \sigma(B), \qquad
              \frac{\partial L}{\partial B} = g \otimes A \otimes \sigma'(B).

    Along the signal the gradient is multiplied by the gate alone, never by a slope: Dauphin et al.
    (2017), equation 3.

    >>> grad_input, *_ = gated_conv1d_backward(
    ...     np.array([[1.0, 10, 100]]), np.zeros((1, 3)), np.array([[[1.0, 2]]]),
    ...     np.zeros((1, 1, 2)))
    >>> grad_input
    array([[  6.,  60., 100.]])
    """
    how = (stride, dilation, groups)
    plan = gated_plan(input, weight, gate_weight, bias, gate_bias, *how)
    expect_shape("grad_output", grad_output.shape, plan.as_given_shape(plan.output_shape))
    signal = causal_conv1d(input, weight, bias, *how)
    opened = sigmoid(causal_conv1d(input, gate_weight, gate_bias, *how))
    by_signal, grad_weight, grad_bias = causal_conv1d_backward(
        grad_output * opened, input, weight, bias, *how
    )
    by_gate, grad_gate_weight, grad_gate_bias = causal_conv1d_backward(
        grad_output * signal * opened * (1 - opened), input, gate_weight, gate_bias, *how
    )
    return by_signal + by_gate, grad_weight, grad_gate_weight, grad_bias, grad_gate_bias


def gated_plan(input, weight, gate_weight, bias, gate_bias, *how):
    """The plan that signal and gate share; everything is checked before anything is computed."""
    expect_shape("gate_weight", gate_weight.shape, weight.shape)
    if gate_bias is not None:
        expect_shape("gate_bias", gate_bias.shape, weight.shape[:1])
    return causal_plan(input.shape, weight.shape, *how, shape_of(bias))
