"""What a maintenance permit is made of: ``PREFIX`` and a compact JWS (EdDSA) of the platform.

Claims: ``use`` = ``USE``, ``device`` (id of the enrolment), ``by`` (user name), ``exp`` (RFC 7519).
It reaches the terminal as a QR code, as the file ``FILE`` of a USB stick, or as the answer to
``POST /v1/maintenance/permits`` with a :class:`domain.contract.clerk.LoginRequest` (mTLS of a kiosk):
:class:`MaintenanceGrant`; 401 wrong password, 403 not a technician, 429 too many wrong ones.
"""

from pydantic import Field

from domain.contract.wire import Wire

PREFIX = "OWM1:"
USE = "maintenance"
FILE = "onewindow-permit.txt"


class MaintenanceGrant(Wire):
    permit: str = Field(repr=False)
