"""Functions of one cell at a time, and their slopes."""

import numpy as np

from convbook.arithmetic.checks import choice, real
from convbook.arithmetic.shapes import expect_shape
from convbook.functional.erf import erf

quiet = np.errstate(all="ignore")

# The cubic approximation of Hendrycks and Gimpel.
ROOT = (2 / np.pi) ** 0.5
CUBIC = 0.044715


@quiet
def relu(input, inplace=False):
    r"""Keep what is positive; the rest becomes 0.

    .. math:: y = \max(x, 0)

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``input`` is boolean.

    Notes
    -----
    Nair and Hinton (2010). Of -0, PyTorch keeps the sign; here it may change to 0.

    Examples
    --------
    >>> relu(np.array([-2, 0, 3]))
    array([0, 0, 3])
    """
    refuse_bool(input)
    return kept(np.maximum(input, 0), input, inplace)


@quiet
def relu_backward(grad_output, input, inplace=False):
    r"""Gradient of :func:`relu`: passed on where the input is above 0.

    .. math:: \frac{\partial L}{\partial x} = g \,[x > 0]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`relu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`relu`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At 0 the slope is taken as 0; at NaN, as in PyTorch, the gradient is passed on.

    Examples
    --------
    >>> relu_backward(np.array([1, 10, 100]), np.array([-2, 0, 3]))
    array([  0,   0, 100])
    """
    refuse_bool(input)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input <= 0, 0, grad_output)


@quiet
def relu6(input, inplace=False):
    r"""Clip to 0 to 6.

    .. math:: y = \min(\max(x, 0), 6)

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``input`` is boolean.

    Notes
    -----
    Krizhevsky (2010); used in MobileNets.

    Examples
    --------
    >>> relu6(np.array([-2, 3, 8]))
    array([0, 3, 6])
    """
    refuse_bool(input)
    return kept(np.clip(input, 0, 6), input, inplace)


@quiet
def relu6_backward(grad_output, input, inplace=False):
    r"""Gradient of :func:`relu6`: passed on between 0 and 6.

    .. math:: \frac{\partial L}{\partial x} = g \,[0 < x < 6]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`relu6`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`relu6`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At 0 and 6 the slope is taken as 0.

    Examples
    --------
    >>> relu6_backward(np.array([1, 10, 100]), np.array([-2, 3, 8]))
    array([ 0, 10,  0])
    """
    refuse_bool(input)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input <= 0) | (input >= 6), 0, grad_output)


@quiet
def leaky_relu(input, negative_slope=0.01, inplace=False):
    r"""Keep what is positive; scale the rest.

    .. math:: y = x \text{ if } x > 0, \text{ else } \alpha x

    Parameters
    ----------
    input : array
    negative_slope : float
        The scale :math:`\alpha` of what is not positive.
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``negative_slope`` is not a number. If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Maas, Hannun and Ng (2013).

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 0.0, 3.0]), 0.5)
    array([-1.,  0.,  3.])
    """
    real("negative_slope", negative_slope)
    return kept(np.where(input > 0, input, negative_slope * input), input, inplace)


@quiet
def leaky_relu_backward(grad_output, input, negative_slope=0.01, inplace=False):
    r"""Gradient of :func:`leaky_relu`: passed on above 0, scaled elsewhere.

    .. math:: \frac{\partial L}{\partial x} = g \text{ if } x > 0, \text{ else } \alpha g

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, negative_slope, inplace
        As in :func:`leaky_relu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`leaky_relu`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> leaky_relu_backward(np.array([2.0, 20.0, 200.0]), np.array([-2.0, 0.0, 3.0]), 0.5)
    array([  1.,  10., 200.])
    """
    real("negative_slope", negative_slope)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input > 0, grad_output, negative_slope * grad_output)


@quiet
def sigmoid(input):
    r"""Squeeze every number between 0 and 1.

    .. math:: y = \sigma(x) = \frac{1}{1 + e^{-x}}

    Parameters
    ----------
    input : array

    Returns
    -------
    array, of the shape of ``input``

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 3.10.

    Examples
    --------
    >>> sigmoid(np.array([-np.log(3), 0, np.log(3)])).round(9)
    array([0.25, 0.5 , 0.75])
    """
    return 1 / (1 + np.exp(-as_float(input)))


@quiet
def sigmoid_backward(grad_output, input):
    r"""Gradient of :func:`sigmoid`.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(x) (1 - \sigma(x))

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input
        As in :func:`sigmoid`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    ValueError
        If ``grad_output`` has another shape than ``input``.

    Examples
    --------
    >>> sigmoid_backward(np.array([16.0, 4.0]), np.array([np.log(3), 0])).round(9)
    array([3., 1.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = sigmoid(input)
    return grad_output * (1 - y) * y


@quiet
def tanh(input):
    r"""Squeeze every number between -1 and 1.

    .. math:: y = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2 \sigma(2x) - 1

    Parameters
    ----------
    input : array

    Returns
    -------
    array, of the shape of ``input``

    Notes
    -----
    Goodfellow, Bengio and Courville (2016), section 6.3.2.

    Examples
    --------
    >>> tanh(np.array([0, np.log(3)])).round(9)
    array([0. , 0.8])
    """
    return np.tanh(as_float(input))


@quiet
def tanh_backward(grad_output, input):
    r"""Gradient of :func:`tanh`.

    .. math:: \frac{\partial L}{\partial x} = g\, (1 - \tanh^2 x)

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input
        As in :func:`tanh`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    ValueError
        If ``grad_output`` has another shape than ``input``.

    Examples
    --------
    >>> tanh_backward(np.array([1.0, 100.0]), np.array([0, np.log(3)])).round(9)
    array([ 1., 36.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = tanh(input)
    return grad_output * (1 - y * y)


@quiet
def silu(input, inplace=False):
    r"""Weigh every number by its own sigmoid (SiLU, also Swish).

    .. math:: y = x\, \sigma(x)

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Elfwing, Uchibe and Doya (2018); Ramachandran, Zoph and Le (2017) as Swish with
    :math:`\beta = 1`. At minus infinity the result is NaN, as in PyTorch.

    Examples
    --------
    >>> (silu(np.array([-1.0, 1.0])) / sigmoid(np.array([-1.0, 1.0]))).round(9)
    array([-1.,  1.])
    """
    x = as_float(input)
    return kept(x / (1 + np.exp(-x)), input, inplace)


@quiet
def silu_backward(grad_output, input, inplace=False):
    r"""Gradient of :func:`silu`.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(x) \left(1 + x (1 - \sigma(x))\right)

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`silu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`silu`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> silu_backward(np.array([10.0]), np.array([0.0]))
    array([5.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    y = sigmoid(input)
    return grad_output * y * (1 + input * (1 - y))


@quiet
def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    r"""Clip.

    .. math:: y = \min(\max(x, \text{min\_val}), \text{max\_val})

    Parameters
    ----------
    input : array
    min_val, max_val : float
        Whole numbers are clipped to these with their fractions cut off.
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``input`` is boolean, or a limit not a number.
    ValueError
        If ``min_val`` is above ``max_val``, or a limit is below 0 for numbers without a sign.

    Notes
    -----
    The tanh of three straight pieces, with the default limits.

    Examples
    --------
    >>> hardtanh(np.array([-3, -1, 0, 2]), -2, 1)
    array([-2, -1,  0,  1])
    """
    least, most = check_limits(input, min_val, max_val)
    return kept(np.clip(input, least, most), input, inplace)


@quiet
def hardtanh_backward(grad_output, input, min_val=-1.0, max_val=1.0, inplace=False):
    r"""Gradient of :func:`hardtanh`: passed on strictly between the limits.

    .. math:: \frac{\partial L}{\partial x} = g \,[\text{min\_val} < x < \text{max\_val}]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, min_val, max_val, inplace
        As in :func:`hardtanh`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`hardtanh`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> hardtanh_backward(np.array([1, 10, 100, 1000]), np.array([-3, -1, 0, 2]), -2, 1)
    array([  0,  10, 100,   0])
    """
    least, most = check_limits(input, min_val, max_val)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input <= least) | (input >= most), 0, grad_output)


@quiet
def hardsigmoid(input, inplace=False):
    r"""A sigmoid of three straight pieces.

    .. math:: y = \frac{\min(\max(x + 3, 0), 6)}{6}

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Courbariaux, Bengio and David (2015) with other pieces; these are those of Howard et al.
    (2019), section 5.2.

    Examples
    --------
    >>> hardsigmoid(np.array([-4.0, 0.0, 1.5, 4.0]))
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    return kept(np.clip(as_float(input) + 3, 0, 6) / 6, input, inplace)


@quiet
def hardsigmoid_backward(grad_output, input, inplace=False):
    r"""Gradient of :func:`hardsigmoid`: a sixth of it, between -3 and 3.

    .. math:: \frac{\partial L}{\partial x} = \frac{g}{6} \,[-3 < x < 3]

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`hardsigmoid`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`hardsigmoid`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At NaN it is 0, as in PyTorch.

    Examples
    --------
    >>> hardsigmoid_backward(np.array([6.0, 60.0, 600.0]), np.array([-4.0, 0.0, 3.0]))
    array([ 0., 10.,  0.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where((input > -3) & (input < 3), grad_output / 6, 0)


@quiet
def hardswish(input, inplace=False):
    r"""Weigh every number by its own hard sigmoid.

    .. math:: y = x\, \frac{\min(\max(x + 3, 0), 6)}{6}

    Parameters
    ----------
    input : array
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Howard et al. (2019), section 5.2. At minus infinity the result is NaN, as in PyTorch.

    Examples
    --------
    >>> hardswish(np.array([-4.0, -1.5, 1.5, 4.0]))
    array([-0.   , -0.375,  1.125,  4.   ])
    """
    x = as_float(input)
    return kept(x * np.clip(x + 3, 0, 6) / 6, input, inplace)


@quiet
def hardswish_backward(grad_output, input, inplace=False):
    r"""Gradient of :func:`hardswish`: none below -3, all of it above 3.

    .. math:: \frac{\partial L}{\partial x} = g \left(\frac{x}{3} + \frac{1}{2}\right)
              \text{ between -3 and 3}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, inplace
        As in :func:`hardswish`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`hardswish`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    At -3 it is 0, at 3 all of the gradient is passed on, as in PyTorch.

    Examples
    --------
    >>> hardswish_backward(np.array([1.0, 10.0, 100.0]), np.array([-3.0, 1.5, 3.0]))
    array([  0.,  10., 100.])
    """
    expect_shape("grad_output", grad_output.shape, input.shape)
    slope = np.where(input < 3, input / 3 + 0.5, 1)
    return np.where(input <= -3, 0, grad_output * slope)


@quiet
def elu(input, alpha=1.0, inplace=False):
    r"""Keep what is positive; let the rest saturate.

    .. math:: y = x \text{ if } x > 0, \text{ else } \alpha (e^x - 1)

    Parameters
    ----------
    input : array
    alpha : float
        What the function approaches, with its sign turned, far below 0.
    inplace : bool
        Whether to write the result into ``input``.

    Returns
    -------
    array, of the shape of ``input``; ``input`` itself if ``inplace``

    Raises
    ------
    TypeError
        If ``alpha`` is not a number. If ``inplace`` and ``input`` holds whole numbers.

    Notes
    -----
    Clevert, Unterthiner and Hochreiter (2016).

    Examples
    --------
    >>> elu(np.array([-np.log(2), 3.0]), 4.0).round(9)
    array([-2.,  3.])
    """
    real("alpha", alpha)
    x = as_float(input)
    return kept(np.where(x <= 0, alpha * np.expm1(x), x), input, inplace)


@quiet
def elu_backward(grad_output, input, alpha=1.0, inplace=False):
    r"""Gradient of :func:`elu`.

    .. math:: \frac{\partial L}{\partial x} = g \text{ if } x > 0, \text{ else } g\, \alpha\, e^x

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, alpha, inplace
        As in :func:`elu`. ``input`` is the array before the operation, and is not changed.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`elu`, and if ``grad_output`` has another shape than its result.

    Examples
    --------
    >>> elu_backward(np.array([10.0, 1.0]), np.array([-np.log(2), 3.0]), 4.0).round(9)
    array([20.,  1.])
    """
    real("alpha", alpha)
    expect_shape("grad_output", grad_output.shape, input.shape)
    return np.where(input <= 0, grad_output * alpha * np.exp(input), grad_output)


@quiet
def gelu(input, approximate="none"):
    r"""Weigh every number by the probability that a normal number lies below it.

    .. math:: y = x\, \Phi(x) = \frac{x}{2} \left(1 + \operatorname{erf} \frac{x}{\sqrt 2}\right)

    Parameters
    ----------
    input : array
    approximate : {'none', 'tanh'}
        'tanh' replaces the bracket by
        :math:`1 + \tanh\left(\sqrt{2 / \pi}\,(x + 0.044715\, x^3)\right)`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    ValueError
        If ``approximate`` is another word.

    Notes
    -----
    Hendrycks and Gimpel (2016), section 2. At minus infinity the result is NaN, as in PyTorch.

    Examples
    --------
    >>> gelu(np.array([-1.0, 0.0, 1.0])).round(6)
    array([-0.158655,  0.      ,  0.841345])
    """
    choice("approximate", approximate, ("none", "tanh"))
    x = as_float(input)
    if approximate == "none":
        return 0.5 * x * (1 + erf(x * 0.5**0.5))
    return 0.5 * x * (1 + np.tanh(ROOT * (x + CUBIC * x * x * x)))


@quiet
def gelu_backward(grad_output, input, approximate="none"):
    r"""Gradient of :func:`gelu`.

    .. math:: \frac{\partial L}{\partial x} = g\, \left(\Phi(x) + x\, \varphi(x)\right), \qquad
                  \varphi(x) = \frac{e^{-x^2 / 2}}{\sqrt{2 \pi}}

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, approximate
        As in :func:`gelu`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`gelu`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    With 'tanh' it is the slope of that function.

    Examples
    --------
    >>> gelu_backward(np.array([10.0]), np.array([0.0]))
    array([5.])
    """
    choice("approximate", approximate, ("none", "tanh"))
    expect_shape("grad_output", grad_output.shape, input.shape)
    x = as_float(input)
    if approximate == "none":
        density = np.exp(-0.5 * x * x) * (2 * np.pi) ** -0.5
        return grad_output * (0.5 * (1 + erf(x * 0.5**0.5)) + x * density)
    inner = np.tanh(ROOT * (x + CUBIC * x * x * x))
    slope = (1 - inner * inner) * ROOT * (1 + 3 * CUBIC * x * x)
    return grad_output * (0.5 * (1 + inner) + 0.5 * x * slope)


@quiet
def softplus(input, beta=1, threshold=20):
    r"""A smooth form of relu.

    .. math:: y = \frac{1}{\beta} \log\left(1 + e^{\beta x}\right)

    Parameters
    ----------
    input : array
    beta : float
        How sharp the bend is.
    threshold : float
        Where ``beta * x`` is above it, the result is x itself.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError
        If ``beta`` or ``threshold`` is not a number.

    Notes
    -----
    Dugas et al. (2001).

    Examples
    --------
    >>> softplus(np.array([np.log(3), 30.0])).round(9)
    array([ 1.38629436, 30.        ])
    """
    real("beta", beta)
    real("threshold", threshold)
    x = as_float(input)
    return np.where(x * beta > threshold, x, np.log1p(np.exp(x * beta)) / beta)


@quiet
def softplus_backward(grad_output, input, beta=1, threshold=20):
    r"""Gradient of :func:`softplus`: its slope is a sigmoid.

    .. math:: \frac{\partial L}{\partial x} = g\, \sigma(\beta x)

    Parameters
    ----------
    grad_output : array, of the shape of ``input``
    input, beta, threshold
        As in :func:`softplus`.

    Returns
    -------
    array, of the shape of ``input``

    Raises
    ------
    TypeError, ValueError
        As :func:`softplus`, and if ``grad_output`` has another shape than its result.

    Notes
    -----
    Above the threshold the slope is 1.

    Examples
    --------
    >>> softplus_backward(np.array([4.0, 1.0]), np.array([np.log(3), 30.0])).round(9)
    array([3., 1.])
    """
    real("beta", beta)
    real("threshold", threshold)
    expect_shape("grad_output", grad_output.shape, input.shape)
    power = np.exp(as_float(input) * beta)
    return np.where(input * beta > threshold, grad_output, grad_output * (power / (power + 1)))


def as_float(input):
    """``input``, or its whole numbers as float64."""
    return input.astype(np.result_type(input, 0.0), copy=False)


def kept(output, input, inplace):
    """The result, written over the input if that is wanted."""
    if not inplace:
        return output
    if not np.can_cast(output.dtype, input.dtype, "same_kind"):
        raise TypeError(f"inplace: numbers of kind {output.dtype} do not fit into {input.dtype}")
    input[...] = output
    return input


def refuse_bool(input):
    """True and False are not numbers that can be clipped."""
    if input.dtype == bool:
        raise TypeError("input must hold numbers, got booleans")


def check_limits(input, min_val, max_val):
    """The limits in the kind of the input; refuses what cannot be."""
    refuse_bool(input)
    if real("min_val", min_val) > real("max_val", max_val):
        raise ValueError(f"min_val must be at most max_val, got {min_val} and {max_val}")
    if input.dtype.kind == "u" and min(min_val, max_val) < 0:
        raise ValueError(f"input has no sign, but a limit is {min(min_val, max_val)}, below 0")
    return input.dtype.type(min_val), input.dtype.type(max_val)
