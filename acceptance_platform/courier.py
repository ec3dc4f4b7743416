"""Packets somebody carried here in a folder, taken in without a line.

Beside each packet that is complete its acknowledgement is laid for the station it is from, and the folder's
``custody.jsonl`` says that it was taken. The same packet again is answered the same.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from acceptance_platform.data_folder import sync_folder
from acceptance_platform.devices import Device
from acceptance_platform.packet_desk import PacketDesk
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.sources import Sources
from acceptance_platform.upload_files import UploadFiles
from domain import custody
from domain.contract import packet
from domain.contract.packet import Frame, PacketHead


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
        for path in sorted(folder.glob("*.owp")):
            try:
                with path.open("rb") as file:
                    acknowledgement, state = self._take_one(file)
            except Refused as refused:
                yield Brought(path.stem, refused.code.value)
                continue
            if acknowledgement:
                _write(path.with_suffix(".ack"), acknowledgement.encode())
                self._note(folder, path)
            yield Brought(path.stem, state)

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
        data = file.read(size)
        if hashlib.sha256(data).hexdigest() != frame.digest:
            raise invalid_request(422, "a carried object is not what it is named by")
        if not self._files.is_sealed(frame.digest):
            self._files.seal_written({frame.digest: self._files.write_whole(data)})

    def _note(self, folder: Path, path: Path) -> None:
        at = self._sources.now().isoformat(timespec="seconds")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        line = {"at": at, "event": "taken", "submission_id": path.stem, "sha256": digest, "by": "platform"}
        listed = folder / custody.NAME
        before = listed.read_bytes() if listed.exists() else b""
        # Pulled out while somebody wrote: the torn line stays, as a break everybody sees.
        ending = b"\n" if before and not before.endswith(b"\n") else b""
        with listed.open("ab") as file:
            file.write(ending + custody.next_line((before.splitlines() or [b""])[-1], line))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(folder)


def _head(file: BinaryIO) -> PacketHead:
    try:
        length = packet.head_length(file.read(packet.PRELUDE_BYTES))
        return PacketHead.model_validate_json(file.read(length))
    except (ValueError, ValidationError) as e:
        raise invalid_request(400, "not a packet") from e


def _frames(file: BinaryIO) -> Iterator[Frame]:
    while data := file.read(packet.FRAME_BYTES):
        try:
            yield packet.decode_frame(data)
        except ValueError as e:
            raise invalid_request(400, "the packet is torn") from e


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)
