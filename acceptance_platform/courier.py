"""Packets somebody carried here in a folder, taken in without a line.

Beside each packet that is complete its acknowledgement is laid for the station it is from, and the folder's
``custody.jsonl`` says that it was taken. The same packet again is answered the same.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from acceptance_platform.custody_list import note
from acceptance_platform.data_folder import sync_folder
from acceptance_platform.devices import Device
from acceptance_platform.full_disk import full_disk_told
from acceptance_platform.medium_files import reading, writing_anew
from acceptance_platform.packet_desk import PacketDesk
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.sources import Sources
from acceptance_platform.upload_files import UploadFiles
from domain.contract import packet
from domain.contract.packet import Frame, PacketHead
from domain.failures import FailureCode


@dataclass(frozen=True, slots=True)
class Brought:
    submission: str
    """The packet's name."""
    result: str
    """The submission's state, or the failure's code."""


class CourierDesk:
    def __init__(self, desk: PacketDesk, files: UploadFiles, sources: Sources) -> None:
        self._desk = desk
        self._files = files
        self._sources = sources

    def take(self, folder: Path) -> Iterator[Brought]:
        """One that is refused, or that the medium does not give or take, holds up no other. Raises ``Refused`` for a
        folder that is not there."""
        with _on_medium(), os.scandir(folder):
            paths = sorted(folder.glob("*.owp"))
        for path in paths:
            try:
                state = self._take(folder, path)
            except Refused as refused:
                state = refused.code.value
            yield Brought(path.stem, state)

    def _take(self, folder: Path, path: Path) -> str:
        """The submission's state. Raises :class:`Refused`, also when it was taken in and its receipt cannot be laid
        beside it: the same packet, brought again, is answered the same."""
        with _on_medium():
            file = reading(path)
        with file, full_disk_told():
            acknowledgement, state = self._take_one(file)
        if acknowledgement:
            with _on_medium():
                _write(path.with_suffix(".ack"), acknowledgement.encode())
                self._note(folder, path)
        return state

    def _take_one(self, file: BinaryIO) -> tuple[str, str]:
        """Raises :class:`Refused`."""
        head = _head(file)
        owner = self._desk.begin(head, None)
        for frame in _frames(file):
            self._take_frame(frame, file, owner)
        status = self._desk.end(head, owner)
        return (status.acknowledgement, status.state) if status else ("", "receiving")

    def _take_frame(self, frame: Frame, file: BinaryIO, owner: Device) -> None:
        size = self._desk.size(frame.digest, owner)
        if (frame.offset, frame.length) != (0, size):
            raise invalid_request(422, "a carried packet holds whole objects")
        data = _read(file, size)
        if hashlib.sha256(data).hexdigest() != frame.digest:
            raise invalid_request(422, "a carried object is not what it is named by")
        if not self._files.is_sealed(frame.digest):
            self._files.seal_written({frame.digest: self._files.write_whole(data)})

    def _note(self, folder: Path, path: Path) -> None:
        at = self._sources.now().isoformat(timespec="seconds")
        with reading(path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        line = {"at": at, "event": "taken", "submission_id": path.stem, "sha256": digest, "by": "platform"}
        note(folder, line)


@contextlib.contextmanager
def _on_medium() -> Iterator[None]:
    """Raises :class:`Refused` for what the courier's medium does not give or take."""
    try:
        yield
    except OSError as e:
        name = errno.errorcode.get(e.errno or 0, type(e).__name__)
        raise Refused(FailureCode.COURIER_MEDIUM_FAILED, 422, name) from e


def _read(file: BinaryIO, size: int) -> bytes:
    with _on_medium():
        return file.read(size)


def _head(file: BinaryIO) -> PacketHead:
    try:
        length = packet.head_length(_read(file, packet.PRELUDE_BYTES))
        return PacketHead.model_validate_json(_read(file, length))
    except (ValueError, ValidationError) as e:
        raise invalid_request(400, "not a packet") from e


def _frames(file: BinaryIO) -> Iterator[Frame]:
    while data := _read(file, packet.FRAME_BYTES):
        try:
            yield packet.decode_frame(data)
        except ValueError as e:
            raise invalid_request(400, "the packet is torn") from e


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    try:
        with writing_anew(temporary) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
