"""The feed of changes of the cases a device handed in, by a cursor that only grows."""

from sqlalchemy import select

from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import CHANGES
from acceptance_platform.schema import changes
from domain.contract.progress import CaseChange, ChangePage


class ChangeFeed:
    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, device: Device, after: int, limit: int) -> ChangePage:
        """Rows later than ``after``. One writer at a time: no row ever appears behind a cursor that was handed out."""
        query = select(changes).where(changes.c.device_id == device.device_id, changes.c.cursor > after)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(changes.c.cursor).limit(min(limit, CHANGES))).all()
        found = tuple(
            CaseChange.model_validate_json(row.message).model_copy(update={"cursor": row.cursor}) for row in rows
        )
        return ChangePage(changes=found, next=found[-1].cursor if found else after)
