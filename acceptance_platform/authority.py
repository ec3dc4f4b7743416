"""The platform's own certificate authority (EC P-256): its server's and its devices' certificates."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from acceptance_platform.data_folder import DataFolder, write_durably
from acceptance_platform.limits import AUTHORITY_CERTIFICATE_DAYS, DEVICE_CERTIFICATE_DAYS, SERVER_CERTIFICATE_DAYS

_CLOCK_SLACK = timedelta(days=1)
"""A station whose clock is behind must still be able to speak to us and say so."""


@dataclass(frozen=True, slots=True)
class Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> str:
        return _pem(self.certificate)

    def digest(self) -> str:
        """SHA-256 of the DER, as an enrolment ticket names it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def issue_device(self, device_id: str, request: x509.CertificateSigningRequest, now: datetime) -> x509.Certificate:
        """A client certificate in the platform's words: the subject of the request is ignored."""
        builder = _builder(_named(device_id), self.certificate.subject, now, DEVICE_CERTIFICATE_DAYS)
        builder = builder.public_key(_p256(request.public_key()))
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        return self._sign(builder)

    def issue_server(self, key: ec.EllipticCurvePublicKey, names: Sequence[str], now: datetime) -> x509.Certificate:
        builder = _builder(_named("OneWindow platform"), self.certificate.subject, now, SERVER_CERTIFICATE_DAYS)
        builder = builder.public_key(key)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        builder = builder.add_extension(x509.SubjectAlternativeName([_alternative(n) for n in names]), critical=False)
        return self._sign(builder)

    def issue_seal(self, key: ec.EllipticCurvePublicKey, now: datetime) -> x509.Certificate:
        """For signatures on documents."""
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = _builder(_named("OneWindow documents"), self.certificate.subject, now, SERVER_CERTIFICATE_DAYS)
        return self._sign(builder.public_key(key).add_extension(usage, critical=True))

    def _sign(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        return builder.add_extension(identifier, critical=False).sign(self.key, hashes.SHA256())


def read_request(pem: str) -> x509.CertificateSigningRequest:
    """Raises ``ValueError`` unless it is a PKCS#10 whose sender holds its P-256 key."""
    request = x509.load_pem_x509_csr(pem.encode("ascii"))
    try:
        _p256(request.public_key())
        proven = request.is_signature_valid
    except (InvalidSignature, UnsupportedAlgorithm) as e:
        raise ValueError("the request is not signed by its key") from e
    if not proven:
        raise ValueError("the request is not signed by its key")
    return request


def create_authority(folder: DataFolder, names: Sequence[str], now: datetime) -> None:
    """Makes the CA and the server's certificate unless they exist. The certificates come last: they complete a pair."""
    if not (folder.keys / "ca.crt").exists():
        key = ec.generate_private_key(ec.SECP256R1())
        write_durably(folder.keys / "ca.key", _key_pem(key))
        write_durably(folder.keys / "ca.crt", _pem(_self_signed(key, now)).encode())
    if not (folder.keys / "server.crt").exists():
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = load_authority(folder).issue_server(key.public_key(), names, now)
        write_durably(folder.keys / "server.key", _key_pem(key))
        write_durably(folder.keys / "server.crt", _pem(certificate).encode())


def load_authority(folder: DataFolder) -> Authority:
    key = serialization.load_pem_private_key((folder.keys / "ca.key").read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("ca.key is not an EC key")
    return Authority(x509.load_pem_x509_certificate((folder.keys / "ca.crt").read_bytes()), key)


def _self_signed(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = _named("OneWindow platform CA")
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = _builder(name, name, now, AUTHORITY_CERTIFICATE_DAYS).public_key(key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(usage, critical=True)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return builder.add_extension(identifier, critical=False).sign(key, hashes.SHA256())


def _builder(subject: x509.Name, issuer: x509.Name, now: datetime, days: int) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, serial_number=x509.random_serial_number())
    return builder.not_valid_before(now - _CLOCK_SLACK).not_valid_after(now + timedelta(days=days))


def _named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _p256(key: object) -> ec.EllipticCurvePublicKey:
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("the key is not on P-256")
    return key


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
