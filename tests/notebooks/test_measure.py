"""What is counted as words, as a cell of the text and as a figure."""

import nbformat
import pytest
from notebook_measure import count_words, exercise_cells, measure, without_listings
from notebook_rules import Chapter

from tests.notebooks.small_chapter import SLUG

code = nbformat.v4.new_code_cell
text = nbformat.v4.new_markdown_cell


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Two words", 2),
        ("(label)=\n# A title", 2),
        ("a kernel of $k \\times k$ taps", 5),
        ("before\n$$\na = b + c\n$$\nafter", 2),
        ("see {ref}`the size <output-size>` and {numref}`fig-size`", 5),
        ("as {cite:p}`dumoulin2016` shows", 2),
        ("a [link in words](https://a.org/b-c) here", 5),
        ("seen <!-- not seen --> seen", 2),
        ("don't, half-open, 0.5", 3),
        ("卷积", 1),
        ("* - + 「」", 0),
    ],
)
def test_words_are_what_a_reader_meets(source, words):
    assert count_words(source) == words


def test_solutions_listings_and_formulas_are_left_out_and_their_surroundings_are_not():
    source = """\
one
```{exercise} Two words
:label: not-counted
three
```
````{solution} not-counted
:class: dropdown
not counted
```python
not counted
```
not counted
````
:::{note}
four
:::
```python
not counted
```
```{math}
not counted
```
five"""
    assert count_words(without_listings(source)) == 6


def test_words_between_the_start_and_the_end_of_a_solution_are_left_out(tmp_path):
    book = notebook(
        text("one two"),
        text("```{solution-start} x\n```\nnot counted"),
        code("1"),
        text("not counted"),
        text("```{solution-end}\n```\nthree\n```{solution-start} y\n```\nnot counted"),
        code("2"),
        text("```{solution-end}\n```"),
        text("four"),
    )
    assert measure(Chapter(tmp_path, "", book)).words == 4


def test_cells_of_an_exercise_are_not_cells_of_the_text(tmp_path):
    book = notebook(
        text("before"),
        code("1"),
        text("```{exercise}\n```"),
        code("check"),
        text("after"),
        code("2"),
        text("```{solution-start} x\n```"),
        code("answer"),
        text("within"),
        code("answer"),
        text("```{solution-end}\n```\n```{solution-start} y\n```"),
        code("answer"),
        text("```{solution-end}\n```"),
        code("3"),
    )
    assert exercise_cells(book) == [4, 8, 10, 12]
    assert measure(Chapter(tmp_path, "", book)).code_cells == 3


def test_a_chapter_is_measured(executed, executed_text, tmp_path):
    numbers = measure(Chapter(tmp_path / f"{SLUG}.ipynb", executed_text, executed))
    assert numbers.words == 18
    assert numbers.code_cells == 6
    assert numbers.figures == 3
    assert numbers.longest_cell == 11
    assert numbers.largest_player == len(executed.cells[7].outputs[0].data["text/html"].encode())
    assert numbers.file == len(executed_text.encode())
