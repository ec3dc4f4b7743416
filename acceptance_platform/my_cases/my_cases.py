"""Finds cases by who applied. Cases that were complete before this program kept the link are found by receipt only."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from acceptance_platform.database import Database
from acceptance_platform.limits import MY_CASES
from acceptance_platform.my_cases.tables import case_people
from acceptance_platform.person_keys import PersonKeys
from acceptance_platform.presence.presences import Present
from acceptance_platform.progress import Progress
from acceptance_platform.schema import cases
from domain.contract.my_cases import MyCases
from domain.contract.submission import Applicant


class CasesOfPersons:
    def __init__(self, database: Database, progress: Progress) -> None:
        self._database = database
        self._progress = progress

    def of(self, present: Present) -> MyCases:
        query = select(cases).join(case_people).where(case_people.c.person_key == present.person_key)
        query = query.order_by(cases.c.received_at.desc()).limit(MY_CASES)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
            return MyCases(cases=tuple(self._progress.told(connection, row) for row in rows))


def link(connection: Connection, case_id: str, applicant: Applicant, keys: PersonKeys) -> None:
    row = {"case_id": case_id, "person_key": keys.of(applicant.id_kind, applicant.id_number)}
    connection.execute(insert(case_people).values(row).on_conflict_do_nothing())
