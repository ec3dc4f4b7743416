"""The state folder of a station and what enrolment left in it."""

from pathlib import Path

from pydantic import ValidationError

from domain.contract.enrolment import DeviceKind, Node, Recipient, VerificationKey
from domain.contract.wire import Identifier, ShortText, Wire
from domain.failures import Failure, FailureCode
from offline_queue.page_names import PAGES


class StationEnrolment(Wire):
    """Who this station is and whose keys it trusts; the content of ``identity/enrolment.json``."""

    url: ShortText
    """Base of the platform's addresses, without a slash at the end."""
    device_id: Identifier
    device_no: ShortText
    kind: DeviceKind
    node: Node
    recipients: tuple[Recipient, ...]
    verification_keys: tuple[VerificationKey, ...]
    key_issue: int = 0
    """Number of the platform's list these keys are of; 0: unknown, every list is newer."""


class Station:
    """Paths of one state folder (``docs/architecture.md``). Makes nothing and reads only when asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.identity = root / "identity"
        self.queue = root / "queue"
        self.mirror = root / "mirror"
        self.pages = self.queue / PAGES
        self.quarantine = self.queue / "quarantine"
        self.relay = self.queue / "relay"
        self.exported = self.queue / "exported"
        self.database = self.queue / "queue.db"
        self.agent_lock = self.queue / "agent.lock"
        self.device_key = self.identity / "device.key"
        self.device_certificate = self.identity / "device.crt"
        self.authority_certificate = self.identity / "authority.crt"
        self.enrolment_file = self.identity / "enrolment.json"
        self.catalogue_file = self.mirror / "catalogue.json"
        self.catalogue_parts = self.mirror / "parts"
        self.line_settings = root / "line.toml"
        self.line_kept = self.mirror / "line.json"
        """What ``line_settings`` last said when it was understood."""
        self.agent_file = self.mirror / "agent.json"
        self.clock_file = self.mirror / "clock.json"

    def enrolment(self) -> StationEnrolment:
        """Raises ``Failure(DEVICE_NOT_ENROLLED)`` when there is none that can be read."""
        try:
            return StationEnrolment.model_validate_json(self.enrolment_file.read_bytes())
        except (OSError, ValidationError) as error:
            raise Failure(FailureCode.DEVICE_NOT_ENROLLED, type(error).__name__) from error
