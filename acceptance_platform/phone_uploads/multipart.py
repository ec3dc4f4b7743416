"""The files of a form a browser sent (RFC 7578), read by the standard library's mail parser."""

from email.parser import BytesParser
from email.policy import HTTP


def files_of(content_type: str, body: bytes) -> tuple[bytes, ...]:
    """What was chosen, in its order; fields that are no file, and files left empty, are none. Anything that is no such
    form has none."""
    if not content_type.lower().startswith("multipart/form-data"):
        return ()
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        return ()
    found = (part.get_payload(decode=True) for part in message.iter_parts() if part.get_filename() is not None)
    return tuple(data for data in found if isinstance(data, bytes) and data)
