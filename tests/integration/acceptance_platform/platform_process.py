"""The real platform as a process, and a station that speaks to it over real TLS."""

import hashlib
import json
import os
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from demo.own_commands import ask_platform
from domain.case.numbering import temporary_number
from domain.case.receipt_code import token_digest
from domain.clock import SystemClock, SystemIds
from domain.contract.enrolment import EnrolmentReply, EnrolmentRequest, EnrolmentTicket
from domain.contract.submission import Applicant, SealedForm, SealedObject, SealedPage, SubmissionManifest

ROOT = Path(__file__).parents[3]
KIOSK_NODE = "330281-K01"
WINDOW_NODE = "330203-W01"
ITEM = "DEMO-016"
CATALOGUE = "demo-2026.4"
NUMBER = "330203190001010013"
PHONES = "https://phones.example.invalid"
"""Where phones would reach the platform; tests take the path of it only."""
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
IDS = SystemIds(SystemClock())


class PlatformProcess:
    """One data folder; started and killed as often as a test likes."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def command(self, *arguments: str, line: str = "") -> str:
        """What an administrator runs beside the running platform."""
        return ask_platform(self.data, *arguments, given=line)

    def start(self) -> None:
        """On the port it had before, so that stations find it again."""
        argv = [
            sys.executable,
            "-m",
            "acceptance_platform",
            "--data",
            str(self.data),
            "run",
            "--port",
            str(self.port),
            "--phone-url",
            PHONES,
        ]
        log = (self.data.parent / "platform.log").open("a")
        with log:
            self._process = subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._process.stdout is not None
        word, port = self._process.stdout.readline().split()
        assert word == "ready"
        self.port = int(port)

    def most_memory(self) -> int:
        """Bytes it has ever held."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

    def end(self, sign: int = signal.SIGTERM) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.send_signal(sign)
        code = self._process.wait(20)
        self._process.stdout.close()
        return code

    def log(self) -> str:
        return (self.data.parent / "platform.log").read_text()

    def status(self) -> dict[str, Any]:
        return json.loads(self.command("status"))

    def ticket(self, kind: str, node: str) -> EnrolmentTicket:
        return EnrolmentTicket.decode(self.command("ticket", "--kind", kind, "--node", node, "--url", self.url))


SIGNED = b"\x89PNG\r\n\x1a\n" + b"strokes of a signature"


@dataclass
class HandIn:
    """A sealed submission with the bytes of its objects."""

    manifest: SubmissionManifest
    form: SealedForm
    token: str
    sealed: dict[str, bytes] = field(repr=False)

    def whole(self) -> list[tuple[str, bytes]]:
        return [(entry.digest, self.sealed[entry.digest]) for entry in self.manifest.objects]


class TestStation:
    """Enrolled over the wire; ``session`` speaks mTLS."""

    __test__ = False

    def __init__(self, platform: PlatformProcess, folder: Path, kind: str, node: str) -> None:
        self.platform = platform
        folder.mkdir()
        self._certificate, self._key = folder / "device.crt", folder / "device.key"
        self.authority = folder / "authority.crt"
        ticket = platform.ticket(kind, node)
        ca = fetch_authority(platform)
        assert x509.load_pem_x509_certificate(ca).fingerprint(hashes.SHA256()).hex() == ticket.authority_digest
        self.authority.write_bytes(ca)
        key = ec.generate_private_key(ec.SECP256R1())
        self._key.write_bytes(key_pem(key))
        self.enrolment = enrol(platform, ticket.code, key, self.authority)
        self._certificate.write_text(self.enrolment.certificate)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Content-Type"] = "application/json"
        self.session.cert = (str(self._certificate), str(self._key))
        self.session.verify = str(self.authority)

    @property
    def certificate_and_key(self) -> tuple[str, str]:
        return str(self._certificate), str(self._key)

    def close(self) -> None:
        self.session.close()

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        return self.session.request(method, self.platform.url + path, timeout=30, **more)

    def put(self, hand_in: HandIn) -> requests.Response:
        manifest = hand_in.manifest
        path = f"/v1/cases/{manifest.case_id}"
        if manifest.kind == "correction":
            path += f"/corrections/{manifest.submission_id}"
        return self.call("PUT", path, data=manifest.model_dump_json())

    def patch(self, digest: str, data: bytes, offset: int = 0, **headers: str) -> requests.Response:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call(
            "PATCH", f"/v1/uploads/{digest}", data=data, headers=TUS | {"Upload-Offset": str(offset)} | names
        )

    def head(self, digest: str) -> requests.Response:
        return self.call("HEAD", f"/v1/uploads/{digest}", headers=TUS)

    def complete(self, hand_in: HandIn) -> requests.Response:
        return self.call("POST", f"/v1/submissions/{hand_in.manifest.submission_id}/completion")

    def deliver(self, hand_in: HandIn) -> dict[str, Any]:
        assert self.put(hand_in).status_code in (200, 201)
        for digest, data in hand_in.whole():
            assert self.patch(digest, data).status_code == 204
        answer = self.complete(hand_in)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def seal(self, data: bytes) -> bytes:
        keys = [pyrage.x25519.Recipient.from_str(entry.public_key) for entry in self.enrolment.recipients]
        return pyrage.encrypt(data, keys)

    def hand_in(
        self, pages: Sequence[bytes], *, answers: tuple[HandIn, str] | None = None, region: str = "330203",
        number: str = NUMBER, scenarios: tuple[str, ...] = (), item: str = ITEM, materials: Sequence[str] = (),
    ) -> HandIn:  # fmt: skip
        """``answers``: the case and the correction it answers. ``materials``: what each page is; by default ``m2``."""
        first, correction_id = answers or (None, "")
        case_id = first.manifest.case_id if first else IDS.new_id()
        submission_id = correction_id or case_id
        token = first.token if first else IDS.new_token()
        sealed_pages = [self.seal(page) for page in pages]
        form = SealedForm(
            submission_id=submission_id, case_id=case_id, item_code=item, form_version="f1", region=region,
            applicant=Applicant(name="张三", id_kind="31", id_number=number),
            fields={"f4": "128.50"}, sources={"f4": "user"}, salt=IDS.new_token(), scenarios=scenarios,
            pages=tuple(
                _page(number, both, material)
                for number, (both, material) in enumerate(
                    zip(zip(pages, sealed_pages, strict=True), materials or ["m2"] * len(pages), strict=True), 1
                )
            ),
        )  # fmt: skip
        return self.package(form, sealed_pages, token)

    def package(
        self, form: SealedForm, sealed_pages: Sequence[bytes], token: str, previews: Sequence[bytes] = ()
    ) -> HandIn:  # fmt: skip
        """``previews``: the sealed set of them, if any."""
        sealed_form = self.seal(form.model_dump_json().encode())
        blobs = [("form", sealed_form), *(("previews", one) for one in previews)]
        blobs += [("page", page) for page in sealed_pages]
        is_new = form.submission_id == form.case_id
        today = datetime.now(UTC).date()
        manifest = SubmissionManifest(
            submission_id=form.submission_id, case_id=form.case_id, kind="new" if is_new else "correction",
            temporary_no=temporary_number("330281", self.enrolment.device_no, today, 1) if is_new else "",
            item_code=form.item_code, catalogue_version=CATALOGUE, form_version=form.form_version,
            device_id=self.enrolment.device_id, node_code=self.enrolment.node.code, handed_in_at=datetime.now(UTC),
            clock_confidence="synchronised", token_digest=token_digest(token), suite="age-v1",
            key_ids=tuple(entry.key_id for entry in self.enrolment.recipients),
            objects=tuple(SealedObject(digest=sha256(data), size=len(data), role=role) for role, data in blobs),
        )  # fmt: skip
        return HandIn(manifest, form, token, {sha256(data): data for _, data in blobs})


def jpeg(text: str, size: int = 20_000) -> bytes:
    """Not a picture, but what a file that starts like one is."""
    return b"\xff\xd8\xff\xe0" + text.encode() + os.urandom(size)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def certificate_request(key: ec.EllipticCurvePrivateKey) -> str:
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def fetch_authority(platform: PlatformProcess) -> bytes:
    """Over TLS that is not checked yet; the digest of the ticket is the check."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with urllib.request.urlopen(f"{platform.url}/v1/ca", context=context, timeout=30) as answer:
        return answer.read()


def post_enrolment(
    platform: PlatformProcess, code: str, key: ec.EllipticCurvePrivateKey, authority: Path
) -> requests.Response:
    request = EnrolmentRequest(code=code, certificate_request=certificate_request(key))
    return requests.post(f"{platform.url}/v1/enrolments", json=request.model_dump(), verify=str(authority), timeout=30)


def enrol(platform: PlatformProcess, code: str, key: ec.EllipticCurvePrivateKey, authority: Path) -> EnrolmentReply:
    answer = post_enrolment(platform, code, key, authority)
    assert answer.status_code == 201, answer.text
    return EnrolmentReply.model_validate_json(answer.content)


def _page(number: int, pair: tuple[bytes, bytes], material: str) -> SealedPage:
    plain, sealed = pair
    return SealedPage(
        sealed_digest=sha256(sealed), plain_digest=sha256(plain), material_id=material, page_no=number,
        media_type="image/jpeg", grade="B", captured_at=datetime.now(UTC),
    )  # fmt: skip
