"""Packets on the wire: what came is kept, what does not fit is told, nothing twice."""

import contextlib
from functools import partial

import pytest
from delivery_kit import Site, entry_state, until

from domain.contract import packet
from domain.contract.packet import Frame, PacketHead
from offline_queue import entries
from offline_queue.http_transport import Request, Transport
from offline_queue.packets import hand_in_packet, objects_packet, whole_object
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.store import Store


@pytest.fixture
def case(site: Site):
    committed = site.hand_in(pages=2, size=20_000)
    with contextlib.closing(Store.open(site.station.database)) as store:
        with store.reading() as transaction:
            manifest = entries.manifest_of(transaction, committed.submission_id)
        yield QueueObjects(store, PageFiles(site.station.pages, site.station.quarantine)), manifest


@pytest.fixture
def transport(site: Site):
    with contextlib.closing(Transport.for_station(site.station, site.line.url, 10)) as transport:
        yield transport


def frames(*parts: bytes, head: PacketHead | None = None) -> Request:
    body = packet.encode_head(head or PacketHead()) + b"".join(parts)
    return Request("POST", "/v1/packets", body, {"Content-Type": packet.CONTENT_TYPE})


def put(transport, manifest):
    body = manifest.model_dump_json().encode()
    request = Request("PUT", f"/v1/cases/{manifest.case_id}", body, {"Content-Type": "application/json"})
    return transport.ask(request)


def test_a_whole_hand_in_in_one_request_twice_is_one_case(site, case, transport):
    before = site.platform.cases()
    for _ in range(2):
        answer = transport.ask(hand_in_packet(*case))
        assert answer.status == 200
        assert b'"state":"complete"' in answer.body
    assert site.platform.cases() == before + 1


def test_objects_may_come_in_halves_and_overlap(case, transport):
    sealed, manifest = case
    put(transport, manifest)
    page = manifest.objects[1]
    data = whole_object(sealed, page.digest)
    first = packet.encode_frame(Frame(page.digest, 0, 9000)) + data[:9000]
    assert transport.ask(frames(first)).status == 204
    overlap = packet.encode_frame(Frame(page.digest, 5000, page.size - 5000)) + data[5000:]
    assert transport.ask(frames(overlap)).status == 204
    assert page.digest.encode() not in put(transport, manifest).body


def test_a_gap_is_refused_and_said_where_to_go_on(case, transport):
    sealed, manifest = case
    put(transport, manifest)
    page = manifest.objects[1]
    data = whole_object(sealed, page.digest)
    answer = transport.ask(frames(packet.encode_frame(Frame(page.digest, 100, 50)) + data[100:150]))
    assert (answer.status, answer.headers["upload-offset"]) == (409, "0")


def test_another_devices_objects_and_noise_are_refused(case, transport):
    _, manifest = case
    stranger = packet.encode_frame(Frame(manifest.objects[1].digest, 0, 1)) + b"x"
    assert transport.ask(frames(stranger)).status == 422
    noise = Request("POST", "/v1/packets", b"NOPE" * 10, {"Content-Type": packet.CONTENT_TYPE})
    assert transport.ask(noise).status == 400
    wrong = Request("POST", "/v1/packets", b"", {"Content-Type": "text/plain"})
    assert transport.ask(wrong).status == 415


def test_bytes_that_are_not_the_objects_are_never_taken(case, transport):
    sealed, manifest = case
    put(transport, manifest)
    page = manifest.objects[1]
    transport.ask(frames(packet.encode_frame(Frame(page.digest, 0, page.size)) + bytes(page.size)))
    assert page.digest.encode() in put(transport, manifest).body
    assert transport.ask(objects_packet(sealed, [page.digest])).status == 204
    assert page.digest.encode() not in put(transport, manifest).body


def test_many_small_cases_arrive_each_once(site):
    before = site.platform.cases()
    cases = [site.hand_in(pages=1, size=8_000) for _ in range(12)]
    agent = site.agent()
    try:
        for case in cases:
            until(partial(lambda one: entry_state(site.station, one) == "confirmed", case.submission_id))
        until(lambda: site.files() == [])
    finally:
        assert agent.stop() == 0
    assert site.platform.cases() == before + 12
