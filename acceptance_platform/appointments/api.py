"""Routes of appointments and queue numbers."""

from fastapi import APIRouter
from fastapi.responses import Response

from acceptance_platform.appointments.desk import Desk
from acceptance_platform.presence.api import CallingPerson
from domain.contract.appointment import Appointment, AppointmentDesk, AppointmentRequest, QueueTicket


class AppointmentsApi:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/my")
        router.add_api_route("/appointments", self.look, methods=["GET"])
        router.add_api_route("/appointments", self.book, methods=["POST"], status_code=201)
        router.add_api_route("/appointments/{appointment_no}", self.cancel, methods=["DELETE"])
        router.add_api_route("/queue-tickets", self.take_number, methods=["POST"], status_code=201)
        return router

    def look(self, present: CallingPerson, response: Response) -> AppointmentDesk:
        response.headers["Cache-Control"] = "no-store"
        return self._desk.look(present)

    def book(self, request: AppointmentRequest, present: CallingPerson) -> Appointment:
        return self._desk.book(request, present)

    def cancel(self, appointment_no: str, present: CallingPerson) -> AppointmentDesk:
        self._desk.cancel(appointment_no, present)
        return self._desk.look(present)

    def take_number(self, present: CallingPerson) -> QueueTicket:
        return self._desk.take_number(present)
