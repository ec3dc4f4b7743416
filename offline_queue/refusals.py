"""What the platform refuses for good, told apart from what anybody on the way may answer. Pure."""

from domain.failures import Failure
from offline_queue.outcome import Answer, named_failure

_REFUSED = 422
"""With a code of the contract the platform's word on the thing itself (RFC 9110 15.5.21). Every other 4xx speaks of the
request, of this moment or of this version, and one without a code may come from a proxy."""


def refused_for_good(answer: Answer) -> Failure | None:
    return named_failure(answer) if answer.status == _REFUSED else None
