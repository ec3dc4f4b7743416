"""The platform's seal on documents: a detached CMS signature with a certificate of the platform's own CA.

A state seal (国密 SM2, registered with the seal authority) is a hardware module of the city: it takes this one's place.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7

from acceptance_platform.authority import Authority
from acceptance_platform.data_folder import DataFolder, write_durably


@dataclass(frozen=True, slots=True)
class Seal:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def sign(self, data: bytes) -> bytes:
        """DER."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(self.certificate, self.key, hashes.SHA256())
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities]
        return builder.sign(serialization.Encoding.DER, options)


def load_seal(folder: DataFolder, authority: Authority, now: datetime) -> Seal:
    """Makes key and certificate for a folder that has none yet."""
    key_file, certificate_file = folder.keys / "seal.key", folder.keys / "seal.crt"
    if not certificate_file.exists():
        made = ec.generate_private_key(ec.SECP256R1())
        pem = serialization.Encoding.PEM
        private = made.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        write_durably(key_file, private)
        write_durably(certificate_file, authority.issue_seal(made.public_key(), now).public_bytes(pem))
    key = serialization.load_pem_private_key(key_file.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("seal.key is not an EC key")
    return Seal(x509.load_pem_x509_certificate(certificate_file.read_bytes()), key)
