"""Routes of presences, and the dependency by which other services learn who is present."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from acceptance_platform.access import CallingClerk, CallingDevice
from acceptance_platform.presence.assistance import Assistance
from acceptance_platform.presence.presences import Presences, Present
from domain.contract.presence import AssistanceRequest, AssistanceTicket, PresenceReply, PresenceRequest


def calling_person(request: Request, device: CallingDevice) -> Present:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    presences = cast(Presences, request.app.state.presences)
    return presences.of_token(token if scheme.lower() == "presence" else "", device)


CallingPerson = Annotated[Present, Depends(calling_person)]


class PresenceApi:
    def __init__(self, presences: Presences, assistance: Assistance) -> None:
        self._presences = presences
        self._assistance = assistance

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/presences", self.open, methods=["POST"], status_code=201)
        router.add_api_route("/assistance-tickets", self.ticket, methods=["POST"], status_code=201)
        return router

    def open(self, request: PresenceRequest, device: CallingDevice, response: Response) -> PresenceReply:
        response.headers["Cache-Control"] = "no-store"
        return self._presences.open(request, device)

    def ticket(
        self, clerk: CallingClerk, response: Response, request: AssistanceRequest | None = None
    ) -> AssistanceTicket:
        response.headers["Cache-Control"] = "no-store"
        return self._assistance.issue(clerk, request)
