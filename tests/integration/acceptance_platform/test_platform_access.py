"""Who may call what: every route by every kind of caller, on one table."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from platform_process import (
    IDS,
    KIOSK_NODE,
    WINDOW_NODE,
    HandIn,
    PlatformProcess,
    TestStation,
    jpeg,
    key_pem,
    post_enrolment,
)

DEVICE_ROUTES = [
    ("GET", "/v1/ping?nonce=1"),
    ("GET", "/v1/catalogue"),
    ("GET", "/v1/catalogue/index"),
    ("POST", "/v1/catalogue/parts"),
    ("GET", "/v1/keys"),
    ("PUT", "/v1/cases/{case}"),
    ("PUT", "/v1/cases/{case}/corrections/{case}"),
    ("GET", "/v1/submissions/{case}"),
    ("POST", "/v1/submissions/{case}/completion"),
    ("OPTIONS", "/v1/uploads"),
    ("POST", "/v1/uploads"),
    ("OPTIONS", "/v1/uploads/{page}"),
    ("HEAD", "/v1/uploads/{page}"),
    ("PATCH", "/v1/uploads/{page}"),
    ("DELETE", "/v1/uploads/{page}"),
    ("POST", "/v1/progress"),
    ("GET", "/v1/changes"),
    ("POST", "/v1/maintenance/permits"),
]
CLERK_ROUTES = [
    ("GET", "/v1/worklist"),
    ("GET", "/v1/worklist/{case}"),
    ("GET", "/v1/worklist/{case}/pages/{plain}"),
    ("POST", "/v1/worklist/{case}/decisions"),
]
LOGIN = ("POST", "/v1/clerks/login")


@pytest.fixture(scope="module")
def case(kiosk: TestStation) -> HandIn:
    hand_in = kiosk.hand_in([jpeg("a")])
    kiosk.deliver(hand_in)
    return hand_in


@pytest.fixture(scope="module")
def revoked(platform: PlatformProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestStation]:
    station = TestStation(platform, tmp_path_factory.mktemp("revoked") / "station", "window", WINDOW_NODE)
    assert station.call("GET", "/v1/ping?nonce=1").status_code == 200
    platform.command("revoke", station.enrolment.device_id)
    yield station
    station.close()


@pytest.fixture(scope="module")
def foreign_clerk(platform: PlatformProcess, window: TestStation) -> dict[str, str]:
    """Of the same bureau in another district."""
    add = ("add-clerk", "--username", "clerk2", "--name", "王工", "--node", WINDOW_NODE, "--role", "station")
    platform.command(*add, "--authority", "330281:市医疗保障局", line="right\n")
    answer = window.call("POST", "/v1/clerks/login", json={"username": "clerk2", "password": "right"})
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def call(station: TestStation, route: tuple[str, str], case: HandIn, **headers: str) -> tuple[int, str]:
    """Status and code; a HEAD has no body to say a code in."""
    method, path = route
    path = path.format(
        case=case.manifest.case_id, page=case.manifest.objects[1].digest, plain=case.form.pages[0].plain_digest
    )
    answer = station.call(method, path, headers={"Tus-Resumable": "1.0.0", **headers})
    is_problem = answer.headers.get("Content-Type") == "application/problem+json" and answer.content
    return answer.status_code, answer.json()["code"] if is_problem else ""


@pytest.mark.parametrize("route", [*DEVICE_ROUTES, *CLERK_ROUTES, LOGIN])
def test_without_a_certificate(kiosk: TestStation, case: HandIn, route: tuple[str, str]) -> None:
    cert, kiosk.session.cert = kiosk.session.cert, None
    try:
        status, code = call(kiosk, route, case)
    finally:
        kiosk.session.cert = cert
    assert (status, code or "E105") == (401, "E105")


@pytest.mark.parametrize("route", [*DEVICE_ROUTES, *CLERK_ROUTES, LOGIN])
def test_revoked(revoked: TestStation, clerk: dict[str, str], case: HandIn, route: tuple[str, str]) -> None:
    status, code = call(revoked, route, case, **clerk)
    assert (status, code or "E104") == (403, "E104")


@pytest.mark.parametrize("route", [*CLERK_ROUTES, LOGIN])
def test_kiosks_do_no_clerks_work(
    kiosk: TestStation, clerk: dict[str, str], case: HandIn, route: tuple[str, str]
) -> None:
    if route == LOGIN:
        answer = kiosk.call("POST", route[1], json={"username": "clerk1", "password": "right"})
        assert (answer.status_code, answer.json()["code"]) == (403, "X114")
    else:
        assert call(kiosk, route, case, **clerk) == (403, "X114")


@pytest.mark.parametrize("route", CLERK_ROUTES)
@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer wrong", "Basic eDp5"])
def test_windows_need_a_session(window: TestStation, case: HandIn, route: tuple[str, str], authorization: str) -> None:
    assert call(window, route, case, Authorization=authorization) == (401, "X114")


def test_sessions_are_of_one_window(
    platform: PlatformProcess, clerk: dict[str, str], case: HandIn, tmp_path: Path
) -> None:
    other = TestStation(platform, tmp_path / "window", "window", WINDOW_NODE)
    assert call(other, ("GET", "/v1/worklist"), case, **clerk) == (401, "X114")
    other.close()


@pytest.mark.parametrize("route", CLERK_ROUTES[1:])
def test_other_authorities_see_no_case(
    window: TestStation, foreign_clerk: dict[str, str], case: HandIn, route: tuple[str, str]
) -> None:
    if route[0] == "POST":
        decision = {"decision_id": IDS.new_id(), "expected_version": 2, "action": "accept"}
        path = route[1].format(case=case.manifest.case_id)
        answer = window.call("POST", path, json=decision, headers=foreign_clerk)
        assert (answer.status_code, answer.json()["code"]) == (404, "X111")
    else:
        assert call(window, route, case, **foreign_clerk) == (404, "X111")


def test_other_authorities_have_an_empty_worklist(
    window: TestStation, foreign_clerk: dict[str, str], case: HandIn
) -> None:
    items = window.call("GET", "/v1/worklist", headers=foreign_clerk).json()["items"]
    assert case.manifest.case_id not in {item["case_id"] for item in items}


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (("GET", "/v1/submissions/{case}"), "X111"),
        (("POST", "/v1/submissions/{case}/completion"), "X111"),
        (("DELETE", "/v1/uploads/{page}"), "X103"),
    ],
)
def test_other_stations_have_no_part_in_it(
    other_kiosk: TestStation, case: HandIn, route: tuple[str, str], code: str
) -> None:
    assert call(other_kiosk, route, case) == (404, code)
    feed = other_kiosk.call("GET", "/v1/changes").json()["changes"]
    assert case.manifest.case_id not in {change["case_id"] for change in feed}


def test_certificates_of_another_authority_end_in_the_handshake(kiosk: TestStation, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, kiosk.enrolment.device_id)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    forged = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (tmp_path / "forged.crt").write_bytes(forged)
    (tmp_path / "forged.key").write_bytes(key_pem(key))
    pair = (str(tmp_path / "forged.crt"), str(tmp_path / "forged.key"))
    with pytest.raises((requests.ConnectionError, ssl.SSLError)):
        requests.get(f"{kiosk.platform.url}/v1/changes", cert=pair, verify=str(kiosk.authority), timeout=10)


def test_tickets_are_for_one_key(platform: PlatformProcess, kiosk: TestStation) -> None:
    """The same key may ask again: its first answer may have been lost."""
    code = platform.ticket("kiosk", KIOSK_NODE).code
    key, other = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    first = post_enrolment(platform, code, key, kiosk.authority)
    assert first.status_code == 201
    assert post_enrolment(platform, code, key, kiosk.authority).json() == first.json()
    for wrong, who in ((code, other), ("A" * 26, key)):
        refused = post_enrolment(platform, wrong, who, kiosk.authority)
        assert (refused.status_code, refused.json()["code"]) == (403, "E101")


def test_device_numbers_are_unique_in_a_region(kiosk: TestStation, other_kiosk: TestStation) -> None:
    assert kiosk.enrolment.device_no != other_kiosk.enrolment.device_no
    assert len(kiosk.enrolment.device_no) == 4


def test_certificate_request_of_another_curve(platform: PlatformProcess, kiosk: TestStation) -> None:
    code = platform.ticket("kiosk", KIOSK_NODE).code
    answer = post_enrolment(platform, code, ec.generate_private_key(ec.SECP384R1()), kiosk.authority)
    assert (answer.status_code, answer.json()["code"]) == (422, "X118")
