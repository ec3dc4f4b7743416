"""Every picture the documents name is there, and every picture that is there is named."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SCREENS = ROOT / "docs" / "screens"
MOST_BYTES = 7 << 20


def test_documents_and_pictures_agree() -> None:
    pages = (*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"))
    words = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"screens/([a-z0-9-]+\.png)", words))
    there = {picture.name for picture in SCREENS.glob("*.png")}
    assert named - there == set(), "named but not there"
    assert there - named == set(), "there but not named"


def test_pictures_stay_small_enough_to_clone() -> None:
    assert sum(picture.stat().st_size for picture in SCREENS.iterdir()) <= MOST_BYTES
