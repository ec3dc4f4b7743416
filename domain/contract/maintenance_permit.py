"""What a maintenance permit is made of: ``PREFIX`` and a compact JWS (EdDSA) of the platform.

Claims: ``use`` = ``USE``, ``device`` (id of the enrolment), ``by`` (user name), ``exp`` (RFC 7519).
"""

PREFIX = "OWM1:"
USE = "maintenance"
