"""An enrolled station, its store and its outbox."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from queue_kit import PlatformKeys, SteppedClock, enrolled, make_keys

from domain.clock import SystemIds
from offline_queue.outbox import Outbox
from offline_queue.station import Station
from offline_queue.store import Store


@pytest.fixture(scope="session")
def keys() -> PlatformKeys:
    return make_keys()


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def station(tmp_path: Path, keys: PlatformKeys) -> Station:
    return enrolled(tmp_path / "state", keys)


@pytest.fixture
def outbox(station: Station, clock: SteppedClock):
    outbox = Outbox.open(station, clock, SystemIds(clock))
    yield outbox
    outbox.close()


@pytest.fixture
def store(station: Station):
    store = Store.open(station.database)
    yield store
    store.close()


@pytest.fixture
def device_key(station: Station) -> None:
    """To sign what a courier carries."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    station.device_key.write_bytes(key.private_bytes(*pem))
    station.device_certificate.write_text("read by who takes it")
