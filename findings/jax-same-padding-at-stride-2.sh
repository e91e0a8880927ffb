#!/bin/sh
# 'SAME' padding with a stride moves with the size of the input, and 'padding=1' does not.
#
# One would guess: a kernel of 3 with stride 2 and one cell of padding on each side is 'SAME'.
# Seen with jax 0.10.2 for the kernel 1 10 100 and stride 2, of which PyTorch's padding=1 makes
# 210 432 654 and 210 432 654 76:
#   1 2 3 4 5 6      321 543 65          1 2 3 4 5 6 7      210 432 654 76
# All 144 settings lie where the book reads them; with --record they are written there.
set -eu
stored=$(dirname "$0")/../src/convbook/data/measured/same_padding.json
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check jax==0.10.2
JAX_PLATFORMS=cpu "$folder/venv/bin/python" - "$stored" "${1:-}" <<'PYTHON'
import json, os, platform, sys
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import jax
import jax.numpy as jnp

path, record = Path(sys.argv[1]), sys.argv[2] == "--record"


def row(size, kernel, stride, dilation):
    x = jnp.arange(1.0, size + 1).reshape(1, 1, -1)
    w = jnp.array([10.0**tap for tap in range(kernel)]).reshape(1, 1, -1)
    y = jax.lax.conv_general_dilated(x, w, (stride,), "SAME", rhs_dilation=(dilation,))
    setting = {"size": size, "kernel": kernel, "stride": stride, "dilation": dilation}
    return setting | {"output": y.astype(int).flatten().tolist()}


rows = [row(*setting) for setting in product(range(4, 10), range(1, 5), range(1, 4), (1, 2))]
if record:
    machine = {
        "processor": platform.machine(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "software": f"Python {platform.python_version()}, jax {jax.__version__}",
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }
    lines = ",\n".join(f"  {json.dumps(one)}" for one in rows)
    head = json.dumps(machine, indent=1)
    path.write_text(f'{{"machine": {head},\n"rows": [\n{lines}\n]}}\n', encoding="utf-8")
found = json.loads(path.read_text(encoding="utf-8"))["rows"]
print(jax.__version__, *(one["output"] for one in rows if one["stride"] == 2), sep="\n")
assert rows == found, "JAX gives other numbers than the book has stored"
PYTHON
