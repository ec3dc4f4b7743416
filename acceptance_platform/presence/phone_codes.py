"""The port to whoever can tell whose phone code was shown: the city's application, or a sandbox."""

from typing import Protocol

from domain.contract.submission import Applicant


class PhoneCodes(Protocol):
    def person(self, code: str) -> Applicant | None:
        """Whose code this is now; ``None`` for a code that is unknown, used or too old. The code is not kept."""
        ...
