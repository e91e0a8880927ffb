"""Questions of each kind, for a page of their own."""

from convbook.explore import Predict

LENGTH = Predict(
    "A kernel of 3 cells moves over 6 cells. How long is the output of `conv1d`?",
    answer=4,
    name="length",
    tempting={6: "You counted the cells of the input, not the places of the kernel."},
    because="The output has 4 cells, because the kernel has 4 places.",
    hint="Lay the kernel at the left end and count how often it moves.",
    unit="cells",
)
SHARE = Predict(
    "Which part of the weights is left?",
    answer=1 / 3,
    name="share",
    tolerance=0.01,
    tempting={-1 / 3: "A part is not negative.", 1250: "That is their number."},
    because="A third of the weights is left.",
    hint="Count both.",
)
OUTPUT = Predict(
    "What does the kernel (1, −1) give over (2, 5, 1)?",
    answer=[-3, 4],
    name="output",
    tempting=[([3, -4], "That is the <flipped> kernel."), ([2, -3, 4], "That has padding.")],
    because="The output is (−3, 4).",
    hint="Multiply first.",
)
MEMORY = Predict(
    "What happens to the memory if the batch is twice as large?",
    answer="It doubles",
    name="memory",
    choices=["It doubles", "It stays", "It is `half`"],
    tempting={"It stays": "The weights stay, but each image has maps of its own."},
    because="The memory doubles, because each image has maps of its own.",
    hint="Think of one image.",
)
ALL = (LENGTH, SHARE, OUTPUT, MEMORY)
