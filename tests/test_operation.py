"""What all public operations do alike: what counts as an array, kinds of number, no warnings."""

import inspect
import re
import sys
from pathlib import Path

import jedi
import numpy as np
import pytest
import torch
from agreement import MODULES, NAMES, copies, fractions, near
from every_operation import CALLS, arrays_of, gradients

import convbook
from convbook import functional as F
from convbook.algorithms import best, fourier, im2col, matrix, separable, winograd
from convbook.operation import ARRAYS, Array, operation

BOTH = pytest.mark.parametrize("module", MODULES, ids=NAMES)
PUBLIC = [name for name, value in vars(F).items() if inspect.isfunction(value)]
EVERY = pytest.mark.parametrize("name", CALLS)


def arrays_in(function):
    """The parameters that are annotated as arrays."""
    known = inspect.signature(function).parameters
    return {name for name, parameter in known.items() if parameter.annotation in ARRAYS}


def flags_in(function):
    """The parameters that are True or False, or for some None."""
    known = inspect.signature(function).parameters
    return {
        name
        for name, parameter in known.items()
        if isinstance(parameter.default, bool) or parameter.annotation == bool | None
    }


@pytest.mark.parametrize("name", CALLS)
def test_what_is_called_with_an_array_is_annotated_as_one(name):
    for module in MODULES:
        found = arrays_in(getattr(module, name))
        assert CALLS[name][0].keys() <= found
        asked = {"mask"} if name.startswith("dropout") else set()
        assert arrays_in(getattr(module, f"{name}_backward")) == {"grad_output"} | found | asked


# Of what PyTorch does not have, and of torchvision's deform_conv2d.
OTHERS = {
    "causal_conv1d": "input, weight, bias=None, stride=1, dilation=1, groups=1",
    "gated_conv1d": "input, weight, gate_weight, bias=None, gate_bias=None, stride=1, dilation=1, "
    "groups=1",
    "tiled_conv1d": "input, weight, bias=None, stride=1, padding=0, dilation=1",
    "locally_connected1d": "input, weight, bias=None, stride=1, padding=0, dilation=1",
    "locally_connected2d": "input, weight, bias=None, stride=1, padding=0, dilation=1",
    "deform_conv2d": "input, offset, weight, bias=None, stride=(1, 1), padding=(0, 0), "
    "dilation=(1, 1), mask=None",
    "squeeze_excite": "input, weight1, weight2, bias1=None, bias2=None",
}
# What PyTorch keeps for old programs.
OLD = {"size_average", "reduce", "_stacklevel"}


def names_and_defaults(function):
    return [(p.name, p.default) for p in inspect.signature(function).parameters.values()]


def arguments_in_torch(name):
    """What is written in C++ has no signature: its documentation begins with it."""
    if name in OTHERS:
        return names_and_defaults(eval(f"lambda {OTHERS[name]}: None"))
    function = getattr(torch.nn.functional, name)
    first_line = (function.__doc__ or "").strip().partition("\n")[0]
    written = re.match(rf"{name}\((.*)\)", first_line)
    found = names_and_defaults(eval(f"lambda {written[1]}: None") if written else function)
    return [argument for argument in found if argument[0] not in OLD]


@BOTH
@EVERY
def test_names_order_and_defaults_are_those_of_torch(name, module):
    """A random operation takes a generator, and its gradient a mask, behind them."""
    theirs, random = arguments_in_torch(name), name.startswith("dropout")
    ours = names_and_defaults(getattr(module, name))
    assert ours[: len(theirs)] == theirs
    behind = [argument for argument, _ in ours[len(theirs) :]]
    assert behind == (["generator", "return_mask"] if random else [])
    first, *rest = names_and_defaults(getattr(module, f"{name}_backward"))
    assert first == ("grad_output", inspect.Parameter.empty) and rest[: len(theirs)] == theirs
    behind = [argument for argument, _ in rest[len(theirs) :]]
    assert behind == (["mask"] if random else [])


def test_editors_see_the_signature_of_an_operation():
    """jedi completes in JupyterLab and IPython; it reads the source and runs nothing."""
    source = Path(convbook.__file__).parent.parent
    script = jedi.Script(
        "from convbook import functional as F\nF.conv2d(",
        project=jedi.Project(source, sys_path=[str(source), *sys.path]),
    )
    (seen,) = script.get_signatures()
    assert [parameter.name for parameter in seen.params] == list(
        inspect.signature(F.conv2d).parameters
    )


def test_there_is_a_call_of_every_operation():
    assert CALLS.keys() == {name for name in PUBLIC if not name.endswith("_backward")}


@BOTH
@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_no_array_is_refused_by_its_name(name, module):
    """A list in the place of each array in turn; the others are fine as far as they go."""
    function = getattr(module, name)
    known = inspect.signature(function).parameters
    needed = [n for n, p in known.items() if p.default is p.empty]
    arrays = arrays_in(function)
    for wrong in arrays:
        given = {n: np.ones((1, 1, 1)) if n in arrays else 1 for n in {*needed, wrong}}
        given[wrong] = [1.0, 2.0]
        with pytest.raises(TypeError, match=rf"^{wrong} must be a NumPy array, got list$"):
            function(**given)
    first = next(n for n in needed if n in arrays and n != "grad_output")
    given = {n: np.ones((1, 1, 1)) if n in arrays else 1 for n in needed} | {first: None}
    with pytest.raises(TypeError, match=rf"^{first} must be a NumPy array, got NoneType$"):
        function(**given)


@pytest.mark.parametrize("module", [best, fourier, im2col, matrix, separable, winograd])
def test_other_algorithms_treat_arrays_alike(module):
    for name, function in vars(module).items():
        if name.startswith(("conv1d", "conv2d", "overlap_add")) and inspect.isfunction(function):
            rank = 1 if "1d" in name or name == "overlap_add" else 2
            arrays = [fractions((2, 1, *(9, 8)[:rank])), fractions((4, 1, *[3] * rank), 1)]
            if name.endswith("backward"):
                arrays.insert(0, fractions((2, 4, *(7, 6)[:rank]), 2))
            with pytest.raises(TypeError, match=r"^weight must be a NumPy array, got list$"):
                function(*arrays[:-1], [1])
            half = function(*(a.astype(np.float16) for a in arrays))
            half = half if isinstance(half, tuple) else (half,)
            assert {a.dtype for a in half if a is not None} == {np.dtype(np.float16)}


def single_of(array):
    """Half precision as single, anything else as it is."""
    half = array is not None and array.dtype == np.float16
    return array.astype(np.float32) if half else array


@BOTH
@EVERY
def test_half_precision_is_rounded_once(name, module):
    """Computed as in single precision, and then rounded; the gradients too."""
    half, how = arrays_of(name, np.float16)
    single = {key: single_of(a) for key, a in half.items()}
    operation = getattr(module, name)
    ours, exact = operation(**half, **how), operation(**single, **how)
    assert ours.dtype == np.float16 and (ours == exact.astype(np.float16)).all()
    grad = fractions(exact.shape, 9).astype(np.float16)
    slopes = gradients(module, name, grad, half, how)
    wanted = gradients(module, name, single_of(grad), single, how)
    for slope, true in zip(slopes, wanted, strict=True):
        assert slope is true is None or slope.dtype == np.float16
        assert slope is None or (slope == true.astype(np.float16)).all()


@BOTH
@EVERY
def test_half_precision_of_the_other_byte_order_is_the_same(name, module):
    """Files of FITS and GRIB hold their numbers this way round."""
    native, how = arrays_of(name, np.float16)
    other = {key: a if a is None else a.astype(a.dtype.newbyteorder()) for key, a in native.items()}
    ours, wanted = (getattr(module, name)(**copies(a), **how) for a in (other, native))
    assert ours.dtype == np.float16 and (ours == wanted).all()
    grad = fractions(wanted.shape, 9).astype(np.float16)
    slopes = gradients(module, name, grad.astype(">f2"), other, how)
    for slope, true in zip(slopes, gradients(module, name, grad, native, how), strict=True):
        assert slope is true is None or (slope == true).all()


@BOTH
def test_half_precision_of_the_other_byte_order_is_written_in_place(module):
    x = fractions((3, 5)).astype(">f2")
    wanted = module.silu(x.astype(np.float16))
    assert module.silu(x, inplace=True) is x and (x == wanted).all()
    x, mean = fractions((4, 3, 5)).astype(np.float16), np.zeros(3, ">f2")
    module.batch_norm(x, mean, np.ones(3, ">f2"), training=True)
    assert near(mean.astype(float), 0.1 * x.astype(float).mean((0, 2)), 1e-3)


@pytest.mark.parametrize(
    ("name", "scale"),
    [
        ("batch_norm", 300.0),
        ("layer_norm", 99.0),
        ("gelu", 4.0),
        ("softplus", 9.0),
        ("hardswish", 1.5e4),
    ],
)
def test_half_precision_equals_torch_where_sums_and_powers_leave_it(name, scale):
    half, how = arrays_of(name, np.float16)
    half["input"] *= scale
    theirs = {key: None if a is None else torch.tensor(a) for key, a in half.items()}
    wanted = getattr(torch.nn.functional, name)(**theirs, **how)
    assert near(getattr(F, name)(**half, **how), wanted, 2e-3)


@BOTH
def test_what_is_written_in_half_precision_arrives(module):
    x = fractions((3, 5)).astype(np.float16)
    wanted = module.silu(x)
    assert module.silu(x, inplace=True) is x and (x == wanted).all()
    x = fractions((4, 3, 5)).astype(np.float16)
    mean, var = np.zeros(3, np.float16), np.ones(3, np.float32)
    assert module.batch_norm(x, mean, var, training=True).dtype == np.float16
    assert near(mean, (0.1 * x.astype(float).mean((0, 2))).astype(np.float16), 1e-3)
    frozen = np.zeros(3, np.float16)
    frozen.flags.writeable = False
    assert module.batch_norm(x, frozen, np.ones(3, np.float16)).dtype == np.float16
    with pytest.raises(ValueError, match="read-only"):
        module.batch_norm(x, frozen, np.ones(3, np.float16), training=True)


@BOTH
@pytest.mark.parametrize("kinds", [("f2", "f4"), ("f4", "f2"), ("f4", "f8"), ("f8", "f4")])
def test_where_kinds_meet_the_result_is_the_wider_and_each_gradient_that_of_its_array(
    kinds, module
):
    one, other = kinds
    x, w = fractions((2, 3, 9)).astype(one), fractions((4, 3, 2), 1).astype(other)
    output = module.conv1d(x, w)
    assert output.dtype == np.result_type(one, other)
    slopes = module.conv1d_backward(np.full(output.shape, 1 / 3), x, w)
    assert [slope.dtype for slope in slopes[:2]] == [one, other]
    wide = module.conv1d_backward(np.full(output.shape, 1 / 3), x.astype(float), w.astype(float))
    for slope, true in zip(slopes[:2], wide[:2], strict=True):
        assert near(slope, true.astype(slope.dtype), 2e-3 if slope.dtype == "f2" else 1e-6)
    if other == "f4":
        scale = fractions((3,), 2).astype(other)
        assert module.batch_norm(x, None, None, scale, training=True).dtype == one


@BOTH
def test_an_overflow_on_the_way_in_is_no_warning(module):
    assert (module.relu_backward(np.full(2, 1e6), np.ones(2, np.float16)) == np.inf).all()


@BOTH
def test_softmax_of_half_precision_has_the_kind_that_is_asked_for(module):
    x = fractions((2, 5)).astype(np.float16)
    for dtype in (None, np.float32, np.float64, np.float16):
        wanted = torch.nn.functional.softmax(
            torch.tensor(x), 1, dtype=dtype and getattr(torch, np.dtype(dtype).name)
        )
        assert near(module.softmax(x, 1, dtype=dtype), wanted, 1e-3)


@BOTH
def test_a_scalar_of_numpy_is_an_array_without_axes(module):
    assert module.gelu(np.float16(3)) == module.gelu(np.array(3, np.float16))


@BOTH
@pytest.mark.parametrize("wrong", [np.array(["a"]), np.array([None])])
def test_an_array_of_anything_but_numbers_is_refused(wrong, module):
    with pytest.raises(TypeError, match=f"^input must hold numbers, got {wrong.dtype}"):
        module.relu(wrong)


@BOTH
@pytest.mark.parametrize("name", PUBLIC)
def test_a_masked_array_is_refused_by_its_name(name, module):
    """Its mask would be lost, and the numbers below it would count."""
    function = getattr(module, name)
    known, arrays = inspect.signature(function).parameters, arrays_in(function)
    needed = [n for n, p in known.items() if p.default is p.empty]
    for wrong in arrays:
        given = {n: np.ones((1, 1, 1)) if n in arrays else 1 for n in {*needed, wrong}}
        given[wrong] = np.ma.masked_greater(np.array([[[1.0, 1e9]]]), 1e3)
        with pytest.raises(TypeError, match=rf"^{wrong} must be an array without a mask, got Mask"):
            function(**given)


@BOTH
def test_of_other_subclasses_the_plain_array_is_taken(module, tmp_path):
    x = fractions((2, 5))
    wanted = module.silu(x)
    kept = np.memmap(tmp_path / "numbers", float, "w+", shape=x.shape)
    kept[:] = x
    for special in (x.view(np.matrix), kept):
        output = module.silu(special)
        assert type(output) is np.ndarray and (output == wanted).all()
    module.silu(kept, inplace=True)
    assert (kept == wanted).all()


@BOTH
@pytest.mark.parametrize("name", CALLS)
def test_a_flag_is_true_or_false_and_nothing_else(name, module):
    arrays, how = arrays_of(name, float)
    function = getattr(module, name)
    for flag in flags_in(function):
        known = inspect.signature(function).parameters[flag]
        wrongs = [0.1, 1, "False", np.array(2.0)] + [None] * (known.default is not None)
        for wrong in wrongs:
            with pytest.raises(TypeError, match=rf"^{flag} must be True or False, got "):
                function(**arrays, **how | {flag: wrong})
        if known.default is False and flag not in ("inplace", "antialias"):
            for yes in (np.True_, np.array(True)):
                ours = function(**copies(arrays), **how | {flag: yes})
                wanted = function(**copies(arrays), **how | {flag: True})
                for one, other in zip(tuple(ours), tuple(wanted), strict=True):
                    assert (one == other).all()


@BOTH
def test_a_number_in_the_place_of_a_flag_does_not_train(module):
    """batch_norm(x, mean, var, weight, bias, momentum): momentum comes one place too early."""
    x, mean, var = fractions((4, 3)), np.zeros(3), np.ones(3)
    with pytest.raises(TypeError, match=r"^training must be True or False, got 0\.1$"):
        module.batch_norm(x, mean, var, None, None, 0.1)
    assert (mean == 0).all()


@BOTH
@EVERY
def test_numbers_in_an_array_are_a_setting_like_a_tuple(name, module):
    arrays, how = arrays_of(name, float)
    wanted = getattr(module, name)(**copies(arrays), **how)
    numbers = {
        key: np.array(setting) for key, setting in how.items() if type(setting) in (int, tuple)
    }
    assert (getattr(module, name)(**copies(arrays), **how | numbers) == wanted).all()


@BOTH
def test_an_array_that_is_not_a_setting_is_refused_in_words(module):
    x, w = fractions((1, 1, 5, 7)), fractions((1, 1, 3, 2))
    for wrong, words in [
        ([[1, 1], [2, 2]], r"stride must be a whole number, got array"),
        ([1, 2, 3], "stride takes 1 or 2 numbers for 2 axes, got 3"),
        ([1.0, 2.0], "stride must be a whole number, got 1.0"),
    ]:
        with pytest.raises((TypeError, ValueError), match=words):
            module.conv2d(x, w, stride=np.array(wrong))
    with pytest.raises(TypeError, match="stride must be without a mask"):
        module.conv2d(x, w, stride=np.ma.array([1, 2], mask=[True, False]))


@BOTH
@pytest.mark.parametrize("kind", [np.float16, np.float64])
def test_a_read_only_input_is_named_before_anything_is_computed(kind, module):
    x = np.array([-1.0, 2.0, 3.0], kind)
    x.flags.writeable = False
    generator = np.random.default_rng(5)
    for name, how in {"relu": {}, "silu": {}, "dropout": dict(generator=generator)}.items():
        with pytest.raises(ValueError, match="input is changed in place, but is read-only"):
            getattr(module, name)(x, inplace=True, **how)
    assert generator.random() == np.random.default_rng(5).random()
    assert (module.relu_backward(x, x, inplace=True) == [0, 2, 3]).all()


@BOTH
@EVERY
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_gradient_has_the_kind_of_its_array(kind, name, module):
    """PyTorch brings the gradient that comes in to the kind of the result."""
    arrays, how = arrays_of(name, kind)
    shape = getattr(module, name)(**arrays, **how).shape
    for grad in (np.ones(shape), np.ones(shape, np.float32), np.ones(shape, int)):
        slopes = gradients(module, name, grad, arrays, how)
        assert {slope.dtype for slope in slopes if slope is not None} == {np.dtype(kind)}


@BOTH
@pytest.mark.parametrize("number", [np.float64, np.float32, np.int64, np.longdouble])
def test_numbers_of_numpy_are_settings_and_do_not_change_the_kind(number, module):
    x, two = fractions((2, 3, 8)).astype(np.float32), number(2)
    for name, how in {
        "elu": dict(alpha=two), "leaky_relu": dict(negative_slope=two), "softplus": dict(beta=two),
        "group_norm": dict(num_groups=3, eps=two), "layer_norm": dict(normalized_shape=8, eps=two),
        "local_response_norm": dict(size=2, alpha=two, k=two),
        "lp_pool1d": dict(norm_type=two, kernel_size=2),
    }.items():  # fmt: skip
        if name == "layer_norm":
            how["normalized_shape"] = (8,)
        ours = getattr(module, name)(x, **how)
        assert ours.dtype == np.float32, name
        plain = {key: 2 if a is two else a for key, a in how.items()}
        assert (ours == getattr(module, name)(x, **plain)).all(), name
    for name in ("max_pool1d", "avg_pool1d"):
        pool = getattr(module, name)
        assert (pool(x, 3, stride=np.int64(2)) == pool(x, 3, stride=2)).all()


@BOTH
def test_arguments_are_those_of_the_signature(module):
    x = np.ones((1, 1, 3))
    with pytest.raises(TypeError, match="missing a required argument: 'weight'"):
        module.conv1d(x)
    with pytest.raises(TypeError, match="multiple values for argument 'weight'"):
        module.conv1d(x, x, weight=x)
    with pytest.raises(TypeError, match="unexpected keyword argument 'strides'"):
        module.conv1d(x, x, strides=2)
    assert module.conv1d.__name__ == "conv1d" and module.conv1d.__doc__


@BOTH
def test_a_gradient_of_complex_numbers_is_refused(module):
    x = np.ones((1, 1, 3), complex)
    assert module.conv1d(1j * x, 2 * x).tolist() == [[[6j]]]
    for wrong in range(3):
        arrays = [np.ones((1, 1, 1)), x.real, x.real]
        arrays[wrong] = arrays[wrong] * 1j
        name = ("grad_output", "input", "weight")[wrong]
        words = f"gradients are those of real numbers, but {name} is complex128"
        with pytest.raises(TypeError, match=words):
            module.conv1d_backward(*arrays)


def test_nothing_is_said_where_numbers_leave_their_range():
    """A warning would be an error in these tests."""

    @operation
    def ratio(input: Array, by):
        return input / by

    assert np.isnan(ratio(np.zeros(2), np.int64(0) * 1.0)).all()
    assert np.isnan(F.conv1d(np.full((1, 1, 3), np.inf), np.zeros((1, 1, 2)))).all()
