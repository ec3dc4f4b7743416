"""Clerks, devices and tickets over a clock that is stepped."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import insert
from stepped_clock import SteppedClock

from acceptance_platform.clerks import Clerk, Clerks
from acceptance_platform.composition import Platform
from acceptance_platform.database import Database
from acceptance_platform.devices import Device, fingerprint, identify, revoke
from acceptance_platform.enrolment import Enrolment
from acceptance_platform.problems import Refused
from acceptance_platform.schema import devices
from acceptance_platform.sources import Sources
from domain.contract.clerk import LoginRequest
from domain.contract.enrolment import EnrolmentRequest

WINDOW = Device("w1", "0001", "window", "330203-W01")
KIOSK = Device("k1", "0002", "kiosk", "330281-K01")
RIGHT, WRONG = LoginRequest(username="u", password="right"), LoginRequest(username="u", password="wrong")


@pytest.fixture
def register(database: Database, sources: Sources) -> Database:
    with database.writing() as connection:
        for device in (WINDOW, KIOSK):
            connection.execute(insert(devices).values(
                device_id=device.device_id, device_no=device.device_no, kind=device.kind, node_code=device.node_code,
                fingerprint=fingerprint(device.device_id.encode()), certificate="", enrolled_at=sources.now(),
            ))  # fmt: skip
    return database


@pytest.fixture
def desk(register: Database, sources: Sources) -> Clerks:
    desk = Clerks(register, sources)
    desk.add(Clerk("u", "张三", "330203:市医疗保障局", "海曙区医疗保障局", "330203-W01", "counter"), "right")
    return desk


def refused(desk: Clerks, request: LoginRequest, device: Device = WINDOW) -> int:
    with pytest.raises(Refused) as caught:
        desk.login(request, device)
    return caught.value.status


class TestLogin:
    def test_session_ends_after_eight_hours(self, desk: Clerks, stepped_clock: SteppedClock) -> None:
        login = desk.login(RIGHT, WINDOW)
        assert login.expires_at - stepped_clock.now() == timedelta(hours=8)
        stepped_clock.step(hours=7.9)
        assert desk.of_session(login.token, WINDOW).username == "u"
        stepped_clock.step(hours=0.2)
        with pytest.raises(Refused):
            desk.of_session(login.token, WINDOW)

    def test_five_wrong_ones_close_the_door_for_a_while(self, desk: Clerks, stepped_clock: SteppedClock) -> None:
        assert [refused(desk, WRONG) for _ in range(6)] == [401] * 5 + [429]
        assert refused(desk, RIGHT) == 429
        stepped_clock.step(minutes=5.1)
        assert desk.login(RIGHT, WINDOW).clerk.username == "u"

    def test_unknown_names_look_like_wrong_passwords(self, desk: Clerks) -> None:
        assert refused(desk, LoginRequest(username="nobody", password="right")) == refused(desk, WRONG) == 401

    def test_kiosks_have_no_clerks(self, desk: Clerks) -> None:
        assert refused(desk, RIGHT, KIOSK) == 403

    def test_a_new_password_replaces_the_old(self, desk: Clerks) -> None:
        desk.add(desk.login(RIGHT, WINDOW).clerk, "newer")
        assert refused(desk, RIGHT) == 401
        assert desk.login(LoginRequest(username="u", password="newer"), WINDOW)


class TestRegister:
    def test_known(self, register: Database) -> None:
        with register.reading() as connection:
            assert identify(connection, b"w1") == WINDOW

    @pytest.mark.parametrize("certificate", [None, b"", b"another"])
    def test_unknown(self, register: Database, certificate: bytes | None) -> None:
        with register.reading() as connection, pytest.raises(Refused) as caught:
            identify(connection, certificate)
        assert caught.value.status == 401

    def test_revoked(self, register: Database, sources: Sources) -> None:
        with register.writing() as connection:
            assert revoke(connection, "w1", sources.now())
            assert not revoke(connection, "w9", sources.now())
            with pytest.raises(Refused) as caught:
                identify(connection, b"w1")
        assert caught.value.status == 403


def _request(code: str) -> EnrolmentRequest:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "whoever")])
    csr = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return EnrolmentRequest(code=code, certificate_request=csr.public_bytes(serialization.Encoding.PEM).decode())


class TestTickets:
    @pytest.fixture
    def office(self, demo_platform: Platform, sources: Sources) -> Enrolment:
        house = demo_platform
        return Enrolment(house.database, house.authority, house.directory, house.keys, sources)

    @pytest.fixture
    def ticket(self, office: Enrolment, demo_platform: Platform) -> str:
        node = demo_platform.directory.node("330281-K01")
        assert node is not None
        return office.issue_ticket("kiosk", node)

    def test_the_platform_names_the_device(self, office: Enrolment, ticket: str) -> None:
        reply = office.enrol(_request(ticket))
        certificate = x509.load_pem_x509_certificate(reply.certificate.encode())
        assert certificate.subject.rfc4514_string() == f"CN={reply.device_id}"
        certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(reply.authority_certificate.encode()))

    def test_good_for_a_day(self, office: Enrolment, ticket: str, stepped_clock: SteppedClock) -> None:
        stepped_clock.step(hours=24)
        with pytest.raises(Refused, match="ENROLMENT_CODE_REFUSED"):
            office.enrol(_request(ticket))

    @pytest.mark.parametrize("pem", ["", "nonsense", "-----BEGIN CERTIFICATE REQUEST-----\n-----END", "证"])
    def test_nonsense(self, office: Enrolment, ticket: str, pem: str) -> None:
        with pytest.raises(Refused, match="REQUEST_INVALID"):
            office.enrol(EnrolmentRequest(code=ticket, certificate_request=pem))
