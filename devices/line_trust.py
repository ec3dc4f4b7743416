"""Whom a device on an encrypted line is believed to be: certificates of the hall's own authority, or the system's."""

import ssl
from collections.abc import Mapping

TRUST_OPTIONS: Mapping[bool, tuple[str, ...]] = {True: ("ca",), False: ()}
"""Options of a line that is encrypted, and of one that is not: there ``ca`` would promise what nobody keeps."""


def line_trust(options: Mapping[str, object]) -> ssl.SSLContext:
    """For lines with TLS. Option ``ca``: a PEM file with the certificates of the authority, or of the device itself if
    it made its own, that alone are trusted; without it those of the system. The certificate must name the host of the
    address. Raises ``ValueError``."""
    ca = options.get("ca")
    if ca is None:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=str(ca))
    except (OSError, ssl.SSLError) as error:
        raise ValueError(f"option ca is no file of certificates: {type(error).__name__}") from None
