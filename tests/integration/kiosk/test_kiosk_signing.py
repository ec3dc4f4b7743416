"""A form with a table, signed by hand before it is handed in: real screens, devices and queue."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kiosk_terminal import Desk, Terminal
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from test_kiosk_visit_path import scan, to_guide

from offline_queue.outbox import CaseDraft, CommittedCase, Outbox

Start = Callable[..., Terminal]
STROKES = (((60, 90), (140, 60), (220, 150)), ((260, 60), (260, 170)), ((320, 70), (420, 120), (330, 165)))


def sign(screen: Terminal) -> None:
    pad = screen.find("review.pad")
    assert pad is not None
    for first, *others in STROKES:
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*first))
        for point in others:
            QTest.mouseMove(pad, QPoint(*point))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*others[-1]))


def fill_household(screen: Terminal) -> None:
    """Two rows, of which the second is wrong and taken away again."""
    screen.see("form")
    screen.type("form.f1.0.0", "Li Ce")
    screen.click("form.f1.0.1.0")
    screen.click("form.f1.add")
    screen.type("form.f1.1.0", "Wang Ce")
    screen.type("form.f1.1.2", "33020319000101001")
    screen.type("form.f2", "3200")
    screen.type("form.f3", "45")
    screen.type("form.f4", "rent")
    screen.type("form.mobile", "13800000000")
    screen.click("form.continue")
    assert "第 2 行" in screen.says("form.f1.error")
    screen.click("form.f1.remove.1")
    screen.click("form.continue")


def test_a_table_is_filled_in_and_the_application_signed(
    terminal: Start, desk: Desk, papers: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in: list[CaseDraft] = []
    commit = Outbox.commit

    def watched(outbox: Outbox, draft: CaseDraft) -> CommittedCase:
        handed_in.append(draft)
        return commit(outbox, draft)

    monkeypatch.setattr(Outbox, "commit", watched)
    screen = terminal()
    to_guide(screen, desk, "DEMO-061", "GGZLZFSQ")
    screen.click("guide.continue")
    fill_household(screen)
    screen.see("materials")
    scan(screen, desk, "m3", papers["one"])
    screen.click("materials.continue")
    screen.see("review", "Reviewing")
    screen.click("review.submit")
    screen.see("review", "Signing")
    button = screen.find("review.sign")
    assert button is not None
    assert not button.isEnabled()
    sign(screen)
    screen.click("review.clear")
    assert not button.isEnabled()
    sign(screen)
    screen.click("review.sign")
    screen.see("done", seconds=20)
    (draft,) = handed_in
    assert draft.fields["f1"] == "Li Ce | 本人 |  | "
    assert draft.signature is not None
    assert draft.signature.by == "applicant"
    assert draft.signature.picture.startswith(b"\x89PNG")
