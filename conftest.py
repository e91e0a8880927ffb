"""What every test run shares: the plugin that completes nbval."""

import numpy
import pytest

pytest_plugins = ("tests.notebooks.comparison_plugin",)


@pytest.fixture(autouse=True)
def numpy_in_doctests(doctest_namespace):
    """Doctests may say ``np`` as NumPy's own do."""
    doctest_namespace["np"] = numpy
