"""Answers that come after the clerk has changed."""

from types import SimpleNamespace

from pytestqt.qtbot import QtBot

from domain.failures import Failure, FailureCode
from window_client.shell.platform_desk import PlatformDesk

REFUSED = FailureCode["CLERK_REFUSED"]


def test_a_refusal_of_the_old_session_says_nothing_of_the_new_one(qtbot: QtBot) -> None:
    token = SimpleNamespace(value="")
    heard: list[FailureCode | None] = []
    outcomes: list[object] = []
    desk = PlatformDesk("test", SimpleNamespace, heard.append, lambda: token.value)

    def refuse(_platform: object) -> None:
        raise Failure(REFUSED)

    desk.ask(refuse, outcomes.append)
    token.value = "of the clerk who came in meanwhile"
    qtbot.waitUntil(lambda: len(outcomes) == 1)
    assert heard == []
    desk.ask(refuse, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert heard == [REFUSED]
    desk.stop()
