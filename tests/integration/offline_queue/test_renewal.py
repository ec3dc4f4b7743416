"""A station gets a new key in the middle of its work; what waits in its queue stays its own."""

import contextlib
import shutil

import pytest
from delivery_kit import until

from domain.contract.enrolment import EnrolmentTicket
from domain.failures import Failure, FailureCode
from offline_queue import enrolment as enrolling
from offline_queue import renewal
from offline_queue.http_transport import Request, Transport, Trust
from offline_queue.renewal import read_ticket, renew


def renewal_ticket(site) -> EnrolmentTicket:
    device = site.station.enrolment().device_id
    return read_ticket(site.platform.ask("renewal", device, "--url", site.line.url))


def status_with(certificate, site) -> int:
    pair = (str(certificate / "device.crt"), str(certificate / "device.key"))
    trust = Trust(str(site.station.authority_certificate), pair)
    with contextlib.closing(Transport(site.line.url, trust, 10)) as transport:
        return transport.ask(Request("GET", "/v1/ping?nonce=1")).status


def test_what_waits_is_delivered_with_the_new_key_also_by_an_agent_that_runs(site, tmp_path):
    before, cases = site.station.enrolment(), site.platform.cases()
    shutil.copytree(site.station.identity, tmp_path / "former")
    site.hand_in()
    after = renew(site.station, renewal_ticket(site), undelivered=1)
    assert (after.device_id, after.device_no) == (before.device_id, before.device_no)
    assert (status_with(tmp_path / "former", site), status_with(site.station.identity, site)) == (401, 200)
    assert sorted(path.name for path in site.station.root.iterdir()) == ["identity", "mirror", "queue"]
    assert "asked" not in " ".join(path.name for path in site.station.identity.iterdir())
    agent = site.agent()
    try:
        until(lambda: site.platform.cases() == cases + 1)
        renew(site.station, renewal_ticket(site), undelivered=0)
        site.hand_in()
        until(lambda: site.platform.cases() == cases + 2)
    finally:
        assert agent.stop() == 0


def test_an_answer_that_is_lost_is_asked_for_again_with_the_same_ticket(site, monkeypatch):
    ticket = renewal_ticket(site)

    def lost(*_: object) -> object:
        raise Failure(FailureCode.CRASHED, "the line broke here")

    with monkeypatch.context() as broken:
        broken.setattr(enrolling, "read_reply", lost)
        with pytest.raises(Failure):
            renew(site.station, ticket, undelivered=0)
    assert site.station.enrolment().device_id == ticket.device_id
    assert status_with(site.station.identity, site) == 401
    renew(site.station, ticket, undelivered=0)
    assert status_with(site.station.identity, site) == 200


@pytest.mark.parametrize("step", ["_exchange", "sync_folder", "rmtree", "forget_asked"])
def test_whatever_step_it_ends_at_the_same_ticket_goes_on(site, monkeypatch, step):
    ticket = renewal_ticket(site)

    def killed(*_: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(shutil if step == "rmtree" else renewal, step, killed)
        with pytest.raises(KeyboardInterrupt):
            renew(site.station, ticket, undelivered=1)
    renewed = renew(site.station, ticket, undelivered=1)
    assert renewed.device_id == ticket.device_id
    assert status_with(site.station.identity, site) == 200
    assert not (site.station.root / "renewal").exists()
    assert not list(site.station.identity.glob("asked-*"))


def test_a_ticket_renews_once_and_never_a_revoked_device(site):
    ticket = renewal_ticket(site)
    late = renewal_ticket(site)
    renew(site.station, ticket, undelivered=0)
    for used in (ticket, late):
        if used is late:
            site.platform.ask("revoke", ticket.device_id)
        with pytest.raises(Failure) as refused:
            renew(site.station, used, undelivered=0)
        assert refused.value.code is FailureCode.ENROLMENT_CODE_REFUSED


def test_another_identity_only_when_nothing_waits(site):
    device = site.station.enrolment().device_id
    ticket = read_ticket(site.platform.ask("ticket", "--kind", "kiosk", "--node", "330281-K01", "--url", site.line.url))
    with pytest.raises(Failure) as refused:
        renew(site.station, ticket, undelivered=1)
    assert refused.value.code is FailureCode.ENROLMENT_OTHER_DEVICE
    assert site.station.enrolment().device_id == device
    assert renew(site.station, ticket, undelivered=0).device_id != device
    assert status_with(site.station.identity, site) == 200


@pytest.mark.parametrize("line", ["", "OW1:x:y", "OWE1|https://x|short|code", "OWE1|a|b|c|d|e"])
def test_what_is_no_ticket_is_told_so(line):
    with pytest.raises(Failure) as refused:
        read_ticket(line)
    assert refused.value.code is FailureCode.ENROLMENT_TICKET_INVALID
