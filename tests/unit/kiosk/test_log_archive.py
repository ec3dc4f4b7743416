"""What a technician takes along: useful, without anybody's data; a second look refuses what the first let through."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assets.texts import Texts
from benchmarks.kiosk_desk import make_station
from kiosk.composition.supply import upkeep_of
from kiosk.settings import load_settings
from kiosk.upkeep import archive
from kiosk.upkeep.archive import Archive, NotClean, pack
from kiosk.upkeep.redaction import findings, redacted
from kiosk.upkeep.usb_stick import HelpedStick, OpenStick
from offline_queue.station import Station

AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
NUMBER = "330203190001010013"
"""The test vector of GB 11643: nobody's number."""
SECRETS = ("张三", NUMBER, "33020319000101003x", "13800000000", "6222020200112233444",
           "海曙区某某街道", "7K2M9-PQR4T", "ABCDEFGHIJKLMNOPQR234567AB", "eyJhbGciOiJFZERTQSJ9.e30.c2ln",
           "zhang.san@example.invalid")  # fmt: skip
KEPT = "2026-03-05 09:30:00,123 WARNING offline_queue.agent: K103 STORE_DISK_FULL 01950000-0000-7000-8000-000000000001"
KNOWN = Texts("zh").sentences()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    root = make_station(tmp_path / "state")
    (root / "maintenance").mkdir()
    words = Texts("zh")._words["maintenance.queue_is"].format(n=3, stuck=1)
    report = {"at": AT.isoformat(), "points": [{"subject": "待送办件", "words": words}]}
    (root / "maintenance" / "self-test.json").write_text(json.dumps(report, ensure_ascii=False))
    return root


def packed(state: Path, log: str = "", toml: str = "") -> Archive | NotClean:
    (state / "kiosk.log").write_text(log)
    config = state / "kiosk.toml"
    config.write_text(f'state = "{state}"\nlog = "{state / "kiosk.log"}"\n{toml}')
    station = Station(state)
    return pack(load_settings(config), station, station.enrolment(), AT, KNOWN)


def opened(found: Archive | NotClean) -> dict[str, str]:
    assert isinstance(found, Archive)
    with zipfile.ZipFile(io.BytesIO(found.data)) as files:
        return {name: files.read(name).decode() for name in files.namelist()}


def test_nobody_is_in_it_and_what_helps_is(state: Path) -> None:
    planted = "\n".join(f"{KEPT} said {secret} twice {secret}" for secret in SECRETS)
    files = opened(packed(state, planted, """
[[devices]]
id = "printer"
driver = "escpos-network"
address = "admin:hunter2@192.168.1.20:9100"
options = { profile = "hunter2", feed = 3 }
"""))  # fmt: skip
    everything = "\n".join(files.values())
    assert set(files) == {"about.json", "settings.json", "reports/self-test.json", "logs/kiosk.log"}
    assert [secret for secret in (*SECRETS, "hunter2") if secret in everything] == []
    assert files["logs/kiosk.log"].count(KEPT) == len(SECRETS)
    assert json.loads(files["about.json"])["device_no"] == "0001"
    assert json.loads(files["settings.json"])["devices"] == [
        {"id": "printer", "driver": "escpos-network", "address": "192.168.1.20:9100",
         "options": {"profile": "[7 characters]", "feed": 3}}
    ]  # fmt: skip
    assert "需人工处理 1 件" in files["reports/self-test.json"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [(NUMBER, "identity_number"), ("13800000000", "mobile"), ("6222020200112233444", "long_number"),
     ("张三", "foreign_words"), ("OWM1:eyJhbGciOiJFZERTQSJ9.e30.c2ln", "credential")],
)  # fmt: skip
def test_what_a_report_must_not_hold_stops_it_all(state: Path, words: str, kind: str) -> None:
    (state / "mirror" / "agent.json").write_text(json.dumps({"last": words}, ensure_ascii=False))
    found = packed(state)
    assert isinstance(found, NotClean)
    assert ("reports/agent.json", kind) in {(one.file, one.kind) for one in found.findings}
    assert words not in repr(found)


def test_the_second_look_does_not_rest_on_the_first(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "redacted", lambda log: log)
    for secret in ("张三", NUMBER, "13800000000", "6222020200112233444"):
        assert isinstance(packed(state, f"{KEPT} {secret}"), NotClean)


def test_only_the_end_of_a_long_log_in_whole_lines(state: Path) -> None:
    log = opened(packed(state, "\n".join(f"{KEPT} line {n}" for n in range(12_000))))["logs/kiosk.log"]
    assert archive.NEWEST - 200 < len(log) <= archive.NEWEST
    assert log.startswith("2026-03-05")
    assert log.endswith("line 11999")


def test_ids_times_and_addresses_are_no_findings() -> None:
    fine = f"{KEPT} 192.168.1.20:9100 40960000 bytes in 1234 ms"
    assert redacted(KEPT) == KEPT
    assert findings({"a": fine}, KNOWN) == ()


def test_a_stick_of_our_own_gets_the_file_and_says_when_it_cannot(tmp_path: Path) -> None:
    stick = OpenStick(tmp_path / "stick")
    stick.lay_out(b"zip", AT)
    assert stick.answer() == "absent"
    (tmp_path / "stick").mkdir()
    stick.lay_out(b"zip", AT)
    assert stick.answer() == "saved"
    assert {path.name: path.read_bytes() for path in (tmp_path / "stick").iterdir()} == {
        "onewindow-logs-20260305-013000.zip": b"zip"
    }


def test_the_helper_is_asked_by_a_file_and_its_old_answer_forgotten(tmp_path: Path) -> None:
    stick = HelpedStick(tmp_path / "to-stick")
    stick.lay_out(b"one", AT)
    assert stick.answer() is None
    (tmp_path / "to-stick" / "answer").write_text("saved\n")
    assert stick.answer() == "saved"
    stick.lay_out(b"two", AT)
    assert (stick.answer(), (tmp_path / "to-stick" / "logs.zip").read_bytes()) == (None, b"two")


def test_the_stick_of_the_profile_is_written_by_the_helper(state: Path) -> None:
    config = state / "kiosk.toml"
    own = f'[[devices]]\nid = "s"\ndriver = "folder"\naddress = "{state}"'
    for devices, writer in (("", HelpedStick), (own, OpenStick)):
        config.write_text(f'state = "{state}"\n{devices}')
        assert isinstance(upkeep_of(load_settings(config), Station(state)).stick_writer, writer)
