"""Where the supervisor and its visits tell what went wrong; nothing personal."""

import logging
import sys

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to(file: str) -> None:
    """Warnings and worse, into ``file``; without one to standard error, which a service manager keeps."""
    if file:
        logging.basicConfig(filename=file, level=logging.WARNING, format=_FORM)
    else:
        logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format=_FORM)
