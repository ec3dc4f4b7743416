"""A kiosk's surroundings without a platform: simulators of its devices, and the state folder of an enrolled station."""

import base64
import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import jwt
import pyrage
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageDraw

from devices.catalog import DeviceSpec
from devices.simulator_control import ask
from domain.contract.catalogue import SignedCatalogue
from domain.contract.enrolment import Node, Recipient, VerificationKey
from offline_queue.station import Station, StationEnrolment

CARD = {
    "name": "李测试", "sex": "1", "ethnicity": "01", "birth": "19000101",
    "address": "浙江省宁波市海曙区某某街道1号", "number": "330203190001010013", "issuer": "宁波市公安局海曙分局",
    "valid_from": "20200101", "valid_to": "长期",
}  # fmt: skip
NOWHERE = "https://127.0.0.1:9"
"""The discard port: nobody answers."""
_SERIAL = ("id_card_reader", "qr_scanner")


class Desk:
    """Four simulators, one process each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.addresses: dict[str, str] = {}
        self.receipts = folder / "paper"
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> "Desk":
        self.receipts.mkdir()
        for kind, options in (
            ("id_card_reader", ("--baud", "115200")),
            ("qr_scanner", ()),
            ("document_scanner", ()),
            ("receipt_printer", ("--out", str(self.receipts))),
        ):
            where = ("--link", str(self.folder / kind)) if kind in _SERIAL else ("--port", "0")
            command = [sys.executable, "-m", f"devices.{kind}.simulator", *where, "--control", self._socket(kind)]
            self._processes.append(subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True))
            self.addresses[kind] = str(self.folder / kind)
        for kind, process in zip(tuple(self.addresses), self._processes, strict=True):
            assert process.stdout is not None
            with process.stdout as said:
                _, *port = said.readline().split()
            if port:
                self.addresses[kind] = f"127.0.0.1:{port[0]}"
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(10)

    def do(self, kind: str, action: str, /, **arguments: object) -> dict[str, Any]:
        return ask(Path(self._socket(kind)), action, **arguments)

    def tidy(self) -> None:
        """As in the morning."""
        self.do("id_card_reader", "lift_card")
        self.do("id_card_reader", "set_fault", fault="none")
        self.do("document_scanner", "clear")
        self.do("document_scanner", "set_fault", fault="none")
        self.do("receipt_printer", "set_fault", fault="none")

    def printed(self) -> list[Path]:
        return sorted(self.receipts.glob("*.png"))

    def load(self, *sheets: Path) -> None:
        self.do("document_scanner", "load_sheets", sheets=[{"front": str(sheet), "back": None} for sheet in sheets])

    def _socket(self, kind: str) -> str:
        return str(self.folder / f"{kind}.control")


def device_specs(addresses: dict[str, str]) -> tuple[DeviceSpec, ...]:
    drivers = {
        "id_card_reader": ("sdt-serial", addresses["id_card_reader"]),
        "qr_scanner": ("qr-serial", addresses["qr_scanner"]),
        "document_scanner": ("escl", f"http://{addresses['document_scanner']}/eSCL"),
        "receipt_printer": ("escpos-network", addresses["receipt_printer"]),
    }
    return tuple(DeviceSpec(kind, driver, address) for kind, (driver, address) in drivers.items())


def make_papers(folder: Path) -> dict[str, Path]:
    papers = {}
    for number, name in enumerate(("one", "two")):
        page = Image.new("RGB", (620, 877), "white")
        draw = ImageDraw.Draw(page)
        for line in range(20):
            draw.rectangle((60, 80 + line * 30, 500 - line * number * 5, 90 + line * 30), fill="black")
        papers[name] = folder / f"{name}.jpg"
        page.save(papers[name])
    return papers


def make_station(root: Path, url: str = NOWHERE) -> Path:
    """Enrolled, with a mirrored catalogue, as the platform would have left it."""
    station = Station(root)
    signing = Ed25519PrivateKey.generate()
    public = base64.urlsafe_b64encode(signing.public_key().public_bytes_raw()).decode().rstrip("=")
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    enrolment = StationEnrolment(
        url=url, device_id="01950000-0000-7000-8000-0000000000aa", device_no="0001", kind="kiosk",
        node=Node(code="330281-K01", name="余姚市政务服务中心自助服务区", region="330281", region_name="余姚市"),
        recipients=(Recipient(key_id="k1", suite="age-v1", public_key=recipient),),
        verification_keys=(VerificationKey(key_id="s1", public_key=public),),
    )  # fmt: skip
    for folder in (station.identity, station.queue, station.mirror):
        folder.mkdir(parents=True)
    station.enrolment_file.write_text(enrolment.model_dump_json(), encoding="utf-8")
    _write_certificate(station)
    body = (Path(__file__).parents[1] / "assets" / "catalogue" / "demo_catalogue.json").read_text(encoding="utf-8")
    claims = {"version": json.loads(body)["version"], "digest": hashlib.sha256(body.encode()).hexdigest()}
    signature = jwt.encode(claims, signing, algorithm="EdDSA", headers={"kid": "s1"})
    signed = SignedCatalogue(body=body, signature=signature, **claims)
    station.catalogue_file.write_text(signed.model_dump_json(), encoding="utf-8")
    return root


def _write_certificate(station: Station) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    station.device_certificate.write_bytes(pem)
    station.authority_certificate.write_bytes(pem)
    station.device_key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
