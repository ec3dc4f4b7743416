"""One failure code is one place: each is raised once, documented and has its words in every language."""

import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("domain", "devices", "offline_queue", "qt_edge", "kiosk", "window_client", "acceptance_platform")


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from assets.texts import Texts
    from domain.failures import FailureCode, text_key

    used: Counter[str] = Counter()
    for package in PRODUCT:
        for path in (ROOT / package).rglob("*.py"):
            if path != ROOT / "domain" / "failures.py":
                used.update(re.findall(r"FailureCode\.([A-Z_0-9]+)", path.read_text("utf-8")))
    documents = (ROOT / "docs" / "failure_codes.md").read_text("utf-8")
    wrong: list[str] = []
    for code in FailureCode:
        if used[code.name] != 1:
            wrong.append(f"{code.value} {code.name} is raised at {used[code.name]} places, not at one")
        if not re.search(rf"\|\s*`?{code.value}`?\s*\|\s*`?{code.name}`?\s*\|", documents):
            wrong.append(f"{code.value} {code.name} has no line in docs/failure_codes.md")
        wrong += [
            f"{text_key(code)} has no words in {language}"
            for language in ("zh", "en")
            if text_key(code) not in Texts(language).keys()  # noqa: SIM118  # not a mapping
        ]
    values = Counter(code.value for code in FailureCode)
    wrong += [f"{value} stands for {count} codes" for value, count in values.items() if count > 1]
    print("\n".join(wrong) or f"{len(FailureCode)} failure codes: each raised once, documented and worded")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
