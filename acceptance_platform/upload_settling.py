"""Before serving: a crash may have come between the last byte of an upload and its object."""

from acceptance_platform import expected_objects
from acceptance_platform.database import Database
from acceptance_platform.upload_files import UploadFiles


def settle_all(database: Database, files: UploadFiles) -> None:
    files.discard_written()
    for digest in files.parts():
        with database.reading() as connection:
            size = expected_objects.object_size(connection, digest)
        # Others may be gigabytes: each is looked at when its station asks.
        if size is not None and files.size(digest) >= size:
            files.settle(digest, size)
