"""Leases (离线授权): signed leave for one clerk to work at one window without the platform, for a while."""

from datetime import timedelta

import jwt

from acceptance_platform.catalogue_store import Directory
from acceptance_platform.clerks import Login, not_authorised
from acceptance_platform.devices import Device
from acceptance_platform.limits import LEASE_HOURS
from acceptance_platform.signing import Signer
from acceptance_platform.sources import Sources
from domain.contract.clerk import ClerkSession, LeaseClaims


class Leases:
    def __init__(self, signer: Signer, directory: Directory, sources: Sources) -> None:
        self._signer = signer
        self._directory = directory
        self._sources = sources

    def session(self, login: Login, device: Device) -> ClerkSession:
        """What the window gets to know of a login, with a fresh lease."""
        now, clerk = self._sources.now(), login.clerk
        claims = LeaseClaims(
            username=clerk.username, clerk_name=clerk.name, authority=clerk.authority_name,
            node_name=self._directory.node_name(clerk.node_code), role=clerk.role, device_id=device.device_id,
            login_digest=login.login_digest, issued_at=now, expires_at=now + timedelta(hours=LEASE_HOURS),
        )  # fmt: skip
        return ClerkSession(
            token=login.token, clerk_name=clerk.name, authority=clerk.authority_name, node_name=claims.node_name,
            role=clerk.role, expires_at=login.expires_at, lease=self._signer.sign(claims.model_dump(mode="json")),
        )  # fmt: skip

    def read(self, lease: str) -> LeaseClaims:
        """Raises :class:`Refused` 403 unless it is signed by this platform."""
        try:
            return LeaseClaims.model_validate(self._signer.signed(lease))
        except (jwt.InvalidTokenError, ValueError) as error:
            raise not_authorised(403) from error
