"""The expiration of tus: what came of an upload nobody goes on with is deleted after a while.

Only parts are: an object that is whole is never touched here, so nothing of a case that was signed for is. An upload
that expired is told as gone (410) until it is created again: by ``POST``, or by the manifest that names it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Float, Integer, Select, String, Table, delete, insert, select, update

from acceptance_platform.database import Database
from acceptance_platform.expected_objects import object_size
from acceptance_platform.limits import UPLOAD_DAYS
from acceptance_platform.running_time import RunningTime
from acceptance_platform.schema import metadata
from acceptance_platform.sources import Sources
from acceptance_platform.upload_files import UploadFiles

unfinished_uploads = Table(
    "unfinished_uploads", metadata,
    Column("digest", String, primary_key=True),
    Column("grew_at", Float, nullable=False, index=True),
    Column("is_gone", Integer, nullable=False, default=0),
)  # fmt: skip
"""``grew_at``: in seconds of :mod:`acceptance_platform.running_time`, to the hour."""

_LIFETIME = timedelta(days=UPLOAD_DAYS)
_NOTED_EVERY = 3600.0
"""Seconds: a piece more often than that costs no transaction."""
_LOOK_SECONDS = 600.0


class UnfinishedUploads:
    def __init__(self, database: Database, files: UploadFiles, sources: Sources) -> None:
        self._database = database
        self._files = files
        self._sources = sources
        self._time = RunningTime(sources.clock)
        self._look_at = 0.0

    def grew(self, digest: str) -> datetime:
        """Something came of it and not all: the moment it expires if nothing more comes."""
        with self._database.reading() as connection:
            row = connection.execute(_row(digest)).one_or_none()
            age = 0.0 if row is None else self._time.now(connection) - row.grew_at
        if row is None or row.is_gone or age >= _NOTED_EVERY:
            with self._database.writing() as connection:
                connection.execute(delete(unfinished_uploads).where(unfinished_uploads.c.digest == digest))
                grew_at = self._time.advance(connection)
                connection.execute(insert(unfinished_uploads).values(digest=digest, grew_at=grew_at))
            age = 0.0
        return self._sources.now() + _LIFETIME - timedelta(seconds=age)

    def is_gone(self, connection: Connection, digest: str) -> bool:
        row = connection.execute(_row(digest)).one_or_none()
        return row is not None and bool(row.is_gone)

    def expires(self, digest: str) -> datetime | None:
        """``None``: nothing of it is here, or all."""
        with self._database.reading() as connection:
            row = connection.execute(_row(digest)).one_or_none()
            if row is None or row.is_gone or self._files.is_sealed(digest):
                return None
            return self._sources.now() + _LIFETIME - timedelta(seconds=self._time.now(connection) - row.grew_at)

    def create_again(self, digest: str) -> None:
        with self._database.reading() as connection:
            if not self.is_gone(connection, digest):
                return
        with self._database.writing() as connection:
            create_again(connection, (digest,))

    def due(self) -> Sequence[str]:
        """Digests for :meth:`expire`; asked as often as one likes, it looks every ten minutes."""
        if self._sources.clock.monotonic() < self._look_at:
            return ()
        self._look_at = self._sources.clock.monotonic() + _LOOK_SECONDS
        with self._database.writing() as connection:
            too_old = self._time.advance(connection) - _LIFETIME.total_seconds()
            columns = unfinished_uploads.c
            query = select(columns.digest).where(columns.is_gone == 0, columns.grew_at <= too_old)
            return connection.execute(query).scalars().all()

    def expire(self, digest: str) -> None:
        """If its time is over; the caller has its turn, so nobody is writing to it."""
        with self._database.writing() as connection:
            row = connection.execute(_row(digest)).one_or_none()
            too_old = self._time.advance(connection) - _LIFETIME.total_seconds()
            if row is None or row.grew_at > too_old:
                return
            mine = unfinished_uploads.c.digest == digest
            if self._files.is_sealed(digest) or object_size(connection, digest) is None:
                connection.execute(delete(unfinished_uploads).where(mine))
            else:
                self._files.discard(digest)
                connection.execute(update(unfinished_uploads).where(mine).values(is_gone=1))


def create_again(connection: Connection, digests: Sequence[str]) -> None:
    """They are named anew: what was told as gone begins at 0. Inside a transaction that writes."""
    columns = unfinished_uploads.c
    connection.execute(delete(unfinished_uploads).where(columns.digest.in_(digests), columns.is_gone == 1))


def _row(digest: str) -> Select[tuple[str, float, int]]:
    return select(unfinished_uploads).where(unfinished_uploads.c.digest == digest)
