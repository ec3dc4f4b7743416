"""Leave to maintain one device: a signed permit, from the administrator's shell or for a technician's password."""

from datetime import datetime, timedelta

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy import Connection

from acceptance_platform import audit
from acceptance_platform.access import CallingDevice
from acceptance_platform.clerks import Clerks, not_authorised
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import MAINTENANCE_MINUTES
from acceptance_platform.signing import Signer
from acceptance_platform.sources import Sources
from domain.contract.clerk import LoginRequest
from domain.contract.maintenance_permit import PREFIX, USE, MaintenanceGrant


class Permits:
    def __init__(self, database: Database, signer: Signer, sources: Sources) -> None:
        self._database = database
        self._signer = signer
        self._sources = sources

    def issue(self, connection: Connection, device_id: str, by: str, until: datetime) -> str:
        """The audit names who was given it, before it exists."""
        audit.record(connection, self._sources.now(), by, "maintenance permitted", device_id)
        return PREFIX + self._signer.sign({"use": USE, "device": device_id, "by": by, "exp": until})

    def for_password(self, device: Device, by: str) -> str:
        until = self._sources.now() + timedelta(minutes=MAINTENANCE_MINUTES)
        with self._database.writing() as connection:
            return self.issue(connection, device.device_id, by, until)


class MaintenanceApi:
    """Of the terminal that asks, and only of it."""

    def __init__(self, clerks: Clerks, permits: Permits) -> None:
        self._clerks = clerks
        self._permits = permits

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/maintenance/permits", self.permit, methods=["POST"], status_code=201)
        return router

    def permit(self, request: LoginRequest, device: CallingDevice, response: Response) -> MaintenanceGrant:
        """401 wrong, 403 a clerk who may not maintain, 429 after too many wrong ones (those of a window count too)."""
        response.headers["Cache-Control"] = "no-store"
        if device.kind != "kiosk":
            raise not_authorised(403)
        clerk = self._clerks.at_terminal(request, device)
        clerk.require("maintain")
        return MaintenanceGrant(permit=self._permits.for_password(device, clerk.username))
