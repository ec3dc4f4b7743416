"""A station that believes it is enrolled at a platform nobody answers for: keys and certificates of its own making."""

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyrage import x25519

from domain.contract.enrolment import Node, Recipient
from offline_queue.station import Station, StationEnrolment


def enrol_without_platform(root: Path) -> Station:
    station = Station(root)
    station.identity.mkdir(parents=True)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _self_signed(key).public_bytes(serialization.Encoding.PEM)
    station.device_key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    station.device_certificate.write_bytes(certificate)
    station.authority_certificate.write_bytes(certificate)
    enrolment = StationEnrolment(
        url="https://127.0.0.1:9",
        device_id="00000000-0000-7000-8000-000000000000",
        device_no="0001",
        kind="kiosk",
        node=Node(code="N1", name="N1", region="330281", region_name="余姚市"),
        recipients=(Recipient(key_id="k1", suite="age-v1", public_key=str(x25519.Identity.generate().to_public())),),
        verification_keys=(),
    )
    station.enrolment_file.write_text(enrolment.model_dump_json(), encoding="utf-8")
    return station


def _self_signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "onewindow benchmark")])
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
