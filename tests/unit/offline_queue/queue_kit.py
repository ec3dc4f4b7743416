"""Makes an enrolled station with keys of its own: what the platform would have given, without a platform."""

import base64
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import jwt
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.contract.draft import DraftManifest, SealedDraft
from domain.contract.enrolment import Node, Recipient, VerificationKey
from domain.contract.submission import Applicant, SubmissionManifest
from offline_queue import draft_rows, entries
from offline_queue.outbox import CaseDraft, KeptPage, NewPage, Outbox, UnfinishedCase
from offline_queue.station import Station, StationEnrolment
from offline_queue.store import Store

NAME = "张三丰测试"
ID_NUMBER = "330203190001010013"


class SteppedClock:
    """Stands still until told."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
        self.seconds = 100.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds


@dataclass(frozen=True)
class PlatformKeys:
    identity: pyrage.x25519.Identity
    signing: Ed25519PrivateKey
    verification: VerificationKey

    def sign(self, claims: dict[str, object], key_id: str = "sign-1") -> str:
        return jwt.encode(claims, self.signing, algorithm="EdDSA", headers={"kid": key_id})

    def acknowledge(self, manifest: SubmissionManifest, **changed: object) -> str:
        claims: dict[str, object] = {
            "iss": "onewindow-platform",
            "case_id": manifest.case_id,
            "submission_id": manifest.submission_id,
            "official_no": "330281202611200000015",
            "received_at": "2026-11-20T15:31:00+00:00",
            "objects": [item.digest for item in manifest.objects],
        }
        return self.sign({**claims, **changed})


def make_keys() -> PlatformKeys:
    signing = Ed25519PrivateKey.generate()
    public = base64.urlsafe_b64encode(signing.public_key().public_bytes_raw()).decode().rstrip("=")
    return PlatformKeys(pyrage.x25519.Identity.generate(), signing, VerificationKey(key_id="sign-1", public_key=public))


def enrolled(root: Path, keys: PlatformKeys) -> Station:
    station = Station(root)
    station.identity.mkdir(parents=True)
    enrolment = StationEnrolment(
        url="https://127.0.0.1:9",
        device_id=str(uuid.uuid4()),
        device_no="0001",
        kind="kiosk",
        node=Node(code="330281-K01", name="余姚市政务服务中心", region="330281", region_name="余姚市"),
        recipients=(Recipient(key_id="age-1", suite="age-v1", public_key=str(keys.identity.to_public())),),
        verification_keys=(keys.verification,),
    )
    station.enrolment_file.write_text(enrolment.model_dump_json())
    return station


def new_page(number: int = 1, data: bytes = b"\xff\xd8 a page") -> NewPage:
    return NewPage(material_id="m1", page_no=number, media_type="image/jpeg", grade="B", data=data)


def draft_of(case_id: str, pages: tuple[KeptPage, ...], kind: str = "new", submission_id: str = "") -> CaseDraft:
    return CaseDraft(
        case_id=case_id,
        submission_id=submission_id or case_id,
        kind=kind,
        item_code="DEMO-016",
        catalogue_version="1",
        form_version="1",
        applicant=Applicant(name=NAME, id_kind="31", id_number=ID_NUMBER, mobile="13800000000"),
        region="330203",
        fields={"f1": "住院"},
        sources={"f1": "user"},
        pages=pages,
        token="A" * 26,
    )


def hand_in(outbox: Outbox, pages: int = 2) -> str:
    """A case with pages, committed; answers its id."""
    case_id = str(uuid.uuid4())
    kept = tuple(
        outbox.keep_page(case_id, new_page(number, f"page {number}".encode())) for number in range(1, pages + 1)
    )
    return outbox.commit(draft_of(case_id, kept)).case_id


def manifest_in(store: Store, submission_id: str) -> SubmissionManifest:
    with store.reading() as transaction:
        return entries.manifest_of(transaction, submission_id)


def unfinished(case_id: str, pages: tuple[KeptPage, ...] = (), place: str = "") -> UnfinishedCase:
    return UnfinishedCase(
        case_id=case_id,
        item_code="DEMO-016",
        catalogue_version="1",
        form_version="2",
        applicant=Applicant(name=NAME, id_kind="31", id_number=ID_NUMBER),
        region="330203",
        fields={"mobile": "13800000000"},
        sources={"mobile": "user"},
        pages=pages,
        place=place,
    )


def saved_draft(store: Store, keys: PlatformKeys, case_id: str) -> tuple[DraftManifest, SealedDraft]:
    """As the platform would read it."""
    with store.reading() as transaction:
        row = draft_rows.find(transaction, case_id)
    assert row is not None
    manifest = row.parsed()
    sealed = base64.b64decode(manifest.sealed)
    return manifest, SealedDraft.model_validate_json(pyrage.decrypt(sealed, [keys.identity]))
