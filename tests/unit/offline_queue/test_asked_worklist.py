"""A window keeps the list it was told, and asks whether it still holds."""

import pytest

from domain.contract.clerk import Worklist
from domain.failures import Failure, FailureCode
from offline_queue.http_transport import Transport
from offline_queue.outcome import Answer
from offline_queue.platform_client import PlatformClient

LIST = Answer(200, {"etag": '"one"'}, Worklist(items=()).model_dump_json().encode())
SAME = Answer(304, {"etag": '"one"'}, b"")


@pytest.fixture
def client(station, monkeypatch):
    """``client.answers`` are given one after the other; ``client.marks``: what was said to be held."""

    class Line:
        def ask(self, request):
            made.marks.append(request.headers.get("If-None-Match"))
            return made.answers.pop(0)

        def close(self):
            pass

    monkeypatch.setattr(Transport, "for_station", lambda *_: Line())
    made = PlatformClient(station)
    made.answers, made.marks = [], []
    return made


def test_what_has_not_changed_is_not_told_again(client):
    client.answers = [LIST, SAME, SAME]
    first = client.worklist("session")
    assert client.worklist("session") is first
    assert client.worklist("session") is first
    assert client.marks == [None, '"one"', '"one"']


def test_another_session_is_not_given_the_list_of_the_one_before(client):
    client.answers = [LIST, LIST, LIST]
    client.worklist("one")
    client.worklist("two")
    client.worklist("one")
    assert client.marks == [None] * 3


def test_who_holds_nothing_believes_no_answer_that_says_so(client):
    client.answers = [SAME]
    with pytest.raises(Failure) as caught:
        client.worklist("session")
    assert caught.value.code is FailureCode.PLATFORM_REDIRECTED
