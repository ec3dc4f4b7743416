"""The pure parts: headers of tus, what counts as the day of receipt, first bytes; turns and files of uploads."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Row

from acceptance_platform import tus_headers
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.devices import Device
from acceptance_platform.intake_rules import fault, receipt_day
from acceptance_platform.problems import Refused
from acceptance_platform.submissions import is_taken_in
from acceptance_platform.upload_files import UploadFiles
from acceptance_platform.upload_turns import UploadTurns
from domain.case.numbering import temporary_number
from domain.contract.submission import SubmissionManifest, looks_like

T = TypeVar("T")
NOW = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
ID = "018f0000-0000-7000-8000-000000000001"


def manifest(**values: object) -> SubmissionManifest:
    usual = {
        "submission_id": ID, "case_id": ID, "kind": "new", "temporary_no": "", "item_code": "i",
        "catalogue_version": "", "form_version": "", "device_id": ID, "node_code": "n", "handed_in_at": NOW,
        "clock_confidence": "synchronised", "token_digest": "0" * 64, "suite": "age-v1", "key_ids": [], "objects": [],
    }  # fmt: skip
    return SubmissionManifest.model_validate(usual | values)


class TestTheSameManifestAgain:
    def kept(self, **changes: object) -> Row[Any]:
        """As the platform of before wrote it down: fields it did not know are not there."""
        said = {key: value for key, value in manifest().model_dump(mode="json").items() if key != "version"} | changes
        return cast("Row[Any]", SimpleNamespace(manifest=json.dumps(said)))

    def test_is_the_same_after_an_upgrade_brought_a_field(self) -> None:
        assert is_taken_in(self.kept(), manifest())
        assert is_taken_in(self.kept(handed_in_at="2026-09-30T10:00:00+08:00"), manifest())

    def test_is_another_when_anything_it_said_differs(self) -> None:
        assert not is_taken_in(self.kept(form_version="another"), manifest())


class TestDayOfReceipt:
    def test_of_the_hand_in(self) -> None:
        """Three days without a line are not taken from the department's duty to the citizen."""
        assert receipt_day(manifest(handed_in_at=NOW - timedelta(days=3)), NOW) == date(2026, 9, 27)

    def test_in_china(self) -> None:
        assert receipt_day(manifest(handed_in_at=NOW - timedelta(hours=11)), NOW) == date(2026, 9, 29)
        assert receipt_day(manifest(handed_in_at=NOW - timedelta(hours=10)), NOW) == date(2026, 9, 30)

    @pytest.mark.parametrize("confidence", ["unsynchronised", "implausible"])
    def test_of_arrival_when_the_clock_is_not_to_be_believed(self, confidence: str) -> None:
        old = NOW - timedelta(days=400)
        assert receipt_day(manifest(handed_in_at=old, clock_confidence=confidence), NOW) == date(2026, 9, 30)

    def test_never_in_the_future(self) -> None:
        assert receipt_day(manifest(handed_in_at=NOW + timedelta(days=30)), NOW) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("roles", "is_in_order"),
    [
        ("form page", True), ("form previews page", True), ("form", True), ("previews form page", False),
        ("form page previews", False), ("form previews previews page", False), ("form form page", False),
    ],
)  # fmt: skip
def test_objects_come_as_form_previews_pages(roles: str, is_in_order: bool) -> None:
    objects = [{"digest": f"{at:064x}", "size": 1, "role": role} for at, role in enumerate(roles.split())]
    device = Device(ID, "0001", "kiosk", "n")
    given = manifest(objects=objects, key_ids=["k"], temporary_no=temporary_number("330281", "0001", NOW.date(), 1))
    assert (fault(given, device, frozenset({"k"})) == "") is is_in_order


def or_refused(read: Callable[[], T]) -> T | None:
    """``None`` when it was refused as a bad request; any other error is a bug."""
    try:
        return read()
    except Refused as e:
        return None if e.status == 400 else pytest.fail(f"refused with {e.status}")


class TestTusHeaders:
    @given(st.text(max_size=40))
    def test_numbers_are_numbers_or_refused(self, value: str) -> None:
        found = or_refused(lambda: tus_headers.number({"upload-offset": value}, "upload-offset"))
        assert found in (None, int(value) if value.isdecimal() else None)

    @given(st.text(max_size=60) | st.text(max_size=60).map("sha256 {}".format))
    def test_checksums_are_read_or_refused(self, value: str) -> None:
        found = or_refused(lambda: tus_headers.checksum({"upload-checksum": value}))
        assert found is None or found.algorithm in ("sha1", "sha256")

    @given(st.text(max_size=80) | st.text(max_size=80).map("digest {}".format))
    def test_metadata_is_read_or_refused(self, value: str) -> None:
        found = or_refused(lambda: tus_headers.metadata({"upload-metadata": value}))
        assert found is None or all(isinstance(entry, str) for entry in found.values())

    @given(st.dictionaries(st.from_regex(r"\A[a-z]{1,9}\Z"), st.text(max_size=20), max_size=4))
    def test_metadata_round_trip(self, pairs: dict[str, str]) -> None:
        line = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())
        assert tus_headers.metadata({"upload-metadata": line}) == pairs


@given(st.binary(max_size=16), st.sampled_from(["image/jpeg", "image/png", "application/pdf"]))
def test_random_bytes_look_like_nothing(data: bytes, media_type: str) -> None:
    starts = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG", "application/pdf": b"%PDF-"}
    assert not looks_like(data, media_type) or data.startswith(starts[media_type])


class TestUploadFiles:
    DATA = b"sealed bytes"
    DIGEST = hashlib.sha256(DATA).hexdigest()

    @pytest.fixture
    def files(self, data_folder: DataFolder) -> UploadFiles:
        return UploadFiles(data_folder)

    def append(self, files: UploadFiles, data: bytes) -> int:
        with files.appending(self.DIGEST) as file:
            file.write(data)
        return files.settle(self.DIGEST, len(self.DATA))

    def test_grows_and_becomes_an_object(self, files: UploadFiles) -> None:
        assert self.append(files, self.DATA[:5]) == 5
        assert files.parts() == (self.DIGEST,)
        assert self.append(files, self.DATA[5:]) == len(self.DATA)
        assert (files.is_sealed(self.DIGEST), files.parts(), files.read(self.DIGEST)) == (True, (), self.DATA)
        assert files.settle(self.DIGEST, len(self.DATA)) == len(self.DATA)

    def test_other_bytes_begin_again(self, files: UploadFiles) -> None:
        assert self.append(files, b"x" * len(self.DATA)) == 0
        assert files.size(self.DIGEST) == 0

    def test_a_failed_fsync_is_not_believed_later(self, files: UploadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
        self.append(files, self.DATA[:5])

        def refuse(_descriptor: int) -> None:
            raise OSError

        with monkeypatch.context() as broken:
            broken.setattr("os.fsync", refuse)
            with pytest.raises(OSError):  # noqa: PT011  fsync names no errno here
                files.durable_size(self.DIGEST)
        assert files.durable_size(self.DIGEST) == 0


def test_who_comes_later_ends_the_turn() -> None:
    async def play() -> list[str]:
        turns, told = UploadTurns(), list[str]()
        holding = asyncio.Event()

        async def stalled() -> None:
            async with turns.take("a") as stop:
                holding.set()
                await stop.wait()
                told.append("stalled ends")

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stalled())
            await holding.wait()
            async with turns.take("b"):
                told.append("another is free")
            async with turns.take("a") as stop:
                told.append("the later one holds")
                assert not stop.is_set()
        return told

    assert asyncio.run(play()) == ["another is free", "stalled ends", "the later one holds"]
