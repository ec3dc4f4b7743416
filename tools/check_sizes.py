"""Ceilings of the house style: 400 lines a file, 50 a function. No exemptions."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_CEILING = 400
FUNCTION_CEILING = 50


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wrong: list[str] = []
    for name in listed.stdout.split():
        path = ROOT / name
        if not path.exists():
            continue
        source = path.read_text("utf-8")
        lines = source.count("\n")
        if lines > FILE_CEILING:
            wrong.append(f"{name}: {lines} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_CEILING:
                    wrong.append(f"{name}:{node.lineno} {node.name}: {length} lines")
    print("\n".join(wrong) or "no file over 400 lines, no function over 50")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
