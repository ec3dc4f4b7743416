"""What an answer of the platform means for this station. Pure.

No status ever deletes anything. A 2xx is only a beginning: without the signed acknowledgement nothing
counts as delivered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeAlias, TypeVar

from pydantic import ValidationError

from domain.contract.submission import Problem
from domain.contract.wire import Wire
from domain.failures import Failure, FailureCode
from offline_queue.retry_policy import LONGEST_WAIT

M = TypeVar("M", bound=Wire)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Done:
    answer: Answer


@dataclass(frozen=True, slots=True)
class Later:
    """The platform, or something before it, cannot now: back off and try again."""

    failure: Failure
    at_least: float = 0.0
    """Seconds, as Retry-After said."""


@dataclass(frozen=True, slots=True)
class Gone:
    """404, 410: it does not know what was asked about."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Behind:
    """409, 460: the two sides see different states; ask where it stands and go on from there."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class TooLarge:
    """413: send smaller pieces."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class ShutOut:
    """401, 403: this station or clerk may not. Stop, tell, keep everything."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Refused:
    """400, 422 and every other 4xx: a person has to look. Kept."""

    failure: Failure


Outcome: TypeAlias = Done | Later | Gone | Behind | TooLarge | ShutOut | Refused

_LATER = frozenset({408, 425, 429})
_BY_STATUS: Mapping[int, type[Gone] | type[Behind] | type[TooLarge] | type[ShutOut]] = {
    401: ShutOut, 403: ShutOut, 404: Gone, 409: Behind, 410: Gone, 413: TooLarge, 460: Behind,
}  # fmt: skip


def judge(answer: Answer) -> Outcome:
    """The table of answers."""
    status = answer.status
    if is_web_page(status, answer.headers.get("content-type", "")):
        return Later(captive_portal(f"HTTP {status}"))
    if 200 <= status < 300:
        return Done(answer)
    if 300 <= status < 400:
        return Later(Failure(FailureCode.PLATFORM_REDIRECTED, f"HTTP {status}"))
    if status in _LATER or not 400 <= status < 500:
        busy = named_failure(answer) or Failure(FailureCode.PLATFORM_BUSY, f"HTTP {status}")
        return Later(busy, at_least=retry_after(answer))
    failure = named_failure(answer) or reply_invalid(f"HTTP {status} without a problem")
    return _BY_STATUS.get(status, Refused)(failure)


def named_failure(answer: Answer) -> Failure | None:
    """The failure the platform names in its problem, if this program knows the code."""
    try:
        return Failure(FailureCode(Problem.model_validate_json(answer.body).code), f"HTTP {answer.status}")
    except ValueError:
        return None


def captive_portal(detail: str) -> Failure:
    """A login page of the network stands where the platform should."""
    return Failure(FailureCode.PLATFORM_CAPTIVE_PORTAL, detail)


def reply_invalid(detail: str) -> Failure:
    """An answer that is not in the contract, or not signed as it must be."""
    return Failure(FailureCode.PLATFORM_REPLY_INVALID, detail)


def read_reply(answer: Answer, model: type[M]) -> M:
    """Raises ``Failure(PLATFORM_REPLY_INVALID)``."""
    try:
        return model.model_validate_json(answer.body)
    except ValidationError as error:
        raise reply_invalid(model.__name__) from error


def expect(answer: Answer) -> Answer:
    """The answer if it is done. Raises its ``Failure`` otherwise."""
    outcome = judge(answer)
    if isinstance(outcome, Done):
        return outcome.answer
    raise outcome.failure


def is_web_page(status: int, content_type: str) -> bool:
    """The platform never speaks HTML; 511 is what RFC 6585 gives to gateways that want a login."""
    return status == 511 or content_type.lower().startswith("text/html")


def retry_after(answer: Answer) -> float:
    """Seconds, at most ``LONGEST_WAIT``. A date counts from the answer's own: this station's clock may be wrong."""
    said = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,6}", said, re.ASCII):
        return min(float(said), LONGEST_WAIT)
    try:
        until, now = (parsedate_to_datetime(text) for text in (said, answer.headers.get("date", "")))
        return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)
    except (ValueError, TypeError):
        # No date, or one without a time zone.
        return 0.0
