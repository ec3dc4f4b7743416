"""Until when this station is let in."""

from datetime import datetime, timedelta

from offline_queue.station import Station

RENEW_BEFORE = timedelta(days=30)
"""From so long before its end on it is told."""


def certificate_end(station: Station) -> datetime | None:
    """Until when the platform takes this station's certificate; ``None``: it cannot be read."""
    # Here and not above: asked once a day, by programs whose start is awaited.
    from cryptography import x509

    try:
        certificate = x509.load_pem_x509_certificate(station.device_certificate.read_bytes())
    except (OSError, ValueError):
        return None
    return certificate.not_valid_after_utc
