"""What the platform answers when it refuses: RFC 9457 problems with a failure code."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from domain.contract.submission import Problem, SubmissionStatus
from domain.failures import Failure, FailureCode

_log = logging.getLogger(__name__)


class Refused(Failure):
    """A request that is answered by a problem. ``detail`` goes to the caller and the log: no personal data.

    ``submission``: for 409 ``SUBMISSION_INCOMPLETE`` and the 422s of a completion; the body then
    reads as a :class:`Problem` and as a :class:`SubmissionStatus` alike.
    """

    def __init__(
        self,
        code: FailureCode,
        status: int,
        detail: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        submission: SubmissionStatus | None = None,
    ) -> None:
        super().__init__(code, detail)
        self.status = status
        self.headers = dict(headers or {})
        self.submission = submission


def invalid_request(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Refused:
    """Whatever does not keep to the wire contract at all."""
    return Refused(FailureCode.REQUEST_INVALID, status, detail, headers=headers)


def case_not_found() -> Refused:
    """The same words for unknown and for not yours, so that nothing can be enumerated."""
    return Refused(FailureCode.CASE_NOT_FOUND, 404)


def case_state_conflict() -> Refused:
    """The case is not what the caller believed it to be."""
    return Refused(FailureCode.CASE_STATE_CONFLICT, 409)


def problem_response(refused: Refused) -> JSONResponse:
    problem = Problem(title=_title(refused.code), status=refused.status, code=refused.code.value, detail=refused.detail)
    content = problem.model_dump(mode="json")
    if refused.submission is not None:
        content |= refused.submission.model_dump(mode="json")
    return JSONResponse(content, refused.status, refused.headers, media_type="application/problem+json")


def crash_response() -> JSONResponse:
    """For a bug: says nothing of it."""
    problem = Problem(title=HTTPStatus.INTERNAL_SERVER_ERROR.phrase, status=500, code="")
    return JSONResponse(problem.model_dump(mode="json"), 500, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)


def _title(code: FailureCode) -> str:
    return code.name.replace("_", " ").capitalize()


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    # The template, not the path: it names no case.
    route = getattr(request.scope.get("route"), "path", "?")
    _log.info("%s %s refused: %s %s", request.method, route, error.status, error)
    return problem_response(error)


async def _validation(_request: Request, error: Exception) -> Response:
    """Places and kinds only: the input of a validation error may be personal."""
    assert isinstance(error, RequestValidationError)
    places = (".".join(map(str, entry["loc"])) + " " + entry["type"] for entry in error.errors())
    return problem_response(invalid_request(422, "; ".join(places)[:500]))


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem_response(invalid_request(error.status_code, "", error.headers))
