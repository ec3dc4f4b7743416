"""Programs in JavaScript we did not write, installed beside this file by ``./run test`` (``package-lock.json``)."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MODULES = Path(__file__).parent / "node_modules"
HAS_PEERS = shutil.which("node") is not None and (MODULES / ".package-lock.json").is_file()
needs_peers = pytest.mark.skipif(
    not HAS_PEERS, reason="no node, or ./run test could not install tests/npm/package-lock.json"
)


def start_node(script: Path, *arguments: object) -> "subprocess.Popen[str]":
    """A CommonJS script that may ``require`` the packages; talks over its pipes, says what troubles it on ours."""
    command = ["node", str(script), *map(str, arguments)]
    environment = {**os.environ, "NODE_PATH": str(MODULES)}
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
