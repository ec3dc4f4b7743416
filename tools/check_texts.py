"""What users see stands in the translation files: in both languages, with the same fields, and nowhere else."""

import ast
import re
import string
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ("devices", "offline_queue", "qt_edge", "kiosk", "window_client", "acceptance_platform")
WIRE = {"长期"}
"""Chinese that a chip or a standard writes: data, not words for a user."""
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def main() -> int:
    words = {language: _words(language) for language in ("zh", "en")}
    wrong = [f"{key} is in one language only" for key in sorted(words["zh"].keys() ^ words["en"].keys())]
    wrong += [
        f"{key} has other fields in English than in Chinese"
        for key in sorted(words["zh"].keys() & words["en"].keys())
        if _fields(words["zh"][key]) != _fields(words["en"][key])
    ]
    for path in sorted(file for package in (*SCREENS, "domain") for file in (ROOT / package).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        wrong += [
            f"{path.relative_to(ROOT)}:{line}: no text {key}" for key, line in _keys(tree) if key not in words["zh"]
        ]
        if path.relative_to(ROOT).parts[0] in SCREENS:
            wrong += [f"{path.relative_to(ROOT)}:{line}: words outside the translation files" for line in _han(tree)]
    print("\n".join(wrong) or f"{len(words['zh'])} texts in two languages")
    return 1 if wrong else 0


def _words(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted((ROOT / "assets" / "i18n" / language).glob("*.toml")):
        for table, entries in tomllib.loads(file.read_text("utf-8")).items():
            for key, value in entries.items():
                if f"{table}.{key}" in found:
                    raise SystemExit(f"{file.name}: {table}.{key} stands twice")
                found[f"{table}.{key}"] = value
    return found


def _fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def _keys(tree: ast.AST) -> list[tuple[str, int]]:
    """Literal keys of ``text("…")`` and ``Text("…")``."""
    return [
        (node.args[0].value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("text", "Text")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def _han(tree: ast.AST) -> list[int]:
    """Lines of string literals with Chinese in them, doc-strings left out."""
    described = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(body := getattr(node, "body", None), list)
        for statement in body
        if isinstance(statement, ast.Expr)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HAN.search(node.value)
        and node.value not in WIRE
        and id(node) not in described
    ]


if __name__ == "__main__":
    sys.exit(main())
