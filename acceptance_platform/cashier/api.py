"""Routes of the cashier."""

from fastapi import APIRouter
from fastapi.responses import Response

from acceptance_platform.cashier.cashier import Cashier
from acceptance_platform.presence.api import CallingPerson
from domain.contract.payment import MyBills, Payment
from domain.contract.wire import Identifier


class CashierApi:
    def __init__(self, cashier: Cashier) -> None:
        self._cashier = cashier

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1/my")
        router.add_api_route("/bills", self.bills, methods=["GET"])
        router.add_api_route("/bills/{bill_no}/payments", self.begin, methods=["POST"], status_code=201)
        router.add_api_route("/payments/{payment_no}", self.state, methods=["GET"])
        return router

    def bills(self, present: CallingPerson, response: Response) -> MyBills:
        response.headers["Cache-Control"] = "no-store"
        return self._cashier.bills(present)

    def begin(self, bill_no: str, present: CallingPerson) -> Payment:
        return self._cashier.begin(bill_no, present)

    def state(self, payment_no: Identifier, present: CallingPerson) -> Payment:
        return self._cashier.state(payment_no, present)
