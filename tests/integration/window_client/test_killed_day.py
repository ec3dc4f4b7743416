"""A clerk's day at the real window, killed again and again: what the screen had shown is there, and each case once."""

import json
import subprocess
import sys

import pytest
from window_town import ROOT


@pytest.mark.timeout(700)
def test_a_day_with_kills_loses_and_doubles_nothing() -> None:
    """A few kills here; ``./run bench window_kills --times 500`` for hundreds."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "window_kills", "--times", "2", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    figures = json.loads(done.stdout)["figures"]
    assert (figures["kills"], figures["lost"], figures["twice"]) == (2, 0, 0)
