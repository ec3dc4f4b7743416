"""好差评: one evaluation a case, by whoever holds its receipt.

``POST /v1/evaluations`` with an :class:`Evaluation` answers 201 :class:`EvaluationReply`; 404 ``CASE_NOT_FOUND`` as for
the progress, 409 ``EVALUATION_GIVEN`` the second time. Nothing here tells who evaluates.
"""

from typing import Literal

from domain.contract.wire import Identifier, LongText, Moment, ShortText, Wire


class Evaluation(Wire):
    case_id: Identifier
    token: ShortText
    level: Literal[1, 2, 3, 4, 5]
    """GB/T 39046-2020 A.8: 1 very satisfied … 5 very dissatisfied; the first digit of an option runs the other way."""
    options: tuple[ShortText, ...] = ()
    """Codes of the national list whose first digit is 6 minus the level."""
    words: LongText = ""


class EvaluationReply(Wire):
    received_at: Moment
