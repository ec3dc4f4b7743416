"""Routes of certificates and e-licences."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from acceptance_platform.access import CallingDevice
from acceptance_platform.certificates.issuing import Issuing
from acceptance_platform.certificates.licences import Licences
from acceptance_platform.presence.api import CallingPerson
from domain.contract.certificate import (
    CertificateCheck,
    CertificatePrint,
    CertificateRequest,
    LicenceAnswers,
    LicenceCopy,
    LicenceQuestion,
    MyLicences,
)

Purpose = Annotated[str, Query(min_length=1, max_length=100)]


class CertificatesApi:
    def __init__(self, issuing: Issuing, licences: Licences) -> None:
        self._issuing = issuing
        self._licences = licences

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/v1")
        router.add_api_route("/my/certificates", self.issue, methods=["POST"], status_code=201)
        router.add_api_route("/certificates/{verify_code}", self.check, methods=["GET"])
        router.add_api_route("/my/licences", self.licences, methods=["GET"])
        router.add_api_route("/my/licences/answers", self.answers, methods=["POST"])
        router.add_api_route("/my/licences/{licence_id}/copy", self.copy, methods=["GET"])
        return router

    def issue(self, request: CertificateRequest, present: CallingPerson, response: Response) -> CertificatePrint:
        response.headers["Cache-Control"] = "no-store"
        return self._issuing.issue(request, present)

    def check(self, verify_code: str, _device: CallingDevice) -> CertificateCheck:
        return self._issuing.check(verify_code)

    def licences(self, present: CallingPerson, response: Response) -> MyLicences:
        response.headers["Cache-Control"] = "no-store"
        return self._licences.of(present)

    def answers(self, question: LicenceQuestion, present: CallingPerson, response: Response) -> LicenceAnswers:
        response.headers["Cache-Control"] = "no-store"
        return self._licences.answers(question, present)

    def copy(self, licence_id: str, purpose: Purpose, present: CallingPerson, response: Response) -> LicenceCopy:
        response.headers["Cache-Control"] = "no-store"
        return self._licences.copy(licence_id, purpose, present)
