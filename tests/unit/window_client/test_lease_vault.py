"""Who gets in without the platform, and who does not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from acceptance_platform.signing import Signer
from domain.contract.clerk import LeaseClaims
from domain.contract.enrolment import Node
from offline_queue.station import Station, StationEnrolment
from window_client.journeys.login.flow import LeaseRefusal
from window_client.shell.lease_vault import TRIES, LeaseVault, OpenLease

DEVICE = "019cbd00-0000-7000-8000-00000000d001"
START = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
CLERK, PASSWORD = "window1", "right"


class HandClock:
    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer(Ed25519PrivateKey.generate())


@pytest.fixture
def station(tmp_path: Path, signer: Signer) -> Station:
    station = Station(tmp_path)
    station.identity.mkdir()
    station.device_key.write_bytes(b"an identity key file")
    enrolment = StationEnrolment(
        url="https://127.0.0.1", device_id=DEVICE, device_no="0001", kind="station", recipients=(),
        node=Node(code="330203-W01", name="站点", region="330203", region_name="海曙区"),
        verification_keys=(signer.verification_key,),
    )  # fmt: skip
    station.enrolment_file.write_text(enrolment.model_dump_json())
    return station


def lease(signer: Signer, username: str = CLERK, device: str = DEVICE) -> str:
    claims = LeaseClaims(
        username=username, clerk_name="综窗 01 号", authority="海曙区医疗保障局", node_name="站点", role="station",
        device_id=device, login_digest="0" * 64, issued_at=START, expires_at=START + timedelta(hours=72),
    )  # fmt: skip
    return signer.sign(claims.model_dump(mode="json"))


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def vault(station: Station, clock: HandClock, signer: Signer) -> LeaseVault:
    vault = LeaseVault(station, clock)
    vault.keep(CLERK, PASSWORD, lease(signer))
    return vault


def test_the_password_opens_it_until_it_ends(vault: LeaseVault, clock: HandClock) -> None:
    clock.moment += timedelta(hours=71)
    opened = vault.open(CLERK, PASSWORD)
    assert isinstance(opened, OpenLease)
    assert opened.claims.role == "station"
    clock.moment += timedelta(hours=1)
    assert vault.open(CLERK, PASSWORD) is LeaseRefusal.EXPIRED


def test_a_clock_set_back_gives_no_more_days(vault: LeaseVault, clock: HandClock) -> None:
    clock.moment += timedelta(hours=48)
    assert isinstance(vault.open(CLERK, PASSWORD), OpenLease)
    clock.moment -= timedelta(hours=40)
    assert vault.open(CLERK, PASSWORD) is LeaseRefusal.CLOCK


def test_wrong_passwords_are_counted_through_restarts(vault: LeaseVault, station: Station, clock: HandClock) -> None:
    said = [LeaseVault(station, clock).open(CLERK, "wrong") for _ in range(TRIES + 1)]
    assert said == [LeaseRefusal.WRONG] * TRIES + [LeaseRefusal.TOO_MANY_TRIES]
    assert vault.open(CLERK, PASSWORD) is LeaseRefusal.TOO_MANY_TRIES


def test_a_login_at_the_platform_forgives_tries(vault: LeaseVault, signer: Signer) -> None:
    for _ in range(TRIES):
        vault.open(CLERK, "wrong")
    vault.keep(CLERK, PASSWORD, lease(signer))
    assert isinstance(vault.open(CLERK, PASSWORD), OpenLease)


def test_nobody_without_a_lease_of_this_window_and_platform(vault: LeaseVault, signer: Signer) -> None:
    assert vault.open("window2", PASSWORD) is LeaseRefusal.NONE
    vault.keep(CLERK, PASSWORD, lease(signer, device="019cbd00-0000-7000-8000-00000000d002"))
    assert vault.open(CLERK, PASSWORD) is LeaseRefusal.NONE
    vault.keep(CLERK, PASSWORD, lease(Signer(Ed25519PrivateKey.generate())))
    assert vault.open(CLERK, PASSWORD) is LeaseRefusal.NONE
    vault.keep(CLERK, PASSWORD, lease(signer, username="window2"))
    assert vault.open(CLERK, PASSWORD) is LeaseRefusal.NONE


def test_the_file_tells_nothing_and_serves_no_other_device(
    vault: LeaseVault, station: Station, clock: HandClock
) -> None:
    files = list((station.root / "desk" / "leases").iterdir())
    assert not any(CLERK in file.name or CLERK.encode() in file.read_bytes() for file in files)
    station.device_key.write_bytes(b"another key")
    assert LeaseVault(station, clock).open(CLERK, PASSWORD) is LeaseRefusal.WRONG
    for file in files:
        file.write_bytes(file.read_bytes()[:9])
    assert vault.open(CLERK, PASSWORD) in (LeaseRefusal.WRONG, LeaseRefusal.TOO_MANY_TRIES)
