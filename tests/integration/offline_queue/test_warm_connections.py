"""Connections that stand before they are needed, and one ticket for all of them."""

import contextlib
from pathlib import Path

import pytest
from delivery_kit import Site, until

from domain.contract.submission import SubmissionStatus
from offline_queue import entries
from offline_queue.http_transport import NotThePlatform, Request, Transport, Trust
from offline_queue.outcome import read_reply
from offline_queue.packets import can_introduce, introducing_packet
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.store import Store
from offline_queue.tls_tickets import SharedTickets
from offline_queue.transport_pool import TransportPool

ASKED = Request("GET", "/v1/ping?nonce=1")


@pytest.fixture
def pool(site: Site):
    made: list[Transport] = []
    tickets = SharedTickets()

    def make() -> Transport:
        made.append(Transport.for_station(site.station, site.line.url, 10, tickets))
        return made[-1]

    yield TransportPool(make)
    for transport in made:
        transport.close()


def test_a_connection_is_warm_when_it_stands(site: Site, pool: TransportPool) -> None:
    assert not pool.is_warm()
    assert pool.ask(ASKED).status == 200
    assert pool.is_warm()
    site.line.cut()
    until(lambda: not pool.is_warm())
    pool.warm_again()
    assert pool.is_warm()
    lines = len(site.line._pairs)
    pool.warm_again()
    assert pool.ask(ASKED).status == 200
    assert len(site.line._pairs) == lines, "the one that stands is the one that asks"


def test_the_second_connection_comes_with_the_ticket_of_the_first(site: Site, pool: TransportPool) -> None:
    site.line.cut_after()
    with pool.one() as first, pool.one() as second:
        assert first.ask(ASKED).status == 200
        alone = site.line.carried
        assert second.ask(ASKED).status == 200
        assert site.line.carried - alone < alone / 2


def test_a_renewed_certificate_is_shown_with_a_ticket_of_its_own() -> None:
    tickets = SharedTickets()
    assert tickets.of((1, 1)) is tickets.of((1, 1))
    assert tickets.of((1, 1)) is not tickets.of((1, 2))
    assert tickets.of((1, 2)) is not tickets.of((2, 2))


def test_manifest_and_form_come_in_one_request_and_the_pages_are_what_is_missing(site: Site) -> None:
    committed = site.hand_in(pages=2, size=90_000)
    with (
        contextlib.closing(Store.open(site.station.database)) as store,
        contextlib.closing(Transport.for_station(site.station, site.line.url, 10)) as transport,
    ):
        with store.reading() as transaction:
            manifest = entries.manifest_of(transaction, committed.submission_id)
        assert can_introduce(manifest)
        sealed = QueueObjects(store, PageFiles(site.station.pages, site.station.quarantine))
        for _ in range(2):
            status = read_reply(transport.ask(introducing_packet(sealed, manifest)), SubmissionStatus)
            assert status.official_no
            assert [entry.digest for entry in status.missing] == [item.digest for item in manifest.objects[1:]]


def test_an_authority_that_was_replaced_is_believed_by_connections_that_share_a_context(
    site: Site, tmp_path: Path
) -> None:
    """As after an enrolment anew, under a program that runs."""
    authority, other = tmp_path / "authority.crt", tmp_path / "other.crt"
    right = site.station.authority_certificate.read_bytes()
    authority.write_bytes(site.station.device_certificate.read_bytes())
    pair = (str(site.station.device_certificate), str(site.station.device_key))
    tickets = SharedTickets()
    with contextlib.ExitStack() as ended:
        lines = [Transport(site.line.url, Trust(str(authority), pair), 10, tickets) for _ in range(2)]
        for line in lines:
            ended.callback(line.close)
            with pytest.raises(NotThePlatform):
                line.ask(ASKED)
        other.write_bytes(right)
        other.replace(authority)
        assert [line.ask(ASKED).status for line in lines] == [200, 200]
