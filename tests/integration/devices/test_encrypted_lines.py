"""Scanners and A4 printers by TLS: only who the configured authority vouches for, and only under the right name."""

import datetime as dt
import ipaddress
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import Image

from devices.document_scanner.escl_driver import EsclScanner
from devices.errors import DeviceUnreachable
from devices.page_printer.ipp_driver import IppPrinter
from devices.ports import ScanSettings
from domain.failures import FailureCode

_PEM = serialization.Encoding.PEM
Driver = Callable[..., Any]


def _certified(folder: Path, name: str, host: str) -> tuple[Path, Path]:
    """A certificate that vouches for itself, as devices bring: what is trusted, and what the device holds."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(today)
        .not_valid_after(today + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / f"{name}.pem", folder / f"{name}.key"
    public.write_bytes(certificate.public_bytes(_PEM))
    secret = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    private.write_bytes(public.read_bytes() + secret)
    return public, private


def _scanner(address: str, ca: object) -> EsclScanner:
    return EsclScanner(f"https://{address}/eSCL", {} if ca is None else {"ca": str(ca)})


def _printer(address: str, ca: object) -> IppPrinter:
    return IppPrinter(f"ipps://{address}/ipp/print", {} if ca is None else {"ca": str(ca)})


KINDS = [
    ("document_scanner", _scanner, FailureCode.SCANNER_UNREACHABLE),
    ("page_printer", _printer, FailureCode.PAGE_PRINTER_UNREACHABLE),
]


@pytest.mark.parametrize(("kind", "driver", "code"), KINDS)
def test_only_the_one_vouched_for(plugged_in: Any, folder: Path, kind: str, driver: Driver, code: FailureCode) -> None:
    trusted, held = _certified(folder, "device", "127.0.0.1")
    stranger, _ = _certified(folder, "stranger", "127.0.0.1")
    device = plugged_in(kind, "--tls", str(held))
    driver(device.address, trusted).open()
    for ca in (stranger, None):
        with pytest.raises(DeviceUnreachable) as caught:
            driver(device.address, ca).open()
        assert caught.value.code is code
        assert "SSLCertVerificationError" in str(caught.value)


@pytest.mark.parametrize(("kind", "driver", "code"), KINDS)
def test_another_name_is_another_device(
    plugged_in: Any, folder: Path, kind: str, driver: Driver, code: FailureCode
) -> None:
    trusted, held = _certified(folder, "device", "127.0.0.2")
    device = plugged_in(kind, "--tls", str(held))
    with pytest.raises(DeviceUnreachable) as caught:
        driver(device.address, trusted).open()
    assert caught.value.code is code


def test_pages_and_documents_pass(plugged_in: Any, folder: Path) -> None:
    trusted, held = _certified(folder, "device", "127.0.0.1")
    page = folder / "page.jpg"
    Image.new("RGB", (827, 1169), "white").save(page, dpi=(100, 100))
    device = plugged_in("document_scanner", "--tls", str(held))
    device.do("load_sheets", sheets=[{"front": str(page), "back": None}] * 2)
    scanner = _scanner(device.address, trusted)
    scanner.open()
    pages = list(scanner.scan(ScanSettings(duplex=False, dpi=100)))
    assert [page.data for page in pages] == [page.data for page in pages[:1]] * 2
    paper = plugged_in("page_printer", "--tls", str(held))
    _printer(paper.address, trusted).print(b"%PDF-1.4 invented")
    assert list(paper.do("state")["sizes"].values()) == [17]


@pytest.mark.parametrize(("_kind", "driver", "_code"), KINDS)
def test_trust_that_cannot_be_read(folder: Path, _kind: str, driver: Driver, _code: FailureCode) -> None:
    (folder / "empty.pem").write_text("")
    for ca in (folder / "nowhere.pem", folder / "empty.pem"):
        with pytest.raises(ValueError, match="ca"):
            driver("127.0.0.1:9", ca)
