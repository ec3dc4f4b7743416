"""The recogniser itself, as Debian ships it."""

from pathlib import Path

import pytest

from qt_edge.handwriting import Handwriting

MOUTH = [[(2, 3), (2, 7)], [(2, 3), (8, 3), (8, 7)], [(2, 7), (8, 7)]]
MIDDLE = [*MOUTH, [(5, 1), (5, 10)]]


def test_strokes_mean_characters() -> None:
    hand = Handwriting()
    assert hand.meant(MOUTH)[0] == "口"
    assert hand.meant(MIDDLE)[0] == "中"
    assert hand.meant(MOUTH)[0] == "口", "nothing is left of the one before"
    assert len(hand.meant(MIDDLE)) == 27


def test_no_strokes_mean_nothing() -> None:
    assert Handwriting().meant([]) == []


def test_a_model_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "torn.model").write_bytes(b"torn")
    for model in (tmp_path / "torn.model", tmp_path / "absent.model"):
        with pytest.raises(OSError, match="zinnia"):
            Handwriting(model)
