"""What the doctor finds of a station's work, and what it says."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from queue_kit import hand_in

from domain.failures import Failure, FailureCode
from offline_queue import entries, work_checks
from offline_queue.agent_report import write_report
from offline_queue.connectivity import Connectivity
from offline_queue.courier_folder import note
from offline_queue.delivery import Declined
from offline_queue.durable_files import make_folder
from offline_queue.relay_shelf import RelayShelf
from offline_queue.settlement import Settlement
from offline_queue.work_checks import Unfit


def refuse(store, clock, case_id, code):
    with store.reading() as transaction:
        entry = entries.find_entry(transaction, case_id)
    settlement = Settlement(store, clock)
    settlement.begin(entry)
    settlement.settle(entry, Declined(Failure(code)), asked=False, wait=0.0)


def test_what_waits_for_a_person_is_counted_by_cause(station, clock, outbox, store):
    assert work_checks.attention(station, clock) == "nothing waits for a person"
    for code in ("SEALING_SUITE_UNKNOWN", "ITEM_UNKNOWN", "ITEM_UNKNOWN"):
        refuse(store, clock, hand_in(outbox), FailureCode[code])
    with pytest.raises(Unfit) as found:
        work_checks.attention(station, clock)
    assert str(found.value).startswith("3 hand-ins wait for a person: X116 ITEM_UNKNOWN × 2, K108 ")


def test_an_agent_is_known_by_what_it_last_wrote(station, clock):
    with pytest.raises(Unfit, match="does not run"):
        work_checks.agent(station, clock)
    make_folder(station.mirror)
    report(station, clock, Connectivity().reached(clock.now(), 12.0, 20.0))
    assert work_checks.agent(station, clock) == "runs and has a line"
    report(station, clock, Connectivity().lost(FailureCode.PLATFORM_CAPTIVE_PORTAL, 20.0))
    with pytest.raises(Unfit, match="N103 PLATFORM_CAPTIVE_PORTAL"):
        work_checks.agent(station, clock)
    clock.wall += timedelta(minutes=1)
    with pytest.raises(Unfit, match="does not run"):
        work_checks.agent(station, clock)


def report(station, clock, line):
    write_report(station.agent_file, line)
    os.utime(station.agent_file, (clock.now().timestamp(),) * 2)


def test_line_settings_are_told_and_a_typo_is_named(station, clock):
    assert work_checks.line_settings(station, clock) == "no limits"
    station.line_settings.write_text('metered = true\nbudget_kbit = 64\nquiet = ["08:30-11:30"]')
    assert work_checks.line_settings(station, clock) == "64 kbit/s, quiet 08:30-11:30, metered"
    station.line_settings.write_text("metred = true")
    with pytest.raises(Failure, match=r"K302 .* metred"):
        work_checks.line_settings(station, clock)


def test_files_set_aside_are_counted(station, clock):
    assert work_checks.quarantine(station, clock) == "empty"
    make_folder(station.quarantine)
    (station.quarantine / "stray").touch()
    with pytest.raises(Unfit, match="1 files set aside"):
        work_checks.quarantine(station, clock)


def test_a_reserve_that_was_given_up_is_told_only_where_there_is_no_room(station, clock, outbox, monkeypatch):
    assert "room to make it" in work_checks.reserve(station, clock)
    monkeypatch.setattr(work_checks, "free_bytes", lambda _folder: 1 << 20)
    with pytest.raises(Unfit, match="K107"):
        work_checks.reserve(station, clock)
    outbox.admission()
    assert work_checks.reserve(station, clock) == "64 MB held back"


def test_a_certificate_is_told_a_month_before_its_end(station, clock, monkeypatch):
    with pytest.raises(Unfit, match="cannot be read"):
        work_checks.certificate(station, clock)
    monkeypatch.setattr(work_checks, "certificate_end", lambda _station: datetime(2026, 12, 31, tzinfo=UTC))
    assert work_checks.certificate(station, clock) == "until 2026-12-31"
    clock.wall = datetime(2026, 12, 15, tzinfo=UTC)
    with pytest.raises(Unfit, match="renewal ticket before"):
        work_checks.certificate(station, clock)


def test_neighbours_packets_that_were_refused_are_told(station, clock):
    assert work_checks.relays(station, clock) == "0 packets of neighbours wait"
    make_folder(station.relay)
    shelf = RelayShelf(station, clock)
    taken = {
        "at": clock.now().isoformat(),
        "event": "taken_over",
        "submission_id": "s1",
        "sha256": "0" * 64,
        "by": "d1",
    }
    note(station.relay, taken | {"temporary_no": "L1", "node_code": "n1", "device_id": "d2", "size": "10"})
    shelf.packet("s1").touch()
    assert work_checks.relays(station, clock) == "1 packets of neighbours wait"
    shelf.refused("s1", FailureCode.MANIFEST_INVALID)
    with pytest.raises(Unfit, match="1 packets of neighbours refused"):
        work_checks.relays(station, clock)


def test_a_broken_list_of_custody_is_told(station, clock):
    make_folder(station.relay)
    (station.relay / "custody.jsonl").write_text('{"previous": "of no line"}\n')
    with pytest.raises(Unfit, match="does not follow at line"):
        work_checks.relays(station, clock)
