"""The sources of the scripts: their types hold, and the land is drawn by the projection that places the marks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from accredit.web.geo import CENTRE, SCALE, project

PLACES = [(0.0, 0.0), (71.5, 37.5), (-74.0, 40.7), (149.1, -35.3), (-179.0, 60.0), (68.8, 38.6), (179.9, -50.0)]


@pytest.fixture(scope="module")
def node(root: Path) -> str:
    """Node.js with the packages of the scripts. Where it is missing the test is skipped; in CI it fails."""
    beside = Path(sys.executable).parent / "node"
    found = str(beside) if beside.is_file() else shutil.which("node")
    if found and (root / "accredit" / "web" / "frontend" / "node_modules").is_dir():
        return found
    why = "Node.js or the packages of the scripts are not here (make test brings both)"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def test_the_types_hold(node: str, root: Path) -> None:
    done = subprocess.run(
        [node, "node_modules/typescript/bin/tsc", "--noEmit"],
        cwd=root / "accredit" / "web" / "frontend", capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")


def test_marks_are_placed_as_d3_draws_the_land(node: str, root: Path) -> None:
    script = (
        'import { geoEqualEarth } from "d3-geo";'
        f"const p = geoEqualEarth().scale({SCALE}).translate([{CENTRE[0]}, {CENTRE[1]}]);"
        f"console.log(JSON.stringify({json.dumps(PLACES)}.map((place) => p(place))));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "--eval", script],
        cwd=root / "accredit" / "web" / "frontend", capture_output=True, text=True, check=True,
    )  # fmt: skip
    for place, (x, y) in zip(PLACES, json.loads(done.stdout), strict=True):
        assert project(*place) == pytest.approx((x, y), abs=0.01)
