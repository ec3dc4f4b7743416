"""Who calls: every route but two needs an enrolled device, a clerk's routes a clerk's session on a window besides."""

from typing import Annotated, cast

from fastapi import Depends, Request

from acceptance_platform import devices
from acceptance_platform.clerks import Clerk, Clerks
from acceptance_platform.database import Database
from acceptance_platform.devices import Device

CERTIFICATE = "onewindow.certificate"
"""ASGI extension: the peer's certificate, DER, verified by TLS against our CA; ``None`` without one."""


class Gate:
    """Asked anew at each request, so that a revocation works at once."""

    def __init__(self, database: Database, clerks: Clerks) -> None:
        self._database = database
        self._clerks = clerks

    def device(self, request: Request) -> Device:
        certificate = request.scope.get("extensions", {}).get(CERTIFICATE)
        with self._database.reading() as connection:
            return devices.identify(connection, certificate)

    def clerk(self, request: Request, device: Device) -> Clerk:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return self._clerks.of_session(token if scheme.lower() == "bearer" else "", device)


def _gate(request: Request) -> Gate:
    return cast(Gate, request.app.state.gate)


def calling_device(request: Request) -> Device:
    return _gate(request).device(request)


CallingDevice = Annotated[Device, Depends(calling_device)]


def calling_clerk(request: Request, device: CallingDevice) -> Clerk:
    return _gate(request).clerk(request, device)


CallingClerk = Annotated[Clerk, Depends(calling_clerk)]
