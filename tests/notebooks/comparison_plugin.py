"""nbval, completed: pictures are compared, dead kernels are noticed, the rules of the house hold.

nbval alone compares no PNG, waits out the whole time limit for a kernel that died, and lets a
stripped notebook pass. Loaded by the top-level ``conftest.py``; does nothing without ``--nbval``.
"""

import importlib
import time
from queue import Empty

import pytest
from nbval.cover import setup_coverage
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError
from notebook_execution import with_another_try
from notebook_form import shown
from notebook_rules import Chapter, faults, known_ids

from tests.notebooks.output_comparison import differences

# Seconds between two looks at whether the kernel still lives.
LOOK = 0.5


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Put our collector in the place of nbval's."""
    collected = yield
    return [
        ComparedChapter.from_parent(parent, path=file_path) if isinstance(one, IPyNbFile) else one
        for one in collected
    ]


def pytest_sessionstart(session):
    """Build the font cache of Matplotlib: on a fresh machine a cell would warn that it is built."""
    if any(session.config.getoption(name, False) for name in ("nbval", "nbval_lax")):
        importlib.import_module("matplotlib.font_manager")


class KernelDied(Exception):
    """The kernel's process ended while a cell was running."""


class WatchedKernel(RunningKernel):
    """A kernel whose death is noticed at once."""

    def get_message(self, stream, timeout=None):
        """Return the next message; look at the process while there is none."""
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while True:
            left = end - time.monotonic()
            try:
                return super().get_message(stream, timeout=max(0, min(LOOK, left)))
            except Empty:
                if not self.is_alive():
                    raise KernelDied from None
                if left <= LOOK:
                    raise


class ComparedChapter(IPyNbFile):
    """A notebook: first the rules of the house, then its cells, in one kernel."""

    stopped = None

    def setup(self):
        """Start the kernel, always that of the Python which runs the tests."""
        patience = self.config.option.nbval_kernel_startup_timeout
        self.kernel = with_another_try(
            lambda: WatchedKernel(
                CURRENT_ENV_KERNEL_NAME, cwd=str(self.path.parent), startup_timeout=patience
            )
        )
        self.setup_sanitize_files()
        if getattr(self.config.option, "cov_source", None):
            setup_coverage(self.config, self.kernel, self.path)

    def collect(self):
        """Yield the rules, then every code cell, numbered as ``notebook_rules`` does."""
        yield HouseRules.from_parent(self, name="rules of the house")
        cells = list(super().collect())
        numbers = [n for n, cell in enumerate(self.nb.cells, 1) if cell.cell_type == "code"]
        for number, one in zip(numbers, cells, strict=True):
            yield ComparedCell.from_parent(
                self, name=f"cell {number}", cell_num=number, cell=one.cell, options=one.options
            )


class HouseRules(pytest.Item):
    """What a stored notebook must be before a comparison with it says anything."""

    def runtest(self):
        """Fail with every broken rule."""
        found = faults(Chapter.at(self.path, known_ids()))
        if found:
            pytest.fail("\n".join(map(str, found)), pytrace=False)

    def reportinfo(self):
        return self.path, None, f"{shown(self.path)}: rules of the house"


class ComparedCell(IPyNbCell):
    """A code cell: it runs, and its outputs are those stored."""

    def setup(self):
        """Leave out cells that cannot be run any more: the cell that is to blame has failed."""
        if self.parent.stopped:
            pytest.skip(self.parent.stopped)

    def runtest(self):
        """Run and compare, and notice when the kernel cannot go on."""
        try:
            super().runtest()
        except KernelDied:
            self.parent.stopped = f"cell {self.cell_num} before this one killed the kernel"
            self.parent.kernel.stop()
            self.raise_cell_error("the kernel died while it ran this cell")
        finally:
            if self.parent.timed_out:
                self.parent.stopped = f"cell {self.cell_num} before this one did not end"

    def compare_outputs(self, test, ref, skip_compare=None):
        """Tell whether the new outputs are those stored; keep in words where they are not."""
        self.comparison_traceback = differences(test, ref, self.sanitize)
        return not self.comparison_traceback

    def repr_failure(self, excinfo):
        """Say where, what, and show the cell."""
        fault = excinfo.value
        if not isinstance(fault, NbCellError):
            return super().repr_failure(excinfo)
        says = f"{shown(self.path)}, cell {fault.cell_num}: {fault}"
        return "\n\n".join(filter(None, [says, fault.inner_traceback, "The cell:", fault.source]))

    def reportinfo(self):
        return self.path, None, f"{shown(self.path)}: cell {self.cell_num}"
