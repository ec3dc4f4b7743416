"""Where sealed files lie, and how they are named: by the SHA-256 of their bytes."""

import re
from collections.abc import Iterator
from pathlib import Path

PAGES = "pages"
"""Their folder, beside the database."""
_NAME = re.compile(r"([0-9a-f]{64})\.age")


def page_name(digest: str) -> str:
    return f"{digest}.age"


def digests_in(folder: Path) -> Iterator[str]:
    """Of all files so named; none where there is no folder."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            yield match[1]


def is_page_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None
