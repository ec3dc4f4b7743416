"""Seals bytes to the platform's keys. Nothing on this station can open them again."""

import io
from collections.abc import Callable, Mapping, Sequence

from domain.contract.enrolment import Recipient
from domain.failures import Failure, FailureCode
from offline_queue.age_writer import write_age

Sink = Callable[[bytes], object]
"""Takes sealed bytes as they come."""
Suite = Callable[[bytes, Sequence[str], Sink], None]
"""``(plain, public keys, where to)``. Raises ``ValueError`` for a key it cannot use."""
SUITES: Mapping[str, Suite] = {"age-v1": write_age}


class Sealer:
    """Seals to all recipients of one suite: the first in the platform's order that this program knows."""

    def __init__(self, recipients: Sequence[Recipient], suites: Mapping[str, Suite] = SUITES) -> None:
        self.suite = next((recipient.suite for recipient in recipients if recipient.suite in suites), "")
        chosen = [recipient for recipient in recipients if recipient.suite == self.suite]
        self.key_ids = tuple(recipient.key_id for recipient in chosen)
        self._public_keys = tuple(recipient.public_key for recipient in chosen)
        self._suites = suites

    def seal(self, plain: bytes) -> bytes:
        """Like :meth:`seal_into`, for little."""
        sealed = io.BytesIO()
        self.seal_into(plain, sealed.write)
        return sealed.getvalue()

    def seal_into(self, plain: bytes, sink: Sink) -> None:
        """Raises ``Failure(SEALING_NO_RECIPIENT)`` when there is no key to seal to or it is unusable."""
        try:
            if not self._public_keys:
                message = "no recipient"
                raise ValueError(message)
            self._suites[self.suite](plain, self._public_keys, sink)
        except (KeyError, ValueError) as error:
            raise Failure(FailureCode.SEALING_NO_RECIPIENT, type(error).__name__) from error
