"""Certificates and requests with keys and algorithms nobody knows are refused like any that is not genuine."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from acceptance_platform.authority import read_request
from acceptance_platform.packet_origin import owner_of
from acceptance_platform.problems import Refused
from domain.contract.packet import PacketHead, PacketOrigin
from domain.failures import FailureCode

KEY = ec.generate_private_key(ec.SECP256R1())
NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "onewindow device")])
DER = serialization.Encoding.DER
STRANGE = {
    "signed in an unknown way": ("06082a8648ce3d040302", "06082a8648ce3d04037f"),
    "of an unknown kind of key": ("06072a8648ce3d0201", "06072a8648ce3d027f"),
    "of an unknown curve": ("06082a8648ce3d030107", "06082a8648ce3d03017f"),
}
"""Object identifiers in DER and what takes their place."""


def pem(der: bytes, kind: str, strange: str) -> str:
    before, after = (bytes.fromhex(one) for one in STRANGE[strange])
    assert before in der
    body = base64.b64encode(der.replace(before, after)).decode()
    return f"-----BEGIN {kind}-----\n{body}\n-----END {kind}-----\n"


@pytest.mark.parametrize("strange", STRANGE)
def test_a_request_to_certify(strange):
    request = x509.CertificateSigningRequestBuilder().subject_name(NAME).sign(KEY, hashes.SHA256())
    with pytest.raises(ValueError):  # noqa: PT011 - what its caller refuses by name
        read_request(pem(request.public_bytes(DER), "CERTIFICATE REQUEST", strange))


@pytest.mark.parametrize("strange", STRANGE)
def test_whose_packet_it_is(strange):
    now = datetime(2026, 11, 22, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(NAME).issuer_name(NAME).public_key(KEY.public_key())
    lasting = builder.serial_number(5).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    certificate = lasting.sign(KEY, hashes.SHA256()).public_bytes(DER)
    origin = PacketOrigin(certificate=pem(certificate, "CERTIFICATE", strange), signature="AAAA")
    with pytest.raises(Refused) as refused:
        owner_of(None, PacketHead(manifest="{}", origin=origin), None)
    assert refused.value.code is FailureCode.PACKET_ORIGIN_INVALID
