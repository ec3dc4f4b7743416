"""The feed of changes of the cases a device handed in, by a cursor that only grows.

A platform that was restored from a copy gives cursors again that stations have passed already. So a station says which
change it stands at; where that is no longer the one at its cursor, it is told everything from the beginning.
"""

import hashlib

from sqlalchemy import Connection, select

from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import CHANGES
from acceptance_platform.schema import changes
from domain.contract.progress import CaseChange, ChangePage


class ChangeFeed:
    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, device: Device, after: int, mark: int, limit: int) -> ChangePage:
        """Rows later than ``after``. One writer at a time: no row ever appears behind a cursor that was handed out.
        ``mark``: of the change at ``after``; 0 from a station that does not know it."""
        mine = select(changes).where(changes.c.device_id == device.device_id)
        with self._database.reading() as connection:
            here = _mark_at(connection, device, after)
            anew = after > 0 and (here == 0 or mark not in (0, here))
            start, here = (0, 0) if anew else (after, here)
            later = mine.where(changes.c.cursor > start).order_by(changes.c.cursor)
            rows = connection.execute(later.limit(min(limit, CHANGES))).all()
        found = tuple(
            CaseChange.model_validate_json(row.message).model_copy(update={"cursor": row.cursor}) for row in rows
        )
        last = (rows[-1].cursor, _mark(rows[-1].message)) if rows else (start, here)
        return ChangePage(changes=found, next=last[0], mark=last[1], anew=anew)


def _mark_at(connection: Connection, device: Device, cursor: int) -> int:
    """0: the device has no change there."""
    query = select(changes.c.message).where(changes.c.device_id == device.device_id, changes.c.cursor == cursor)
    message = connection.execute(query).scalar()
    return _mark(message) if message is not None else 0


def _mark(message: str) -> int:
    """48 bits, which every reader of JSON keeps; the moment in it makes messages differ."""
    return int.from_bytes(hashlib.sha256(message.encode()).digest()[:6])
