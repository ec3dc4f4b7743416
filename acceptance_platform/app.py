"""The application: routers, problems, guard."""

from collections.abc import Iterable

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from acceptance_platform import problems
from acceptance_platform.access import Gate
from acceptance_platform.presence.presences import Presences
from acceptance_platform.request_guard import RequestGuard
from acceptance_platform.tus_responses import TusResponses


def build_app(routers: Iterable[APIRouter], gate: Gate, presences: Presences) -> ASGIApp:
    """No description of itself is served: who may call has it in ``docs/platform.md``."""
    app = FastAPI(title="OneWindow acceptance platform", openapi_url=None, redirect_slashes=False)
    app.state.gate = gate
    app.state.presences = presences
    for router in routers:
        app.include_router(router)
    problems.install(app)
    app.add_exception_handler(Exception, _crashed)
    return TusResponses(RequestGuard(app))


async def _crashed(_request: Request, _error: Exception) -> Response:
    return problems.crash_response()
