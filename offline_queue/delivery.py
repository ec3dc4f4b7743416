"""One try to deliver one hand-in: manifest, uploads, completion, signature."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.contract.enrolment import VerificationKey
from domain.contract.submission import SubmissionManifest, SubmissionStatus, UploadState
from domain.failures import Failure
from offline_queue.acknowledgement import verified_acknowledgement
from offline_queue.http_transport import Asked, LineFailed, Request
from offline_queue.outcome import (
    Behind,
    Done,
    Gone,
    Later,
    Outcome,
    ShutOut,
    TooLarge,
    judge,
    read_reply,
    reply_invalid,
)
from offline_queue.storage_faults import PageUnreadable
from offline_queue.uploads import Stopped, UploadResult, Whole

SendAll = Callable[[Sequence[UploadState], Callable[[], bool]], Sequence[UploadResult]]
"""Sends several files, as many at once as there are lanes (``Lanes.send_all``). Raises ``Failure``."""

_UNREADABLE_TRIES = 10
"""In a row, some minutes: what the disk has not given back by then a person has to look at."""
_ROUNDS = 3
"""How often the platform may answer that it stands elsewhere before this try ends."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    official_no: str
    acknowledgement: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The platform will not take it as it is."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Postponed:
    failure: Failure | None
    """``None``: this program is ending."""
    line_broke: bool = False
    shut_out: bool = False
    at_least: float = 0.0


Verdict: TypeAlias = Confirmed | Declined | Postponed


class Delivery:
    """State of one try; used once."""

    def __init__(self, manifest: SubmissionManifest, transport: Asked, keys: Sequence[VerificationKey]) -> None:
        self._manifest = manifest
        self._transport = transport
        self._keys = keys
        self._at_once: Callable[[], Request] | None = None
        self._with_form: Callable[[], Request] | None = None
        self.numbered: Callable[[str], None] = lambda _official_no: None
        """Told the platform's number as soon as it is known."""
        self._early: Outcome | None = None
        self.completion_asked = False
        """From here on a lost answer means *unknown*."""

    def begin_with(self, packet: Callable[[], Request]) -> None:
        """Try the whole hand-in in one request first: one round trip instead of three."""
        self._at_once = packet

    def introduce_with(self, packet: Callable[[], Request]) -> None:
        """Send the form with the manifest first: a round trip less, and a page is the next thing that goes."""
        self._with_form = packet

    def run(self, send_all: SendAll) -> Verdict:
        """Never raises ``Failure``: each becomes a verdict."""
        try:
            for _ in range(_ROUNDS):
                verdict = self._round(send_all)
                if verdict is not None:
                    return verdict
            return Postponed(reply_invalid("hand-in stands still"))
        except LineFailed as failure:
            return Postponed(failure, line_broke=True)
        except Failure as failure:
            return Postponed(failure)

    def _round(self, send_all: SendAll) -> Verdict | None:
        """``None``: the platform stands elsewhere, begin again with the manifest."""
        put = self._first()
        if not isinstance(put, Done):
            return _stopped_by(put)
        status = self._status(put)
        if isinstance(status, SubmissionStatus):
            self.numbered(status.official_no)
        # What was refused is asked for again: the platform looks at it by the rules of today.
        if isinstance(status, SubmissionStatus) and status.state != "complete":
            self._early = None
            results = self._in_order(status.missing, send_all)
            if trouble := [result for result in results if not isinstance(result, Whole)]:
                return _after_uploads(trouble)
            asked = self._early or self._complete()
            if isinstance(asked, Gone):
                return None
            if isinstance(asked, Behind):
                return None if status.missing else Declined(asked.failure)
            if not isinstance(asked, Done):
                return _stopped_by(asked)
            status = self._status(asked)
        return self._closed(status)

    def _complete(self) -> Outcome:
        self.completion_asked = True
        return self._ask("POST", f"/v1/submissions/{self._manifest.submission_id}/completion", None)

    def _is_settled(self) -> bool:
        """The last bytes are on their way: the platform waits a moment for them. A round trip less; where it says that
        something is missing all the same, it is asked again after the last answer."""
        if self._early is not None:
            return False
        try:
            asked = self._complete()
        except LineFailed:
            return False
        if isinstance(asked, Behind | Gone):
            self.completion_asked = False
            return False
        self._early = asked
        return isinstance(asked, Done)

    def _in_order(self, missing: Sequence[UploadState], send_all: SendAll) -> Sequence[UploadResult]:
        """Form and previews have the line for themselves: a department can look while the pages travel."""
        previews = [item.digest for item in self._manifest.objects if item.role == "previews"]
        if not any(upload.digest in previews for upload in missing):
            return send_all(missing, self._is_settled)
        ahead = {self._manifest.objects[0].digest, *previews}
        first = send_all([upload for upload in missing if upload.digest in ahead], lambda: False)
        if not all(isinstance(result, Whole) for result in first):
            return first
        return [*first, *send_all([upload for upload in missing if upload.digest not in ahead], self._is_settled)]

    def _first(self) -> Outcome:
        at_once, with_form = self._at_once, self._with_form
        self._at_once = self._with_form = None
        if packet := at_once or with_form:
            request = packet()
            self.completion_asked = at_once is not None
            outcome = judge(self._transport.ask(request))
            if not isinstance(outcome, Gone | Behind | TooLarge):
                return outcome
        return self._ask("PUT", self._path(), self._manifest.model_dump_json().encode())

    def _closed(self, status: SubmissionStatus | Postponed) -> Verdict:
        if isinstance(status, Postponed):
            return status
        try:
            claims = verified_acknowledgement(status.acknowledgement, self._manifest, self._keys)
        except Failure as failure:
            return Postponed(failure)
        return Confirmed(claims.official_no, status.acknowledgement)

    def _path(self) -> str:
        case = f"/v1/cases/{self._manifest.case_id}"
        return case if self._manifest.kind == "new" else f"{case}/corrections/{self._manifest.submission_id}"

    def _ask(self, method: str, path: str, body: bytes | None) -> Outcome:
        headers = {} if body is None else {"Content-Type": "application/json"}
        return judge(self._transport.ask(Request(method, path, body, headers)))

    def _status(self, done: Done) -> SubmissionStatus | Postponed:
        try:
            status = read_reply(done.answer, SubmissionStatus)
        except Failure as failure:
            return Postponed(failure)
        sizes = {item.digest: item.size for item in self._manifest.objects}
        ours = status.submission_id == self._manifest.submission_id and status.case_id == self._manifest.case_id
        if not status.official_no:
            return Postponed(reply_invalid("no number"))
        if not ours or any(sizes.get(item.digest) != item.size for item in status.missing):
            return Postponed(reply_invalid("status of another hand-in"))
        return status


def or_for_a_person(verdict: Verdict, tries: int) -> Verdict:
    """A hand-in of which a page cannot be read waits for the disk, but not for ever. ``tries``: in a row, this one
    among them."""
    if tries < _UNREADABLE_TRIES or not isinstance(verdict, Postponed):
        return verdict
    return Declined(verdict.failure) if isinstance(verdict.failure, PageUnreadable) else verdict


def _stopped_by(outcome: Outcome) -> Verdict:
    if isinstance(outcome, Later):
        return Postponed(outcome.failure, at_least=outcome.at_least)
    if isinstance(outcome, ShutOut):
        return Postponed(outcome.failure, shut_out=True)
    assert not isinstance(outcome, Done)
    if isinstance(outcome.failure, PageUnreadable):
        return Postponed(outcome.failure)
    return Declined(outcome.failure)


def _after_uploads(trouble: Sequence[UploadResult]) -> Verdict | None:
    """The worst first: what a person has to see, then what to wait for, then beginning again."""
    verdicts = [_stopped_by(result) for result in trouble if not isinstance(result, Whole | Stopped | Gone)]
    for verdict in verdicts:
        if isinstance(verdict, Declined):
            return verdict
    if verdicts:
        return verdicts[0]
    return Postponed(None) if any(isinstance(result, Stopped) for result in trouble) else None
