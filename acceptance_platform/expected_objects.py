"""What may be uploaded: objects that a hand-in or an unfinished application of the calling device names."""

from sqlalchemy import Connection, select

from acceptance_platform import drafts, submissions
from acceptance_platform.draft_schema import draft_objects


def upload_size(connection: Connection, digest: str, device_id: str) -> int | None:
    of_hand_in = submissions.upload_size(connection, digest, device_id)
    return drafts.upload_size(connection, digest, device_id) if of_hand_in is None else of_hand_in


def object_size(connection: Connection, digest: str) -> int | None:
    """Whoever names it."""
    of_hand_in = submissions.object_size(connection, digest)
    if of_hand_in is not None:
        return of_hand_in
    return connection.execute(select(draft_objects.c.size).where(draft_objects.c.digest == digest)).scalar()
