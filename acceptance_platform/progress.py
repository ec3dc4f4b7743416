"""What the bearer of a receipt may learn of a case."""

import hmac
from typing import Any

from sqlalchemy import Connection, Row

from acceptance_platform import cases
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.database import Database
from acceptance_platform.problems import case_not_found
from acceptance_platform.themes.groups import Themes
from domain.case.receipt_code import token_digest
from domain.contract.progress import CaseProgress, ProgressQuery, ProgressStep

_NO_CASE = "0" * 64
"""Compared for cases nobody has, so that the time tells nothing."""


class Progress:
    def __init__(self, database: Database, directory: Directory, themes: Themes) -> None:
        self._database = database
        self._directory = directory
        self._themes = themes

    def of(self, query: ProgressQuery) -> CaseProgress:
        """Raises :class:`Refused`: 404 for an unknown case and for a wrong token alike."""
        with self._database.reading() as connection:
            return self.told(connection, shown_by(connection, query))

    def told(self, connection: Connection, row: Row[Any]) -> CaseProgress:
        steps = cases.step_rows(connection, row.case_id)
        return CaseProgress(
            case_id=row.case_id,
            temporary_no=row.temporary_no,
            official_no=row.official_no,
            item_code=row.item_code,
            item_name=self._directory.item_name(row.item_code),
            state=row.state,
            received_at=row.received_at,
            node_name=self._directory.node_name(row.node_code),
            authority=row.authority_name,
            accept_due_on=row.accept_due_on,
            decide_due_on=row.decide_due_on,
            correction=cases.open_correction(connection, row.case_id),
            steps=tuple(ProgressStep(at=step.at, state=step.state, by=step.by) for step in steps),
            theme=self._themes.of_case(connection, row.case_id),
        )


def shown_by(connection: Connection, receipt: ProgressQuery) -> Row[Any]:
    """The case a receipt is of. Raises :class:`Refused`: 404 for an unknown case and for a wrong token alike."""
    row = cases.find(connection, receipt.case_id)
    matches = hmac.compare_digest(row.token_digest if row else _NO_CASE, token_digest(receipt.token))
    if row is None or not matches:
        raise case_not_found()
    return row
