"""What a hall took in on a day, by department: only paper that was brought, not what a card or a form gave."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.dialects.sqlite import insert

from acceptance_platform.catalogue_store import Directory
from acceptance_platform.clerks import Clerk
from acceptance_platform.database import Database
from acceptance_platform.schema import cases, devices, objects, submissions
from acceptance_platform.sources import Sources
from acceptance_platform.transfers.tables import transfer_prints
from domain.clock import CHINA
from domain.contract.submission import SubmissionManifest
from domain.contract.transfer import TransferAsk, TransferCase, TransferList, TransferLists, TransferPaper

_BROUGHT = ("applicant", "department")


class Transfers:
    def __init__(self, database: Database, directory: Directory, sources: Sources) -> None:
        self._database = database
        self._directory = directory
        self._sources = sources

    def lists(self, clerk: Clerk, ask: TransferAsk) -> TransferLists:
        """Raises :class:`Refused` 403 for a clerk who may not receive."""
        clerk.require("receive")
        with self._database.reading() as connection:
            rows = _taken_in(connection, clerk.node_code, ask.day)
        with self._database.writing() as connection:
            made = (
                self._list(connection, clerk, ask, tuple(group))
                for _, group in groupby(rows, key=lambda row: row.authority_code)
            )
            return TransferLists(lists=tuple(one for one in made if one.cases))

    def _list(self, connection: Connection, clerk: Clerk, ask: TransferAsk, rows: Sequence[Row[Any]]) -> TransferList:
        list_no = f"{clerk.node_code}-{ask.day:%Y%m%d}-{rows[0].authority_code}"
        found = TransferList(
            list_no=list_no,
            day=ask.day,
            node_name=self._directory.node_name(clerk.node_code),
            authority=rows[0].authority_name,
            cases=tuple(self._cases(rows)),
            printed_before=_printed(connection, list_no, ask.print_id),
        )
        if found.cases:
            row = {"print_id": ask.print_id, "list_no": list_no, "printed_at": self._sources.now(),
                   "clerk": clerk.username}  # fmt: skip
            connection.execute(insert(transfer_prints).values(row).on_conflict_do_nothing())
        return found

    def _cases(self, rows: Iterable[Row[Any]]) -> Iterable[TransferCase]:
        for official_no, group in groupby(rows, key=lambda row: row.official_no):
            pages = tuple(group)
            item = self._directory.item_then(SubmissionManifest.model_validate_json(pages[0].manifest))
            names = {m.id: m.name for m in item.materials if m.source in _BROUGHT} if item else {}
            counts = Counter(names[page.material_id] for page in pages if page.material_id in names)
            if counts:
                yield TransferCase(
                    official_no=official_no,
                    item_name=self._directory.item_name(pages[0].item_code),
                    applicant_masked=pages[0].applicant_masked,
                    papers=tuple(TransferPaper(name=name, pages=count) for name, count in counts.items()),
                )


def _taken_in(connection: Connection, node_code: str, day: date) -> Sequence[Row[Any]]:
    """The pages of every hand-in of the hall's devices on the day."""
    begins = datetime.combine(day, time(), CHINA).astimezone(UTC)
    columns = (cases.c.authority_code, cases.c.authority_name, cases.c.official_no, cases.c.item_code,
               cases.c.applicant_masked, objects.c.material_id, submissions.c.manifest)  # fmt: skip
    query = (
        select(*columns)
        .join(submissions, submissions.c.case_id == cases.c.case_id)
        .join(objects, objects.c.submission_id == submissions.c.submission_id)
        .where(submissions.c.device_id.in_(select(devices.c.device_id).where(devices.c.node_code == node_code)))
        .where(submissions.c.state == "complete", objects.c.role == "page")
        .where(submissions.c.received_at >= begins, submissions.c.received_at < begins + timedelta(days=1))
        .order_by(cases.c.authority_code, cases.c.official_no, objects.c.position)
    )
    return tuple(connection.execute(query))


def _printed(connection: Connection, list_no: str, print_id: str) -> int:
    before = transfer_prints.c.list_no == list_no, transfer_prints.c.print_id != print_id
    return connection.execute(select(func.count()).select_from(transfer_prints).where(*before)).scalar_one()
