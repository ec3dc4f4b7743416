"""A case is routed as soon as its form is here: its department may look at it while the pages still travel."""

from acceptance_platform import cases, submissions
from acceptance_platform.case_routing import known_by
from acceptance_platform.database import Database
from acceptance_platform.themes import groups
from acceptance_platform.vetting import Fit, Vetting
from domain.contract.submission import SubmissionManifest


class EarlyLook:
    def __init__(self, database: Database, vetting: Vetting) -> None:
        self._database = database
        self._vetting = vetting

    def arrived(self, digest: str) -> None:
        """An object became whole. What is wrong with a form is left for the completion to say."""
        with self._database.reading() as connection:
            row = submissions.receiving_by_form(connection, digest)
        if row is None:
            return
        found = self._vetting.vet_form(SubmissionManifest.model_validate_json(row.manifest))
        if not isinstance(found, Fit):
            return
        with self._database.writing() as connection:
            # Its completion may have come meanwhile.
            if submissions.receiving_by_form(connection, digest) is not None:
                cases.show(connection, row.case_id, known_by(found.form, found.authority))
                groups.join(connection, found.form, found.lead)
