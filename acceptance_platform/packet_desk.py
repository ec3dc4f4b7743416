"""What a packet asks for besides its objects: the manifest first, the completion last."""

from pydantic import ValidationError

from acceptance_platform import expected_objects
from acceptance_platform.completion import Completion
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.intake import Intake
from acceptance_platform.packet_origin import owner_of
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.sources import Sources
from domain.contract.packet import PacketHead
from domain.contract.submission import SubmissionManifest, SubmissionStatus


class PacketDesk:
    def __init__(self, database: Database, intake: Intake, completion: Completion, sources: Sources) -> None:
        self._database = database
        self._intake = intake
        self._completion = completion
        self._sources = sources

    def begin(self, head: PacketHead, bearer: Device | None) -> Device:
        """Takes in the manifest; answers whose objects follow. Raises :class:`Refused`."""
        owner = owner_of(self._database, head, bearer)
        if head.manifest:
            self._intake.take(_manifest(head), owner)
        return owner

    def size(self, digest: str, owner: Device) -> int:
        """Of an object a manifest of ``owner`` names. Raises :class:`Refused` (422)."""
        with self._database.reading() as connection:
            size = expected_objects.upload_size(connection, digest, owner.device_id)
        if size is None:
            raise invalid_request(422, "an object no manifest of this device names")
        return size

    def end(self, head: PacketHead, owner: Device) -> SubmissionStatus | None:
        """Raises :class:`Refused` for a completion that is refused; what is missing is told, not refused."""
        submission_id = _manifest(head).submission_id if head.manifest else head.submission_id
        if submission_id is None:
            return None
        if head.complete:
            try:
                return self._completion.complete(submission_id, owner, self._sources.now())
            except Refused as refused:
                if refused.submission is None or refused.submission.state != "receiving":
                    raise
        return self._intake.status(submission_id, owner)


def _manifest(head: PacketHead) -> SubmissionManifest:
    try:
        return head.parsed_manifest()
    except ValidationError:
        raise invalid_request(422, "manifest") from None
