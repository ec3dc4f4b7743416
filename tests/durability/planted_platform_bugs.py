"""Bugs of the platform; see :mod:`tests.durability.planted_bugs`."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from acceptance_platform import submissions
from acceptance_platform.intake import Intake
from acceptance_platform.schema import cases, objects, steps
from acceptance_platform.schema import submissions as submission_table
from acceptance_platform.upload_files import UploadFiles
from domain.contract.submission import SubmissionManifest


def _offset_before_sync() -> None:
    setattr(UploadFiles, "durable_size", UploadFiles.size)  # noqa: B010 - mypy forbids the plain assignment


def _key_in_another_transaction() -> None:
    """The case is written, then what makes a second try find it."""
    take = Intake.take

    def twice(self: Any, manifest: SubmissionManifest, device: Any) -> Any:
        with self._database.reading() as connection:
            known = submissions.find(connection, manifest.submission_id)
        if known is not None:
            return take(self, manifest, device)
        with self._database.writing() as connection:
            self._add_case(connection, manifest)
        with self._database.writing() as connection:
            submissions.add(connection, manifest, self._sources.now(), 0)
        return self.status(manifest.submission_id, device), True

    setattr(Intake, "take", twice)  # noqa: B010 - as above


def _key_of_a_day() -> None:
    """Idempotency keys are forgotten after 24 hours."""
    take = Intake.take

    def forgetting(self: Any, manifest: SubmissionManifest, device: Any) -> Any:
        with self._database.writing() as connection:
            known = submissions.find(connection, manifest.submission_id)
            if known is not None and self._sources.now() - known.received_at > timedelta(hours=24):
                mine = manifest.submission_id
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                for table, column in ((objects, objects.c.submission_id), (steps, steps.c.case_id),
                                      (submission_table, submission_table.c.submission_id),
                                      (cases, cases.c.case_id)):  # fmt: skip
                    connection.execute(delete(table).where(column == mine))
        return take(self, manifest, device)

    setattr(Intake, "take", forgetting)  # noqa: B010 - as above


BUGS: Mapping[str, Callable[[], None]] = {
    "offset-before-sync": _offset_before_sync,
    "key-in-another-transaction": _key_in_another_transaction,
    "key-of-a-day": _key_of_a_day,
}
