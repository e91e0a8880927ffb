"""Store what was measured, with a description of the machine, where the book reads it."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import torch

MEASURED = Path(__file__).parent.parent / "src" / "convbook" / "data" / "measured"


def processor():
    """The name of the processor, as the system gives it."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def machine():
    """What a reader must know to compare figures, as a dict of str to str."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "torch"))
    return {
        "processor": processor(),
        "vectors": torch.backends.cpu.get_cpu_capability(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "software": f"Python {platform.python_version()}, {packages}",
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def record(name, rows, **about):
    """Write ``src/convbook/data/measured/<name>.json``, which ``convbook.data.measured`` reads.

    Parameters
    ----------
    name : str
    rows : list of dict
        One dict for each thing measured; times in seconds, memory in bytes.
    **about : str
        What else belongs to the description: threads, rounds, dtype, clock.
    """
    MEASURED.mkdir(exist_ok=True)
    rows = [{key: rounded(value) for key, value in row.items()} for row in rows]
    lines = ",\n".join(f"  {json.dumps(row)}" for row in rows)
    head = json.dumps({**machine(), **about}, indent=1)
    text = f'{{"machine": {head},\n"rows": [\n{lines}\n]}}\n'
    (MEASURED / f"{name}.json").write_text(text, encoding="utf-8")


def rounded(value):
    """A float to four digits; anything else as it is."""
    return float(f"{value:.4g}") if isinstance(value, float) else value
