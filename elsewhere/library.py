"""What a script says of one library: its answers to the shared questions, written as JSON."""

import json
import math
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

from elsewhere import counting, questions

NO_LAYER = "no such layer"


class Refusal(Exception):
    """A script's shorter words for a long error of its library."""


class Library:
    """One library, or one counter of operations.

    Parameters
    ----------
    name : str
        As readers know it.
    *packages : str
        Whose installed versions are recorded; that of the first is the version of the library.
    """

    def __init__(self, name, *packages):
        self.name = name
        self.packages = packages
        self.functions = {}

    def answers(self, question, refuses=()):
        """Let the function below answer a question; it takes the question's input by name.

        An error of a type in ``refuses`` is a result; any other is a fault of the script.
        """
        asked(question)

        def keep(function):
            self.add(question, function, refuses)
            return function

        return keep

    def lacks(self, *names):
        """Say of questions that the library has no such layer."""
        for question in names:
            asked(question)
            self.add(question, lambda **_: NO_LAYER, ())

    def add(self, question, function, refuses):
        if question in self.functions:
            raise ValueError(f"{self.name} answers {question!r} twice")
        self.functions[question] = function, refuses

    def results(self):
        """The answer to each question that the library was asked."""
        return {name: self.result(name) for name in self.functions}

    def result(self, question):
        function, refuses = self.functions[question]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return plain(function(**asked(question).arguments()))
        except refuses as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            return f"refuses: {lines[0][:200]}"

    def tell(self):
        """Write all results into the file that the command line names."""
        told = {
            "name": self.name,
            "versions": {name: version(name).partition("+")[0] for name in self.packages},
            "results": self.results(),
        }
        Path(sys.argv[1]).write_text(json.dumps(told), "utf-8")


def asked(name):
    """The question of that name."""
    return {**questions.BY_NAME, **counting.BY_NAME}[name]


def plain(value):
    """Lists and whole numbers as they are, others to four digits, what JSON lacks as words."""
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if float(value).is_integer() and abs(value) < 1e6:
        return int(value)
    rounded = 0.0 if abs(value) < 1e-12 else float(f"{float(value):.4g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e6 else rounded
