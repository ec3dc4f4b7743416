"""The case of a receipt, or of a number with the applicant's document."""

from typing import Any, get_args

from sqlalchemy import Connection, Row, or_, select

from acceptance_platform.my_cases.tables import case_people
from acceptance_platform.person_keys import PersonKeys
from acceptance_platform.problems import case_not_found
from acceptance_platform.progress import shown_by
from acceptance_platform.schema import cases
from domain.contract.handover import CaseShown, NumberShown
from domain.contract.submission import Applicant

_KINDS: tuple[str, ...] = get_args(Applicant.model_fields["id_kind"].annotation)


class Showing:
    def __init__(self, keys: PersonKeys) -> None:
        self._keys = keys

    def case(self, connection: Connection, shown: CaseShown) -> Row[Any]:
        """Raises :class:`Refused`: 404 for an unknown case and for a wrong token or document alike."""
        if shown.receipt is not None:
            return shown_by(connection, shown.receipt)
        assert shown.number is not None
        return self._by_number(connection, shown.number)

    def _by_number(self, connection: Connection, shown: NumberShown) -> Row[Any]:
        number = shown.number.strip().upper()
        people = [self._keys.of(kind, shown.id_number) for kind in _KINDS]
        query = select(cases).join(case_people).where(
            or_(cases.c.official_no == number, cases.c.temporary_no == number), case_people.c.person_key.in_(people)
        )  # fmt: skip
        found = connection.execute(query).all() if number else []
        if len(found) != 1:
            # Two devices that gave one temporary number: nobody can tell which is meant.
            raise case_not_found()
        return found[0]
