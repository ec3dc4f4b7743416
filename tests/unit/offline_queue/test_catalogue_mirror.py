"""The catalogue's mirror: only what is new is fetched, what has come stays, nothing foreign gets in."""

import hashlib
import json

import pytest

from acceptance_platform.catalogue_api import CatalogueApi
from acceptance_platform.problems import Refused
from domain.contract.catalogue import PartsQuery, SignedCatalogue
from domain.failures import Failure, FailureCode
from offline_queue.catalogue_mirror import read_mirror, refresh
from offline_queue.http_transport import LineFailed
from offline_queue.outcome import Answer

ITEMS = [{"code": f"DEMO-{number:03}", "name": f"事项{number}", "hint": "x" * number} for number in range(800)]


class Town:
    """The platform's own answers, over a line that may break after so many of them."""

    def __init__(self, keys, version: str, items) -> None:
        body = json.dumps({"version": version, "items": items}, ensure_ascii=False)
        digest = hashlib.sha256(body.encode()).hexdigest()
        signature = keys.sign({"version": version, "digest": digest})
        self._api = CatalogueApi(SignedCatalogue(version=version, digest=digest, signature=signature, body=body))
        self.body = body
        self.answers_left = 1000
        self.asked_for: list[str] = []
        self.altered = lambda content: content

    def ask(self, request) -> Answer:
        if not self.answers_left:
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE, "cut")
        self.answers_left -= 1
        if request.method == "GET":
            answer = self._api.index(None, request.headers.get("If-None-Match", ""))
        else:
            query = PartsQuery.model_validate_json(request.body)
            self.asked_for += query.digests
            answer = self._api.parts(query, None)
        return Answer(answer.status_code, dict(answer.headers), self.altered(bytes(answer.body)))


def changed(at: int) -> list[dict[str, str]]:
    return [*ITEMS[:at], ITEMS[at] | {"name": "改名"}, *ITEMS[at + 1 :]]


def test_the_second_catalogue_costs_what_changed_in_it(station, keys):
    first, second = Town(keys, "1.9", ITEMS), Town(keys, "1.10", changed(400))
    assert refresh(first, station)
    assert refresh(second, station)
    assert read_mirror(station).body == second.body
    assert len(second.asked_for) <= 3 < len(first.asked_for)
    assert not refresh(second, station)
    assert list(station.catalogue_parts.iterdir()) == []


def test_a_break_costs_one_request_and_the_old_one_stands_until_the_new_is_whole(station, keys):
    old, new = Town(keys, "1", ITEMS[:10]), Town(keys, "2", ITEMS)
    refresh(old, station)
    rounds = 0
    while read_mirror(station).version == "1":
        new.answers_left = 2
        rounds += 1
        try:
            refresh(new, station)
        except LineFailed:
            assert read_mirror(station).body == old.body
    assert rounds > 2
    assert len(new.asked_for) == len(set(new.asked_for))


def test_a_part_a_power_cut_tore_is_fetched_again(station, keys):
    town = Town(keys, "1", ITEMS)
    town.answers_left = 2
    with pytest.raises(LineFailed):
        refresh(town, station)
    torn = next(station.catalogue_parts.iterdir())
    torn.write_bytes(torn.read_bytes()[:-1])
    town.answers_left = 1000
    assert refresh(town, station)
    assert town.asked_for.count(torn.name) == 2


@pytest.mark.parametrize(
    "altered",
    [
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda _content: b"",
        lambda content: content.replace(b'"version":"2"', b'"version":"3"'),
    ],
)
def test_what_somebody_on_the_line_alters_is_not_kept(station, keys, altered):
    refresh(Town(keys, "1", ITEMS[:10]), station)
    town = Town(keys, "2", ITEMS)
    town.altered = altered
    with pytest.raises(Failure) as refused:
        refresh(town, station)
    assert refused.value.code is FailureCode.PLATFORM_REPLY_INVALID
    assert read_mirror(station).version == "1"


def test_yesterdays_catalogue_is_refused(station, keys):
    refresh(Town(keys, "1.10", ITEMS[:10]), station)
    with pytest.raises(Failure):
        refresh(Town(keys, "1.9", ITEMS[:10]), station)
    assert read_mirror(station).version == "1.10"


def test_parts_of_another_catalogue_are_not_given(keys):
    town = Town(keys, "1", ITEMS)
    with pytest.raises(Refused) as refused:
        town._api.parts(PartsQuery(digests=("0" * 64,)), None)
    assert refused.value.status == 410
