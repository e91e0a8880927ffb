"""Exercises of the chapter on fully connected layers."""

import numpy as np

import convbook.functional as F
from convbook import cost
from convbook.exercises.verdict import checks


@checks("connected-design")
def design(answer):
    """Lines of a network on 28 × 28 cells whose dense layers do most of the multiplications."""
    steps = list(cost.steps(cost.layers(answer), (1, 1, 28, 28)))
    convolutions = sum(isinstance(step.layer, cost.Conv) for step in steps)
    if convolutions < 2:
        return f"it has {convolutions} convolutions; 2 or more are asked for"
    whole = sum(step.cost.macs for step in steps)
    dense = sum(step.cost.macs for step in steps if isinstance(step.layer, cost.Linear))
    if 2 * dense <= whole:
        return f"its dense layers do {dense:,} of {whole:,} multiplications"
    return None


@checks("connected-counterexample")
def counterexample(answer):
    """Weights, and two maps of equal means on which a dense layer answers differently."""
    weights, one, other = (np.array(each, float) for each in answer)
    for maps in (one, other):
        if maps.ndim != 3 or weights.ndim != 2 or weights.shape[1] != maps.size:
            return (
                f"maps of shape {maps.shape} have {maps.size} numbers, and the weights have shape "
                f"{weights.shape}"
            )
    means = [maps.mean((1, 2)) for maps in (one, other)]
    if not np.array_equal(*means):
        return f"the means differ: {means[0].tolist()} and {means[1].tolist()}"
    answers = [F.linear(maps.ravel(), weights) for maps in (one, other)]
    if np.array_equal(*answers):
        return f"the dense layer answers {answers[0].tolist()} to both"
    return None
