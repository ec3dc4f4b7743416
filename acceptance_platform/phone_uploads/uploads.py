"""Opens an address for a phone, takes in what comes, gives it to the device that asked, and throws it away."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from acceptance_platform.certificates.issuing import record_not_found
from acceptance_platform.data_folder import DataFolder, write_durably
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.limits import PHONE_MINUTES, PHONE_PAGE_BYTES, PHONE_PAGES
from acceptance_platform.phone_uploads.tables import phone_pages, phone_uploads
from acceptance_platform.presence.presences import not_offered
from acceptance_platform.sources import Sources
from acceptance_platform.unsealing import Unsealer
from domain.case.receipt_code import token_digest
from domain.contract.phone_upload import PhonePage, PhonePages, PhoneUpload, PhoneUploadRequest
from domain.contract.submission import looks_like

_KINDS = ("image/jpeg", "image/png", "application/pdf")


class PhoneUploads:
    """``public_url``: where phones reach this platform, such as ``https://zw.example.gov.cn``; empty: they do not."""

    def __init__(
        self, database: Database, folder: DataFolder, unsealer: Unsealer, sources: Sources, public_url: str
    ) -> None:
        self._database = database
        self._files = folder.root / "phone"
        self._unsealer = unsealer
        self._sources = sources
        self._public_url = public_url.rstrip("/")

    def open(self, request: PhoneUploadRequest, device: Device) -> PhoneUpload:
        """Raises :class:`Refused` (501). The earlier ones of this device end: one person stands at a terminal."""
        if not self._public_url:
            raise not_offered()
        now = self._sources.now()
        upload_id, token = self._sources.ids.new_id(), self._sources.ids.new_token()
        expires_at = now + timedelta(minutes=PHONE_MINUTES)
        row = {"upload_id": upload_id, "token_digest": token_digest(token), "device_id": device.device_id,
               "case_id": request.case_id, "expires_at": expires_at}  # fmt: skip
        with self._database.writing() as connection:
            over = (phone_uploads.c.device_id == device.device_id) | (phone_uploads.c.expires_at <= now)
            self._end(connection, connection.execute(select(phone_uploads.c.upload_id).where(over)).scalars().all())
            connection.execute(insert(phone_uploads).values(row))
        return PhoneUpload(upload_id=upload_id, url=f"{self._public_url}/u/{token}", expires_at=expires_at)

    def room(self, token: str) -> int | None:
        """How many more pages may be sent; ``None`` for an address that leads nowhere (any longer)."""
        with self._database.reading() as connection:
            row = self._of_token(connection, token)
            return PHONE_PAGES - _count(connection, row.upload_id) if row is not None else None

    def take(self, token: str, files: Sequence[bytes]) -> int | None:
        """How many were taken: pictures and PDFs, not too large, each once. ``None`` as :meth:`room`."""
        taken = 0
        with self._database.writing() as connection:
            row = self._of_token(connection, token)
            if row is None:
                return None
            for data in files:
                taken += self._keep(connection, row.upload_id, data)
        return taken

    def pages(self, upload_id: str, device: Device) -> PhonePages:
        """Raises :class:`Refused`: 404 unless this device asked for it and it is not over."""
        with self._database.reading() as connection:
            self._of_device(connection, upload_id, device)
            mine = phone_pages.c.upload_id == upload_id
            rows = connection.execute(select(phone_pages).where(mine).order_by(phone_pages.c.position)).all()
        return PhonePages(
            pages=tuple(PhonePage(digest=row.digest, media_type=row.media_type, size=row.size) for row in rows)
        )

    def page(self, upload_id: str, digest: str, device: Device) -> tuple[bytes, str]:
        """Bytes and media type. Raises as :meth:`pages`."""
        with self._database.reading() as connection:
            self._of_device(connection, upload_id, device)
            wanted = (phone_pages.c.upload_id == upload_id) & (phone_pages.c.digest == digest)
            row = connection.execute(select(phone_pages).where(wanted)).one_or_none()
            if row is None:
                raise record_not_found()
            return self._unsealer.open(self._file(upload_id, row.position).read_bytes()), row.media_type

    def close(self, upload_id: str, device: Device) -> None:
        """Nothing for one that is not there."""
        mine = (phone_uploads.c.upload_id == upload_id) & (phone_uploads.c.device_id == device.device_id)
        with self._database.writing() as connection:
            self._end(connection, connection.execute(select(phone_uploads.c.upload_id).where(mine)).scalars().all())

    def _keep(self, connection: Connection, upload_id: str, data: bytes) -> int:
        kind = next((kind for kind in _KINDS if looks_like(data, kind)), None)
        position = _count(connection, upload_id)
        if kind is None or len(data) > PHONE_PAGE_BYTES or position >= PHONE_PAGES:
            return 0
        digest = hashlib.sha256(data).hexdigest()
        known = select(phone_pages.c.digest).where(phone_pages.c.upload_id == upload_id, phone_pages.c.digest == digest)
        if connection.execute(known).scalar() is not None:
            return 0
        self._files.mkdir(exist_ok=True)
        write_durably(self._file(upload_id, position), self._unsealer.seal(data))
        row = {"upload_id": upload_id, "digest": digest, "position": position, "media_type": kind, "size": len(data)}
        connection.execute(insert(phone_pages).values(row))
        return 1

    def _of_token(self, connection: Connection, token: str) -> Row[Any] | None:
        query = select(phone_uploads).where(
            phone_uploads.c.token_digest == token_digest(token), phone_uploads.c.expires_at > self._sources.now()
        )
        return connection.execute(query).one_or_none()

    def _of_device(self, connection: Connection, upload_id: str, device: Device) -> None:
        query = select(phone_uploads.c.upload_id).where(
            phone_uploads.c.upload_id == upload_id, phone_uploads.c.device_id == device.device_id,
            phone_uploads.c.expires_at > self._sources.now(),
        )  # fmt: skip
        if connection.execute(query).scalar() is None:
            raise record_not_found()

    def _end(self, connection: Connection, upload_ids: Sequence[str]) -> None:
        for upload_id in upload_ids:
            for position in range(_count(connection, upload_id)):
                self._file(upload_id, position).unlink(missing_ok=True)
            connection.execute(delete(phone_pages).where(phone_pages.c.upload_id == upload_id))
            connection.execute(delete(phone_uploads).where(phone_uploads.c.upload_id == upload_id))

    def _file(self, upload_id: str, position: int) -> Path:
        return self._files / f"{upload_id}.{position}.age"


def _count(connection: Connection, upload_id: str) -> int:
    return int(connection.execute(select(func.count()).where(phone_pages.c.upload_id == upload_id)).scalar_one())
