"""Rows of a table."""

import numpy as np
import pytest
import torch
from agreement import BOTH, agree, fractions, near, refused

from convbook import functional as F

WANTED = np.array([[2, 0, 2], [4, 2, 1]])
SETTINGS = {
    "plain": dict(),
    "padded": dict(padding_idx=2),
    "padded from behind": dict(padding_idx=-3),
    "first row padded": dict(padding_idx=0),
    "by frequency": dict(scale_grad_by_freq=True),
    "by frequency, padded": dict(scale_grad_by_freq=True, padding_idx=4),
}
NORMS = {
    "length": dict(max_norm=1.0),
    "sum": dict(max_norm=1.2, norm_type=1.0),
    "cube": dict(max_norm=0.9, norm_type=3),
    "largest": dict(max_norm=0.5, norm_type=np.inf),
    "count": dict(max_norm=1.5, norm_type=0),
    "none": dict(max_norm=100.0),
}


@BOTH
@pytest.mark.parametrize("case", SETTINGS)
def test_values_and_gradients_equal_torch(case, module):
    for wanted in (WANTED, np.array(3), np.zeros((2, 0), int), WANTED[::-1, ::-2]):
        arrays = {"input": wanted, "weight": fractions((5, 3))}
        assert agree(module, "embedding", arrays, ("weight",), **SETTINGS[case]) is not None


@BOTH
@pytest.mark.parametrize("case", NORMS)
def test_long_rows_are_shortened_in_the_table_as_torch_does(case, module):
    """Agreement includes what becomes of the table; rows that are not asked for stay."""
    arrays = {"input": WANTED, "weight": fractions((5, 3))}
    agree(module, "embedding", arrays, (), **NORMS[case])
    table = arrays["weight"].copy()
    module.embedding(WANTED, table, **NORMS[case])
    assert (table[3] == arrays["weight"][3]).all()
    assert (table[2] == arrays["weight"][2]).all() == (case == "none")
    before = table.copy()
    module.embedding_backward(np.ones((2, 3, 3)), WANTED, table, **NORMS[case])
    assert (table == before).all()


@BOTH
def test_worked_by_hand(module):
    table = np.add.outer([0.0, 10, 20], [0, 1])
    table.flags.writeable = False
    wanted = np.array([2, 0, 2])
    assert module.embedding(wanted, table).tolist() == [[20, 21], [0, 1], [20, 21]]
    grad = np.array([[1.0, 2], [10, 20], [100, 200]])
    none, collected = module.embedding_backward(grad, wanted, table)
    assert none is None and collected.tolist() == [[10, 20], [0, 0], [101, 202]]
    _, shared = module.embedding_backward(grad, wanted, table, scale_grad_by_freq=True)
    assert shared.tolist() == [[10, 20], [0, 0], [50.5, 101]]


@BOTH
def test_the_norm_of_order_0_counts_what_is_not_0(module):
    table = {"weight": np.array([[3.0, 0, 1, -1], [1, -1, 1, 1]]), "input": np.array([0, 1])}
    for most in (2.5, 3.5):
        agree(module, "embedding", table, (), max_norm=most, norm_type=0)


@BOTH
def test_three_four_is_five_long(module):
    table = np.array([[3.0, 4.0], [6.0, 8.0]])
    assert near(module.embedding(np.array([0]), table, max_norm=2.5), np.array([[1.5, 2]]), 1e-7)
    assert near(table, np.array([[1.5, 2], [6, 8]]), 1e-7)


@BOTH
def test_backward_is_the_transpose(module):
    """Linear in the table, and whole numbers: the two products are equal exactly."""
    rng = np.random.default_rng(0)
    table, grad = rng.integers(-9, 10, (5, 4)) * 1.0, rng.integers(-9, 10, (2, 3, 4)) * 1.0
    _, back = module.embedding_backward(grad, WANTED, table)
    assert (grad * module.embedding(WANTED, table)).sum() == (back * table).sum()


@BOTH
def test_kind_of_number_is_kept_and_sparse_is_ignored(module):
    table = fractions((5, 3)).astype(np.float32)
    output = module.embedding(WANTED.astype(np.uint8), table, sparse=True)
    assert output.dtype == np.float32 and not np.shares_memory(output, table)
    _, slope = module.embedding_backward(output, WANTED, table, scale_grad_by_freq=True)
    assert slope.dtype == np.float32
    assert near(output, torch.nn.functional.embedding(*map(torch.tensor, (WANTED, table))))


TABLE = np.ones((3, 2))
REFUSED = {
    "input must be from 0 to 2, got 3": dict(input=np.array([1, 3]), weight=TABLE),
    "input must be from 0 to 2, got -1": dict(input=np.array([-1]), weight=TABLE),
    "input must hold whole numbers, but is of kind float64": dict(input=np.ones(2), weight=TABLE),
    "input must hold whole numbers, but is of kind bool": dict(
        input=np.array([True]), weight=TABLE
    ),
    "weight must have 2 axes, got 1": dict(input=np.array([1]), weight=np.ones(3)),
    "padding_idx must be from -3 to 2, got 3": dict(
        input=np.array([1]), weight=TABLE, padding_idx=3
    ),
    "padding_idx must be from -3 to 2, got -4": dict(
        input=np.array([1]), weight=TABLE, padding_idx=-4
    ),
    "padding_idx must be a whole number, got 1.0": dict(
        input=np.array([1]), weight=TABLE, padding_idx=1.0
    ),
    "max_norm must be a number, got '1'": dict(input=np.array([1]), weight=TABLE, max_norm="1"),
    "norm_type must be a number, got 'x'": dict(
        input=np.array([1]), weight=TABLE, max_norm=1.0, norm_type="x"
    ),
}


@BOTH
@pytest.mark.parametrize("words", REFUSED)
def test_refusal_names_both_numbers(words, module):
    refused(module, "embedding", words, REFUSED[words])


@BOTH
def test_a_gradient_of_another_shape_is_refused(module):
    with pytest.raises(ValueError, match=r"grad_output must have shape \(2, 3, 2\), got \(2, 3\)"):
        module.embedding_backward(np.ones((2, 3)), np.zeros((2, 3), int), TABLE)


@BOTH
def test_a_table_to_be_shortened_must_be_writable_and_floating_point(module):
    table = np.full((3, 2), 4.0)
    table.flags.writeable = False
    with pytest.raises(ValueError, match="weight is changed in place, but is read-only"):
        module.embedding(np.array([1]), table, max_norm=1.0)
    assert module.embedding(np.array([1]), table).tolist() == [[4, 4]]
    with pytest.raises(TypeError, match=r"weight must hold floating-point numbers .*, got int64"):
        module.embedding(np.array([1]), table.astype(int), max_norm=1.0)


@BOTH
def test_nothing_is_shortened_before_all_arguments_are_checked(module):
    table = np.full((3, 2), 4.0)
    for wrong in (dict(padding_idx=3), dict(norm_type="x"), dict(sparse=1)):
        with pytest.raises((ValueError, TypeError), match=f"{next(iter(wrong))} must be"):
            module.embedding(np.array([1]), table, max_norm=1.0, **wrong)
    with pytest.raises(ValueError, match="input must be from 0 to 2, got 3"):
        module.embedding(np.array([1, 3]), table, max_norm=1.0)
    assert (table == 4).all()


@BOTH
def test_rows_whose_squares_overflow_are_shortened(module):
    table = np.array([[3e30, 4e30], [1, 2]], np.float32)
    output = module.embedding(np.array([0]), table, max_norm=5.0)
    assert near(output, np.array([[3, 4]], np.float32), 1e-6)


@BOTH
@pytest.mark.parametrize("dtype", [np.uint8, bool])
def test_gradients_of_small_whole_numbers_do_not_wrap(dtype, module):
    grad, rows = np.array([[200, 3], [100, 9], [90, 1]]).astype(dtype), np.array([2, 0, 2])
    _, slope = module.embedding_backward(grad, rows, np.zeros((3, 2), int))
    _, exact = module.embedding_backward(grad.astype(float), rows, np.zeros((3, 2)))
    assert near(slope, exact)


def test_a_row_that_is_looked_up_often_collects_without_loss():
    """Two million times a tenth: added one by one in float32, that would be 197 025."""
    rows = np.zeros(2_000_000, np.int8)
    grad = np.full((rows.size, 1), 0.1, np.float32)
    table = np.zeros((1, 1), np.float32)
    _, slope = F.embedding_backward(grad, rows, table)
    assert near(slope, np.array([[2e5]], np.float32), 1e-6)
    _, slope = F.embedding_backward(grad, rows, table, scale_grad_by_freq=True)
    assert near(slope, np.array([[0.1]], np.float32), 1e-6)
