"""Takes evaluations and never changes one."""

from sqlalchemy import insert, select

from acceptance_platform import audit
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.evaluations.tables import evaluations
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.progress import shown_by
from acceptance_platform.sources import Sources
from acceptance_platform.unsealing import Unsealer
from domain.case.evaluation import fits
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.contract.progress import ProgressQuery
from domain.failures import FailureCode


class Evaluations:
    def __init__(self, database: Database, sources: Sources, unsealer: Unsealer) -> None:
        self._database = database
        self._sources = sources
        self._unsealer = unsealer

    def take(self, evaluation: Evaluation, device: Device) -> EvaluationReply:
        """Raises :class:`Refused`: 404 as the progress does, 409 the second time, 422 for options of another level."""
        if not all(fits(code, evaluation.level) for code in evaluation.options):
            raise invalid_request(422, "an option of another level")
        now = self._sources.now()
        with self._database.writing() as connection:
            shown_by(connection, ProgressQuery(case_id=evaluation.case_id, token=evaluation.token))
            mine = evaluations.c.case_id == evaluation.case_id
            if connection.execute(select(evaluations.c.case_id).where(mine)).first() is not None:
                raise Refused(FailureCode.EVALUATION_GIVEN, 409)
            row = {
                "case_id": evaluation.case_id, "level": evaluation.level, "options": " ".join(evaluation.options),
                "sealed_words": self._unsealer.seal(evaluation.words.encode()), "received_at": now,
                "device_id": device.device_id,
            }  # fmt: skip
            connection.execute(insert(evaluations).values(row))
            audit.record(connection, now, device.device_id, "evaluated", evaluation.case_id)
        return EvaluationReply(received_at=now)
