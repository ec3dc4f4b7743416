"""Pages of a person's earlier cases, to be used again."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from acceptance_platform import audit
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.certificates.issuing import record_not_found
from acceptance_platform.database import Database
from acceptance_platform.limits import MY_PAPERS
from acceptance_platform.my_cases.tables import case_people
from acceptance_platform.presence.presences import Present
from acceptance_platform.schema import cases, objects, submissions
from acceptance_platform.sealed_reading import SealedReading
from acceptance_platform.sources import Sources, china_day
from domain.contract.held_papers import EarlierPage, EarlierPaper, MyPapers
from domain.contract.submission import SubmissionManifest


class PapersOfPersons:
    def __init__(self, database: Database, directory: Directory, reading: SealedReading, sources: Sources) -> None:
        self._database = database
        self._directory = directory
        self._reading = reading
        self._sources = sources

    def of(self, present: Present) -> MyPapers:
        papers = [self._paper(list(pages)) for _, pages in groupby(self._rows(present), key=_paper_id)]
        return MyPapers(papers=tuple(paper for paper in papers if paper.name)[:MY_PAPERS])

    def page(self, paper_id: str, digest: str, present: Present) -> tuple[bytes, str]:
        """Bytes and media type. Raises :class:`Refused`: 404 unless it is a page of this person's."""
        rows = self._rows(present)
        row = next((row for row in rows if _paper_id(row) == paper_id and row.plain_digest == digest), None)
        data = self._reading.page(row.digest, digest) if row is not None else None
        if row is None or data is None:
            raise record_not_found()
        with self._database.writing() as connection:
            actor = present.device.device_id
            audit.record(connection, self._sources.now(), actor, "earlier page used", f"{paper_id}/{digest[:16]}")
        return data, row.media_type

    def _rows(self, present: Present) -> list[Row[Any]]:
        """Pages that were signed for, case by case, the newest first, each material's in its order."""
        query = (
            select(objects, submissions.c.manifest, cases.c.case_id, cases.c.item_code, cases.c.received_at)
            .join(submissions, submissions.c.submission_id == objects.c.submission_id)
            .join(cases, cases.c.case_id == submissions.c.case_id)
            .join(case_people, case_people.c.case_id == cases.c.case_id)
            .where(case_people.c.person_key == present.person_key)
            .where(submissions.c.state == "complete", objects.c.role == "page")
            .order_by(cases.c.received_at.desc(), cases.c.case_id, objects.c.material_id, submissions.c.round)
            .order_by(objects.c.page_no)
        )
        with self._database.reading() as connection:
            return list(connection.execute(query))

    def _paper(self, rows: Iterable[Row[Any]]) -> EarlierPaper:
        pages = list(rows)
        first = pages[0]
        item = self._directory.item_then(SubmissionManifest.model_validate_json(first.manifest))
        named = [one.name for one in item.materials if one.id == first.material_id] if item else []
        return EarlierPaper(
            paper_id=_paper_id(first),
            name=named[0] if named else "",
            item_name=self._directory.item_name(first.item_code),
            handed_in_on=china_day(first.received_at).isoformat(),
            pages=tuple(
                EarlierPage(plain_digest=row.plain_digest, media_type=row.media_type, grade=row.grade) for row in pages
            ),
        )


def _paper_id(row: Row[Any]) -> str:
    return f"{row.case_id}.{row.material_id}"
