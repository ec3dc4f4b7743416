"""Hand-ins that travel by hand, to the platform or to a station with a line."""

import json
from pathlib import Path

import pytest
from delivery_kit import Platform, Site, command, entry_state

from domain.failures import FailureCode


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def station(site: Site, *arguments: object) -> dict[str, list[str]]:
    return json.loads(command("offline_queue", "--state", site.station.root, *arguments))


def platform_takes(platform: Platform, stick: Path) -> dict[str, str]:
    return json.loads(platform.ask("import", stick))


def events(stick: Path) -> list[str]:
    return [json.loads(line)["event"] for line in (stick / "custody.jsonl").read_text().splitlines()]


def test_exported_is_not_delivered_until_the_signature_comes_back(site, stick):
    before = site.platform.cases()
    case = site.hand_in(pages=2, size=30_000).submission_id
    assert station(site, "export", stick) == {"exported": [case]}
    assert entry_state(site.station, case) == "waiting"
    for _ in range(2):
        assert platform_takes(site.platform, stick) == {case: "complete"}
    assert site.platform.cases() == before + 1
    assert entry_state(site.station, case) == "waiting"
    assert station(site, "import", stick)["confirmed"] == [case]
    assert entry_state(site.station, case) == "confirmed"
    assert site.files() == []
    assert events(stick)[:2] == ["exported", "taken"]


def test_a_station_with_a_line_sends_a_neighbours_packets_which_it_cannot_read(site, stick, tmp_path):
    neighbour = Site(tmp_path / "neighbour", site.platform)
    try:
        before = site.platform.cases()
        case = neighbour.hand_in(pages=1, size=30_000).submission_id
        station(neighbour, "export", stick)
        assert station(site, "import", stick) == {"confirmed": [], "relayed": [case]}
        assert station(site, "import", stick) == {"confirmed": [], "relayed": []}
        assert site.platform.cases() == before + 1
        assert station(neighbour, "import", stick)["confirmed"] == [case]
    finally:
        neighbour.close()


def test_a_torn_or_forged_packet_is_refused_and_the_case_stays(site, stick):
    case = site.hand_in(pages=1, size=30_000).submission_id
    station(site, "export", stick)
    packet = stick / f"{case}.owp"
    whole = packet.read_bytes()
    for broken in (whole[:-10], whole.replace(b"signature", b"sagniture", 1), b"noise", b""):
        packet.write_bytes(broken)
        with pytest.raises(AssertionError):
            platform_takes(site.platform, stick)
    assert not packet.with_suffix(".ack").exists()
    assert entry_state(site.station, case) == "waiting"
    packet.write_bytes(whole)
    assert platform_takes(site.platform, stick) == {case: "complete"}


def test_a_forged_acknowledgement_deletes_nothing(site, stick):
    case = site.hand_in(pages=1, size=30_000).submission_id
    (stick / f"{case}.ack").write_text("not.a.signature")
    with pytest.raises(AssertionError, match=FailureCode.COURIER_PACKET_INVALID.value):
        station(site, "import", stick)
    assert entry_state(site.station, case) == "waiting"


def test_packets_of_a_revoked_station_are_refused(site, stick):
    site.hand_in(pages=1, size=30_000)
    station(site, "export", stick)
    site.platform.ask("revoke", site.station.enrolment().device_id)
    with pytest.raises(AssertionError):
        platform_takes(site.platform, stick)
